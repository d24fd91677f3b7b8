Feature: Messages to users who are not logged in
  Whether the server keeps messages is its own choice; where it does, they come with the next login.

  @CSP-OFF-001 @CSP-OFF-003 @needs:policies.storeAndForward
  Scenario: A message sent meanwhile comes after the login
    Given A is logged in
    When A sends the text "one" to B, valid for 600 seconds
    Then the message is accepted
    When A sends the text "two" to B, valid for 600 seconds
    And B is logged in
    Then B gets or finds the texts "one" and "two"

  @CSP-OFF-002 @informative @needs:policies.storeAndForward=false
  Scenario: A server that keeps nothing refuses
    Given A is logged in
    When A sends "nobody home" to
      | user | B |
    Then it is observed whether the answer has code 533 or 410

  @CSP-OFF-010 @needs:policies.storeAndForward=false
  Scenario: A server that keeps nothing hands nothing out after the next login
    Given A is logged in
    When A sends "lost" to
      | user | B |
    And B is logged in
    And A sends the text "the end" to B
    Then B gets or finds the text "the end" and not the text "lost"

  @CSP-OFF-004 @needs:policies.storeAndForward @needs:clock
  Scenario: An expired message does not come
    Given A is logged in
    When A sends the text "too late" to B, valid for 3 seconds
    And A sends the text "in time" to B, valid for 600 seconds
    And 10 seconds pass
    And B is logged in
    Then B gets or finds the text "in time" and not the text "too late"

  @CSP-OFF-005 @needs:policies.storeAndForward
  Scenario: A message without Validity comes after a login soon afterwards
    Given A is logged in
    When A sends the text "soon" to B
    And B is logged in
    Then B gets or finds the text "soon"

  @CSP-OFF-006 @needs:policies.storeAndForward
  Scenario: A message that was not confirmed outlives the session
    Given A and B are logged in, B with delivery method P and unanswering
    When A sends the text "try again" to B
    And B is pushed the text "try again"
    And B logs out
    And B is logged in
    And B answers again
    Then B gets or finds the text "try again"

  @CSP-OFF-008 @version:1.3 @informative
  Scenario: Handling of messages agreed for the time offline
    Given A and B are logged in, B with offline handling SENDREJECT
    When B logs out
    And A sends "nobody home" to
      | user | B |
    Then it is observed whether the answer has code 533 or 410
    And B is logged in

  @CSP-OFF-009
  Scenario: Group messages do not wait for users who left with their session
    Given A and B are logged in
    And A has the open group "lounge" and is joined to it
    And B is joined to the group "lounge" of A
    And B logs out
    When A sends "missed" to
      | group | lounge |
    And B is logged in
    And B is joined to the group "lounge" of A
    And A sends "the end" to
      | group | lounge |
    Then B gets the text "the end" and not the text "missed"

  @CSP-OFF-009 @claims:IMPS-CSP-S-GROUPMSG
  Scenario: A message not fetched in a group does not wait after the session
    Given A and B are logged in
    And A has the open group "lounge" and is joined to it
    And B is joined to the group "lounge" of A
    When A sends "missed" to
      | group | lounge |
    And B logs out
    And B is logged in
    And A sends the text "the end" to B
    Then B gets or finds the text "the end" and not the text "missed"
