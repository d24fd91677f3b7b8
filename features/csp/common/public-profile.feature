@version:1.3
Feature: Public profiles
  What users say of themselves to everybody: town, age, interests. Users write their own profile and read those of all.

  Rule: Users write their own profile

    Background:
      Given A is logged in

    @CSP-PUB-001
    Scenario: The properties given are stored
      When A updates the public profile with
        | PP_CITY      | Turku        |
        | PP_FREE_TEXT | Tea & coffee |
      Then the answer is a Status with code 200
      And A reads in the public profile of A
        | PP_CITY      | Turku        |
        | PP_FREE_TEXT | Tea & coffee |

    @CSP-PUB-004
    Scenario: A profile that is cleared has no values any more
      Given A has the public profile
        | PP_CITY | Turku |
      And A reads in the public profile of A
        | PP_CITY | Turku |
      When A clears the public profile
      Then the answer is a Status with code 200
      And A reads no value in the public profile of A

    @CSP-PUB-006 @informative @negative
    Scenario: The profile of somebody else
      Given B is logged in
      And B has the public profile
        | PP_CITY | Turku |
      When A updates the public profile of B with
        | PP_CITY | Oulu |
      Then it is observed whether the answer has code 403, 402, 531 or 200
      And it is observed whether A reads PP_CITY "Turku" in the public profile of B
      And the session of A is alive

  Rule: Everybody reads the profiles of users

    Background:
      Given A and B are logged in
      And B has the public profile
        | PP_CITY | Turku |

    @CSP-PUB-002
    Scenario: The profile of a user
      When A asks for the public profile of B
      Then the answer is a GetPublicProfile-Response with code 200
      And it holds for B
        | PP_CITY | Turku |

    @CSP-PUB-002
    Scenario: The profiles of two users, told apart by their UserIDs
      Given C is logged in
      And C has the public profile
        | PP_CITY | Oulu |
      When A asks for the public profiles of B and C
      Then the answer is a GetPublicProfile-Response with code 200
      And it holds for B
        | PP_CITY | Turku |
      And it holds for C
        | PP_CITY | Oulu |

    @CSP-PUB-003 @informative @negative
    Scenario: The profiles of a user and of one who does not exist
      When A asks for the public profiles of B and an unknown user
      Then it is observed whether the answer has code 201 or 531
      And it is observed whether the unknown user is reported with code 531
      And it is observed whether the profile of B is in the answer

    @CSP-PUB-005 @informative @claims:IMPS-CSP-S-SRCH @claims:IMPS-CSP-S-ADVSR
    Scenario: A search by profile finds those who have one
      Given C is logged in
      And C has the public profile
        | PP_CITY | {name:unheard of} |
      When A searches for
        | USER_CITY | {name:unheard of} |
      Then it is observed whether C is found and B is not
