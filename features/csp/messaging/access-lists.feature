Feature: Access control
  By a blocked and a granted list a user says who may not, and who alone may, reach him or her. The blocked list decides first.

  Background:
    Given A and B are logged in

  @CSP-ACL-001 @CSP-ACL-002
  Scenario: Entries and switches are shown as they were set
    When B sets the blocked list to A, in use, and the granted list to C, not in use
    Then the answer is a Status with code 200
    And the blocked list of B holds A and is in use
    And the granted list of B holds C and is not in use

  @CSP-ACL-004
  Scenario: A blocked user is refused
    Given C is logged in
    And A can send to B
    When B blocks A
    And A sends "blocked" to
      | user | B |
    Then a recipient is refused with code 532
    When C sends the text "the end" to B
    Then B gets the text "the end" and not the text "blocked"

  @CSP-ACL-005
  Scenario: A blocked list that is not in use has no effect
    Given B sets the blocked list to A, not in use, and the granted list to nobody, not in use
    When A sends "let through" to
      | user | B |
    Then the answer is a SendMessage-Response with code 200
    And B gets the text "let through"

  @CSP-ACL-006
  Scenario: With the granted list in use only those on it are let through
    Given C is logged in
    And A can send to B
    And B sets the blocked list to nobody, not in use, and the granted list to C, in use
    When A sends "shut out" to
      | user | B |
    Then a recipient is refused with code 532
    When C sends the text "the end" to B
    Then B gets the text "the end" and not the text "shut out"

  @CSP-ACL-006 @claims:IMPS-CSP-S-CREAG
  Scenario: A group on the granted list lets those in it through there
    Given C is logged in
    And C has the open group "lounge" and is joined to it
    And A is joined to the group "lounge" of C
    And B is joined to the group "lounge" of C
    And B puts C and the group "lounge" on the granted list
    And B takes the granted list into use
    When A sends "directly" to
      | user | B |
    Then a recipient is refused with code 532
    When A sends "in the group" to
      | group | lounge |
    Then B gets the text "in the group" and not the text "directly"

  @CSP-ACL-007
  Scenario: A granted list that is not in use has no effect
    Given B sets the blocked list to nobody, not in use, and the granted list to C, not in use
    When A sends "let through" to
      | user | B |
    Then the answer is a SendMessage-Response with code 200
    And B gets the text "let through"

  @CSP-ACL-008
  Scenario: A user who is on both lists is blocked
    Given C is logged in
    And A can send to B
    And B sets the blocked list to A, in use, and the granted list to A and C, in use
    When A sends "blocked" to
      | user | B |
    Then a recipient is refused with code 532
    When C sends the text "the end" to B
    Then B gets the text "the end" and not the text "blocked"

  @CSP-ACL-009
  Scenario: With both lists in use those on neither are shut out
    Given C is logged in
    And A can send to B
    And B sets the blocked list to D, in use, and the granted list to C, in use
    When A sends "shut out" to
      | user | B |
    Then a recipient is refused with code 532
    When C sends the text "the end" to B
    Then B gets the text "the end" and not the text "shut out"

  @CSP-ACL-010 @claims:IMPS-CSP-S-INVIT
  Scenario: The invitation of a blocked user does not arrive
    Given C is logged in
    And A can invite B
    And B blocks A
    When A sends the invitation "party" with
      | user | B |
    Then a recipient is refused with code 532
    When C sends the text "the end" to B
    Then B gets the text "the end"
    And B got no invitation "party"

  @CSP-ACL-010 @claims:IMPS-CSP-S-INVIT
  Scenario: With the granted list in use only the invitations of those on it arrive
    Given C is logged in
    And A can invite B
    And B sets the blocked list to nobody, not in use, and the granted list to C, in use
    When A sends the invitation "party" with
      | user | B |
    Then a recipient is refused with code 532
    When C sends the invitation "welcome" with
      | user | B |
    Then B gets the invitation "welcome" and not the invitation "party"

  @CSP-ACL-011 @claims:IMPS-CSP-S-CREAG
  Scenario: A blocked screen name is shut out in its group
    Given C is logged in
    And A has the open group "lounge" and is joined to it
    And B is joined to the group "lounge" of A
    And C is joined to the group "lounge" of A
    And A can send to B in the group "lounge"
    And B blocks the screen name of A in "lounge"
    When A sends "blocked" to the group "lounge" under the own screen name
    And C sends "the end" to
      | group | lounge |
    Then B gets the text "the end" and not the text "blocked"

  @CSP-ACL-010 @claims:IMPS-CSP-S-INVIT @claims:IMPS-CSP-S-CREAG
  Scenario: A blocked screen name is shut out with its invitations
    Given C is logged in
    And A has the open group "lounge" and is joined to it
    And B blocks the screen name of A in "lounge"
    When A sends the invitation "party" with
      | user                            | B     |
      | under the screen name in lounge | owner |
    Then a recipient is refused with code 532
    When C sends the invitation "welcome" with
      | user | B |
    Then B gets the invitation "welcome" and not the invitation "party"

  @CSP-ACL-012 @claims:IMPS-CSP-S-CREAG
  Scenario: A blocked group is shut out
    Given A has the open group "lounge" and is joined to it
    And B is joined to the group "lounge" of A
    And A can send to B in the group "lounge"
    And B blocks the group "lounge"
    When A sends "blocked" to
      | group | lounge |
    And A sends the text "the end" to B
    Then B gets the text "the end" and not the text "blocked"

  @CSP-ACL-021 @claims:IMPS-CSP-S-CREAG
  Scenario: A blocked user is shut out in groups, too
    Given C is logged in
    And A has the open group "lounge" and is joined to it
    And B is joined to the group "lounge" of A
    And C is joined to the group "lounge" of A
    And B blocks A
    When A sends "blocked" to the group "lounge" under the own screen name
    And C sends "the end" to
      | group | lounge |
    Then B gets the text "the end" and not the text "blocked"

  @CSP-ACL-022 @claims:IMPS-CSP-S-CREAG
  Scenario: With the granted list in use only those on it are let through in groups
    Given C is logged in
    And A has the open group "lounge" and is joined to it
    And B is joined to the group "lounge" of A
    And C is joined to the group "lounge" of A
    And B sets the blocked list to nobody, not in use, and the granted list to C, in use
    When A sends "shut out" to the group "lounge" under the own screen name
    And C sends "let in" to
      | group | lounge |
    Then B gets the text "let in" and not the text "shut out"

  @CSP-ACL-013
  Scenario: Entries are added and removed without touching others
    Given B sets the blocked list to A and C, not in use, and the granted list to nobody, not in use
    When B removes A from the blocked list
    Then the answer is a Status with code 200
    And the blocked list of B holds C and not A

  @CSP-ACL-013 @claims:IMPS-CSP-S-CREAG
  Scenario Outline: <entity> is removed from the <list> list, whatever else stands there
    Given A has the open group "lounge" and is joined to it
    And B puts A, the screen name of A in "lounge" and the group "lounge" on the <list> list
    When B takes <entity> off the <list> list
    Then the answer is a Status with code 200
    And the <list> list of B holds exactly <rest>

    Examples:
      | list    | entity                            | rest                                                    |
      | blocked | the group "lounge"                | A and the screen name of A in "lounge"                  |
      | blocked | the screen name of A in "lounge"  | A and the group "lounge"                                |
      | granted | A                                 | the screen name of A in "lounge" and the group "lounge" |

  @CSP-ACL-013 @claims:IMPS-CSP-S-CREAG
  Scenario: A group taken off the blocked list is let through again
    Given A has the open group "lounge" and is joined to it
    And B is joined to the group "lounge" of A
    And B blocks the group "lounge"
    When B takes the group "lounge" off the blocked list
    And A sends "welcome back" to
      | group | lounge |
    Then B gets the text "welcome back"

  @CSP-ACL-014 @since:1.2 @informative
  Scenario: A whole list in a request
    Given B sets the blocked list to C, not in use, and the granted list to nobody, not in use
    When B gives the blocked list as a whole, with A alone
    Then it is observed whether the blocked list of B holds A and not C

  @CSP-ACL-015 @negative
  Scenario: An unknown user cannot be blocked
    When B blocks the unknown user "nobody"
    Then a recipient is refused with code 531

  @CSP-ACL-015 @negative @claims:IMPS-CSP-S-CREAG
  Scenario: An unknown group cannot be blocked
    When B blocks the unknown group "none"
    Then a recipient is refused with code 800

  @CSP-ACL-015 @negative @claims:IMPS-CSP-S-CREAG
  Scenario: A screen name in an unknown group cannot be blocked
    When B blocks a screen name in the unknown group "none"
    Then a recipient is refused with code 800

  @CSP-ACL-015 @negative @version:1.3
  Scenario: An unknown contact list cannot be blocked
    When B blocks the unknown contact list "none"
    Then a recipient is refused with code 700

  @CSP-ACL-016
  Scenario: Removing who is not there does no harm
    Given B sets the blocked list to C, not in use, and the granted list to nobody, not in use
    When B removes A from the blocked list
    Then the answer is a Status with code 200
    And the blocked list of B holds C and not A

  @CSP-ACL-017
  Scenario: Blocking outlives the session
    Given C is logged in
    And A can send to B
    And B blocks A
    When B logs out
    And B is logged in
    Then the blocked list of B holds A and is in use
    When A sends "blocked" to
      | user | B |
    Then a recipient is refused with code 532
    When C sends the text "the end" to B
    Then B gets the text "the end" and not the text "blocked"

  @CSP-ACL-018 @version:1.3 @claims:IMPS-CSP-S-CCLI
  Scenario: A contact list on the blocked list stands for its members
    Given C is logged in
    And A can send to B
    And B has the contact list "pests" with A
    And B blocks the contact list "pests"
    When A sends "blocked" to
      | user | B |
    Then a recipient is refused with code 532
    When C sends the text "the end" to B
    Then B gets the text "the end" and not the text "blocked"

  @CSP-ACL-002 @version:1.3 @claims:IMPS-CSP-S-CCLI
  Scenario: A contact list on the blocked list is shown
    Given B has the contact list "pests" with A
    And B blocks the contact list "pests"
    Then the blocked list of B holds exactly the contact list "pests"

  @CSP-ACL-019 @version:1.3
  Scenario: An application on the blocked list is shown
    When B blocks the application "spam-o-matic"
    Then the answer is a Status with code 200
    And the blocked list of B holds the application "spam-o-matic"

  @CSP-ACL-020
  Scenario: One of several recipients blocks the sender
    Given C is logged in
    And D is logged in
    And A can send to B
    And B blocks A
    When A sends "partly" to
      | user | B |
      | user | C |
    Then the answer has code 201 with DetailedResult
    And a recipient is refused with code 532
    And C gets the text "partly"
    When D sends the text "the end" to B
    Then B gets the text "the end" and not the text "partly"
