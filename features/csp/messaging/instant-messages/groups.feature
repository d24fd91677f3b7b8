Feature: Messages in groups
  A message to a group reaches those who are joined at that time; a private message in a group goes to one screen name.
  Nobody gets to know the user behind a screen name by a message.

  Background:
    Given A and B are logged in
    And C is logged in

  @CSP-IMS-006
  Scenario: A message to a group reaches everybody joined
    Given A has the open group "lounge" and is joined to it
    And B is joined to the group "lounge" of A
    And C is joined to the group "lounge" of A
    When A sends "to all" to
      | group | lounge |
    Then the answer is a SendMessage-Response with code 200
    And B gets the text "to all"
    And C gets the text "to all"

  @CSP-IMS-007
  Scenario: A message to a group does not reach those who are not joined
    Given A has the open group "lounge" and is joined to it
    And B is joined to the group "lounge" of A
    When A sends "among us" to
      | group | lounge |
    And B gets the text "among us"
    And A sends the text "the end" to C
    Then C gets the text "the end" and not the text "among us"

  @CSP-IMS-008 @informative
  Scenario: The sender's own copy
    Given A has the open group "lounge" and is joined to it
    And B is joined to the group "lounge" of A
    When A sends "echo" to
      | group | lounge |
    And B gets the text "echo"
    Then A got the text "echo" at most one time

  @CSP-IMS-010
  Scenario: A private message reaches only the holder of the screen name
    Given A has the open group "lounge" with PrivateMessaging T and is joined to it
    And B is joined to the group "lounge" of A as "bobby"
    And C is joined to the group "lounge" of A
    When A sends "for you only" to
      | screen name in lounge | bobby |
    Then the answer is a SendMessage-Response with code 200
    And B gets the text "for you only"
    When A sends "to all" to
      | group | lounge |
    Then C gets the text "to all" and not the text "for you only"

  @CSP-IMS-011
  Scenario: The screen name hides the user
    Given A has the open group "lounge" and is joined to it
    And B is joined to the group "lounge" of A
    When A sends "who am I" to the group "lounge" under the own screen name
    Then B gets the text "who am I"
    And its Sender is the screen name of A in "lounge"
    And the UserID of A is nowhere in it

  @CSP-IMS-019 @negative
  Scenario: A group that never was is refused
    When A sends "lost" to
      | unknown group | none |
    Then a recipient is refused with code 800 or 808

  @CSP-IMS-020 @negative
  Scenario: A group that is not joined is refused
    Given B has the open group "lounge" and is joined to it
    And C is joined to the group "lounge" of B
    When A sends "let me in" to
      | group | lounge |
    Then a recipient is refused with code 808
    When B sends "the end" to
      | group | lounge |
    Then C gets the text "the end" and not the text "let me in"

  @CSP-IMS-021 @negative
  Scenario: A private message in a group without private messages is refused
    Given A has the open group "lounge" with PrivateMessaging F and is joined to it
    And B is joined to the group "lounge" of A as "bobby"
    When A sends "psst" to
      | screen name in lounge | bobby |
    Then a recipient is refused with code 812

  @CSP-IMS-022 @negative @claims:IMPS-CSP-S-SETGP
  Scenario: A private message to a user who takes none is refused
    Given A has the open group "lounge" with PrivateMessaging T and is joined to it
    And B is joined to the group "lounge" of A as "bobby"
    And B sets the own property PrivateMessaging of the group "lounge" of A to F
    When A sends "psst" to
      | screen name in lounge | bobby |
    Then a recipient is refused with code 813

  @CSP-IMS-023 @negative
  Scenario: A private message to a screen name nobody holds cannot be delivered
    Given A has the open group "lounge" with PrivateMessaging T and is joined to it
    When A sends "psst" to
      | screen name in lounge | nobody |
    Then a recipient is refused with code 410, 531, 810 or 901

  @CSP-IMS-049 @informative @since:1.2
  Scenario: The history of a group
    Given A has the open group "lounge" with History T and is joined to it
    And B is joined to the group "lounge" of A
    When A sends "history" to
      | group | lounge |
    And B lists the messages of the group "lounge"
    Then it is observed whether the answer has code 821

  @CSP-IMS-050 @negative @since:1.2
  Scenario: The history of a group that keeps none is refused
    Given A has the open group "lounge" with History F and is joined to it
    And B is joined to the group "lounge" of A
    When B lists the messages of the group "lounge"
    Then it is refused with code 821 or 405

  @CSP-IMS-162 @negative @since:1.2
  Scenario: The history of a group is not for those outside
    Given A has the open group "lounge" with History T and is joined to it
    And B is joined to the group "lounge" of A
    When A sends "history" to
      | group | lounge |
    And B gets the text "history"
    And C lists the messages of the group "lounge"
    Then it is refused with code 808, 800, 810, 816 or 821

  @CSP-IMS-163 @since:1.2
  Scenario: A history that is shown names what was sent to the group, by screen name
    Given A has the open group "lounge" with History T and is joined to it
    And B is joined to the group "lounge" of A as "bobby"
    When A sends "first" to
      | group | lounge |
    And A sends "private" to
      | screen name in lounge | bobby |
    And A sends "second" to
      | group | lounge |
    And B gets the text "second"
    And B lists the messages of the group "lounge"
    Then the history, if it is shown, names "first" and "second" and not "private"
    And the UserID of A is nowhere in the answer

  @CSP-IMS-064
  Scenario: A delivery method for one group governs that group only
    Given A has the open group "lounge" and is joined to it
    And B is joined to the group "lounge" of A
    When B sets the delivery method to N for the group "lounge"
    Then the answer is a Status with code 200
    When A sends "in the group" to
      | group | lounge |
    Then B is notified of "in the group"
    When A sends the text "directly" to B
    Then B is pushed the text "directly"
