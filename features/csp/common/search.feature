Feature: Search
  A client searches for users or groups by pairs of an element and a string. A search that finds more than one answer
  may hold is continued with its SearchID until everything was brought, or stopped before.

  Background:
    Given A and B are logged in

  Rule: Users

    @CSP-SRC-001
    Scenario Outline: A user is found by the user part of the UserID, <how>
      When A searches for B by USER_ID, <how>
      Then B is found

      Examples:
        | how             |
        | the whole value |
        | a part of it    |

    @CSP-SRC-001
    Scenario: A search by user ID finds nobody whom it does not fit
      When A searches for B by USER_ID, the whole value
      Then B is found
      And A is not found

    @CSP-SRC-002
    Scenario Outline: A search by <element> finds nobody whom it does not fit
      When A searches for B by <element>, the whole value
      Then B is found
      And A is not found

      Examples:
        | element            |
        | USER_FIRST_NAME    |
        | USER_LAST_NAME     |
        | USER_EMAIL_ADDRESS |
        | USER_ALIAS         |

    @CSP-SRC-002
    Scenario Outline: A user is found by <element>, <how>
      When A searches for B by <element>, <how>
      Then B is found

      Examples:
        | element            | how             |
        | USER_FIRST_NAME    | the whole value |
        | USER_FIRST_NAME    | a part of it    |
        | USER_LAST_NAME     | the whole value |
        | USER_LAST_NAME     | a part of it    |
        | USER_EMAIL_ADDRESS | the whole value |
        | USER_EMAIL_ADDRESS | a part of it    |
        | USER_ALIAS         | the whole value |
        | USER_ALIAS         | a part of it    |

    @CSP-SRC-003
    Scenario: A user is found by mobile number
      When A searches for the telephone number of the IXIT
      Then the user with that number is found

    @CSP-SRC-004 @claims:IMPS-CSP-S-PRESENCE
    Scenario: USER_ONLINE_STATUS T finds users only while they are on line
      Given B shows OnlineStatus to A
      When A searches for B among the users on line
      Then B is found
      When B logs out
      And A searches for B among the users on line
      Then B is not found

    @CSP-SRC-030 @version:1.3
    Scenario Outline: A user is found by <property> of the public profile
      Given B publishes <property> "unheard of" in the public profile
      When A searches for
        | <element> | {name:unheard of} |
      Then B is found

      Examples:
        | property         | element                |
        | PP_CITY          | USER_CITY              |
        | PP_FRIENDLY_NAME | USER_FRIENDLY_NAME     |
        | PP_INTENTION     | USER_INTENTION         |
        | PP_INTERESTS     | USER_INTERESTS_HOBBIES |

    @CSP-SRC-030 @version:1.3
    Scenario Outline: A user is found by <property> <value> of the public profile, and by no other
      Given B has the public profile
        | PP_CITY    | {name:unheard of} |
        | <property> | <value>           |
      When A searches for
        | USER_CITY | {name:unheard of} |
        | <element> | <sought>          |
      Then B is found
      When A searches for
        | USER_CITY | {name:unheard of} |
        | <element> | <other>           |
      Then B is not found

      Examples:
        | property          | value | element             | sought | other |
        | PP_COUNTRY        | FI    | USER_COUNTRY        | FI     | SE    |
        | PP_GENDER         | F     | USER_GENDER         | F      | M     |
        | PP_AGE            | 33    | USER_AGE_MIN        | 30     | 40    |
        | PP_AGE            | 33    | USER_AGE_MAX        | 40     | 30    |
        | PP_AGE            | 33    | USER_AGE_MIN        | 33     | 34    |
        | PP_AGE            | 33    | USER_AGE_MAX        | 33     | 32    |
        | PP_MARITAL_STATUS | S     | USER_MARITAL_STATUS | S      | M     |

  Rule: Groups

    @CSP-SRC-005 @claims:IMPS-CSP-S-CREAG
    Scenario Outline: A group is found by a part of <element>
      Given A has the group "club" with
        | Name       | Chess {name:club} players  |
        | Topic      | About {name:topic} at last |
        | Searchable | T                          |
      When B searches for
        | <element> | <part> |
      Then the group "club" is found

      Examples:
        | element     | part         |
        | GROUP_ID    | {name:club}  |
        | GROUP_NAME  | {name:club}  |
        | GROUP_TOPIC | {name:topic} |

    @CSP-SRC-006 @claims:IMPS-CSP-S-CREAG
    Scenario Outline: Groups are found by their owner, also by <searcher>
      Given A has the group "club" with
        | Searchable | T |
      When <searcher> searches for groups owned by A
      Then the group "club" is found

      Examples:
        | searcher |
        | B        |
        | A        |

    @CSP-SRC-006 @claims:IMPS-CSP-S-CREAG
    Scenario: Groups of others are not found by the owner
      Given A has the group "club" with
        | Searchable | T |
      And B has the group "other" with
        | Searchable | T |
      When B searches for groups owned by A
      Then the group "club" is found
      And the group "other" is not found

    @CSP-SRC-007 @claims:IMPS-CSP-S-CREAG
    Scenario: Groups are found by who is joined, as long as they are joined
      Given A has the group "club" with
        | Searchable | T |
      And B is joined to the group "club" of A
      When A searches for
        | GROUP_USER_ID_JOINED | {B} |
      Then the group "club" is found
      When B leaves the group "club"
      And A searches for
        | GROUP_USER_ID_JOINED | {B} |
      Then the group "club" is not found

    @CSP-SRC-007 @claims:IMPS-CSP-S-CREAG
    Scenario: Groups others are joined to are not found by who is joined
      Given A has the group "club" with
        | Searchable | T |
        | JoinGroup  | T |
      And A has the group "other" with
        | Searchable | T |
        | JoinGroup  | T |
      And B is joined to the group "club" of A
      When A searches for
        | GROUP_USER_ID_JOINED | {B} |
      Then the group "club" is found
      And the group "other" is not found

    @CSP-SRC-008 @since:1.2 @claims:IMPS-CSP-S-CREAG
    Scenario: Groups are found by who joins them automatically
      Given A has the group "club" with
        | Searchable | T |
      And B is joined to the group "club" of A
      And B sets the own property AutoJoin of the group "club" of A to T
      When B searches for
        | GROUP_USER_ID_AUTOJOIN | {B} |
      Then the group "club" is found
      When B sets the own property AutoJoin of the group "club" of A to F
      And B searches for
        | GROUP_USER_ID_AUTOJOIN | {B} |
      Then the group "club" is not found

    @CSP-SRC-009 @claims:IMPS-CSP-S-CREAG
    Scenario: A group that is not searchable does not show up for others
      Given A has the group "hidden" with
        | Name       | Hidden {name:common} |
        | Searchable | F                    |
      And A has the group "open" with
        | Name       | Open {name:common} |
        | Searchable | T                  |
      When B searches for
        | GROUP_NAME | {name:common} |
      Then the group "open" is found
      And the group "hidden" is not found

  Rule: Criteria

    @CSP-SRC-010 @claims:IMPS-CSP-S-CREAG
    Scenario: Several search pairs are all to be met
      Given A has the group "club" with
        | Name       | Chess {name:club} |
        | Topic      | {name:topic}      |
        | Searchable | T                 |
      When B searches for
        | GROUP_NAME  | {name:club}  |
        | GROUP_TOPIC | {name:topic} |
      Then the group "club" is found
      When B searches for
        | GROUP_NAME  | {name:club}  |
        | GROUP_TOPIC | {name:other} |
      Then the group "club" is not found

    @CSP-SRC-011 @claims:IMPS-CSP-S-CREAG
    Scenario: Letter case makes no difference
      Given A has the group "club" with
        | Name       | ChEsS {name:club} |
        | Searchable | T                 |
      When B searches for
        | GROUP_NAME | cHeSs {name:club} |
      Then the group "club" is found

    @CSP-SRC-012 @informative
    Scenario: User and group elements in one request
      When A begins a search with SearchLimit 1 for
        | USER_ID    | {name:nobody} |
        | GROUP_NAME | {name:none}   |
      Then it is observed whether the answer has code 402

    @CSP-SRC-013 @negative
    Scenario: An unknown SearchElement is refused
      Given A can search
      When A searches by an element nobody knows
      Then it is refused with code 402, 400, 405, 501 or 562
      And the session of A is alive

    @CSP-SRC-020
    Scenario: A search without hits is complete at once
      When A begins a search with SearchLimit 10 for
        | USER_ID | {name:nobody} |
      Then the answer is a Search-Response
      And SearchFindings is 0, CompletionFlag T and there is no result

    @CSP-SRC-025 @CSP-SRC-026 @informative
    Scenario: A search that finds too much
      When A begins a search with SearchLimit 1 for
        | USER_ID | {domain} |
      Then it is observed whether the answer has code 536 or 537

    @CSP-SRC-031 @informative @version:1.3 @claims:IMPS-CSP-S-CREAG
    Scenario: AdvancedCriteria joins search pairs
      Given A has 2 groups "club"
      When B searches with the AdvancedCriteria "1 OR 2" for
        | GROUP_NAME | {name:club} 1 |
        | GROUP_NAME | {name:club} 2 |
      Then it is observed whether all groups "club" are found

    @CSP-SRC-031 @informative @version:1.3 @claims:IMPS-CSP-S-CREAG
    Scenario: AdvancedCriteria with NOT and parentheses
      Given A has 2 groups "club"
      When B searches with the AdvancedCriteria "(1 OR 2) AND NOT 3" for
        | GROUP_NAME | {name:club} 1   |
        | GROUP_NAME | {name:club} 2   |
        | GROUP_NAME | {name:club} 999 |
      Then it is observed whether all groups "club" are found

  @claims:IMPS-CSP-S-CREAG
  Rule: Searches in several answers

    @CSP-SRC-014
    Scenario: The first answer of a search that goes on
      Given A has 3 groups "club"
      When B begins a search for the groups "club" with SearchLimit 1
      Then the answer is a Search-Response
      And it has SearchID, SearchFindings of 1 at least, CompletionFlag F, SearchIndex and SearchResult

    @CSP-SRC-015
    Scenario: No answer holds more results than SearchLimit
      Given A has 3 groups "club"
      When B searches for the groups "club", 2 at a time
      Then no answer holds more than 2 results
      And all 3 groups "club" are found

    @CSP-SRC-016
    Scenario: CompletionFlag tells whether results remain
      Given A has 3 groups "club"
      When B searches for the groups "club", 1 at a time
      Then all 3 groups "club" are found
      And CompletionFlag is T in the answer with the last result and F before it
      And SearchFindings of the last answer is 3

    @CSP-SRC-017
    Scenario: A search is continued from an index
      Given A has 3 groups "club"
      And B reads the first of the groups "club"
      When B continues the search, 1 at a time
      Then the answer is a Search-Response with a result not seen before

    @CSP-SRC-018
    Scenario: SearchIndex is the index of the last result given or of the next one
      Given A has 3 groups "club"
      When B begins a search for the groups "club" with SearchLimit 2
      Then SearchIndex is that of the last result in it, or of the next one

    @CSP-SRC-019
    Scenario: All answers together bring every result once
      Given A has 5 groups "club"
      When B searches for the groups "club", 2 at a time
      Then all 5 groups "club" are found
      And no group is found twice

    @CSP-SRC-021 @negative
    Scenario: An unknown search cannot be continued
      Given A has 3 groups "club"
      And B reads the first of the groups "club"
      And B can continue the search
      When B continues an unknown search
      Then it is refused with code 424
      And the session of B is alive

    @CSP-SRC-022 @negative
    Scenario: A search cannot be continued beyond its results
      Given A has 3 groups "club"
      And B reads the first of the groups "club"
      And B can continue the search
      When B continues the first search from index 9999
      Then it is refused with code 425
      And the session of B is alive

    @CSP-SRC-023 @informative
    Scenario: The search of another user
      Given C is logged in
      And A has 3 groups "club"
      And B reads the first of the groups "club"
      When C continues the first search
      Then it is observed whether the answer has code 424

    @CSP-SRC-024 @informative
    Scenario: A search is begun while another is open
      Given A has 3 groups "club"
      And B reads the first of the groups "club"
      When B begins a search for the groups "club" with SearchLimit 1
      And B continues the first search
      Then it is observed whether the search is answered, or refused with code 424

    @CSP-SRC-028
    Scenario: A search that is stopped is gone
      Given A has 3 groups "club"
      And B reads the first of the groups "club"
      And B can continue the search
      When B stops the first search
      Then the answer is a Status with code 200
      When B continues the first search
      Then it is refused with code 424

    @CSP-SRC-029 @informative
    Scenario: An unknown search is stopped
      When B stops an unknown search
      Then it is observed whether the answer has code 424 or 200
