Feature: Verifying IDs
  A client asks which of its users, contact lists, groups, screen names and domains there are. Each that is not valid is
  reported with its fault.

  @since:1.2
  Rule: Invalid IDs are reported

    Background:
      Given A is logged in
      And A can verify B

    @CSP-VID-001
    Scenario: Only what is not valid is reported
      When A verifies
        | user         | B      |
        | unknown user | nobody |
      Then the answer is a Status
      And "nobody" is reported with code 531
      And B is not reported as invalid

    @CSP-VID-001 @claims:IMPS-CSP-S-CREAG @claims:IMPS-CSP-S-CCLI
    Scenario: Lists, groups, screen names and domains that exist are not reported
      Given A has the open group "club" and is joined to it
      And B is logged in
      And B is joined to the group "club" of A as "guest"
      And A has the contact list "friends" with B
      When A verifies
        | unknown user        | nobody   |
        | user                | B        |
        | contact list        | friends  |
        | group               | club     |
        | screen name in club | guest    |
        | domain              | {domain} |
      Then "nobody" is reported with code 531
      And nothing but "nobody" is reported as invalid

    @CSP-VID-002 @negative
    Scenario: An unknown user
      When A verifies
        | unknown user | nobody |
      Then "nobody" is reported with code 531

    @CSP-VID-003 @negative
    Scenario: An unknown contact list
      When A verifies
        | unknown contact list | none |
      Then "none" is reported with code 700

    @CSP-VID-004 @negative
    Scenario: An unknown group
      When A verifies
        | unknown group | none |
      Then "none" is reported with code 800

    @CSP-VID-005 @negative @claims:IMPS-CSP-S-CREAG
    Scenario: A screen name nobody has
      Given A has the open group "club" and is joined to it
      When A verifies
        | screen name in club | nobody |
      Then "nobody" is reported with code 901, 404, 410, 531 or 810

    @CSP-VID-005 @negative
    Scenario: A screen name in a group that does not exist
      When A verifies
        | screen name in unknown group | nobody |
      Then "nobody" is reported with code 800, 901, 404, 410, 531 or 810

    @CSP-VID-006 @negative
    Scenario: An unknown domain
      When A verifies
        | domain | nosuch.invalid |
      Then "nosuch.invalid" is reported with code 404, 516 or 901

    @CSP-VID-007 @informative
    Scenario: Everything is valid
      When A verifies
        | user | B |
      Then it is observed whether all of it is valid

  @version:1.1 @syntax:xml
  Rule: A version without it

    @CSP-VID-008 @informative @negative
    Scenario: The request in a session of 1.1
      Given A is logged in
      When A verifies
        | user | B |
      Then it is observed whether the answer has code 501, 400, 402, 405, 505 or 506
      And the session of A is alive
