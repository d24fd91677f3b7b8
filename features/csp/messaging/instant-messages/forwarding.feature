Feature: Forwarding
  A waiting message is sent on without being fetched first.

  Background:
    Given A and B are logged in, B with delivery method N
    And C is logged in

  @CSP-IMS-055 @CSP-IMS-056
  Scenario: A forwarded message reaches the new recipient and no longer waits
    When A sends the text "pass it on" to B
    And B is notified of "pass it on"
    And B forwards "pass it on" to C
    Then the forwarding is accepted
    And C gets the text "pass it on"
    And "pass it on" no longer waits for B

  @CSP-IMS-057 @informative
  Scenario: The sender of a forwarded message
    When A sends the text "pass it on" to B
    And B is notified of "pass it on"
    And B forwards "pass it on" to C
    Then C gets the text "pass it on"
    And it is observed whether its Sender is B

  @CSP-IMS-058 @version:1.3 @claims:IMPS-CSP-S-MDELIV
  Scenario: The first sender is told that the message was forwarded
    When A sends the text "pass it on" to B and asks for a report
    And B is notified of "pass it on"
    And B forwards "pass it on" to C
    Then A gets a delivery report of "pass it on" with code 541 or 200

  @CSP-IMS-059 @negative
  Scenario: Forwarding a message that never was is refused
    When B forwards the message "no-such-message" to C
    Then it is refused with code 426

  @CSP-IMS-060 @negative
  Scenario: Forwarding to an unknown user is refused and the message keeps waiting
    When A sends the text "stay" to B
    And B is notified of "stay"
    And B forwards "stay" to the unknown user "nobody"
    Then a recipient is refused with code 531 or 427
    When B fetches "stay"
    Then the answer is a GetMessage-Response with the text "stay"

  @CSP-IMS-161 @negative
  Scenario: Forwarding to several reaches those who exist
    When A sends the text "pass it on" to B
    And B is notified of "pass it on"
    And B forwards "pass it on" to C and the unknown user "nobody"
    Then the answer has code 201 with DetailedResult
    And a recipient is refused with code 531 or 427
    And C gets the text "pass it on"

  @CSP-IMS-061 @version:1.3
  Scenario: The answer names the new message
    When A sends the text "pass it on" to B
    And B is notified of "pass it on"
    And B forwards "pass it on" to C
    Then the answer is a ForwardMessage-Response with a MessageID
    And C gets the text "pass it on" under this MessageID
