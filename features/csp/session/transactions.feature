Feature: Transactions
  A request opens a transaction under an identifier of its sender; the answer comes under the same identifier.

  @CSP-SES-001
  Scenario: The answer is a response under the TransactionID of the request
    Given A is logged in without negotiation
    When A sends a KeepAlive-Request
    Then the answer is in mode Response and has the request's TransactionID

  @CSP-SES-003
  Scenario Outline: The TransactionID <id> comes back octet for octet
    Given A is logged in without negotiation
    When A sends a KeepAlive-Request with the TransactionID "<id>"
    Then the answer has the TransactionID "<id>"

    Examples:
      | id                    |
      | IMApp01#12345@NOK5110 |
      | aB-1.x                |

  @CSP-SES-002 @claims:IMPS-CSP-S-SENDMSG
  Scenario: Transactions of the server that are open at a time have different identifiers
    Given A and B are logged in, B with MultiTrans 2 and unanswering
    When A sends the texts "one" and "two" to B
    And B polls twice without answering
    Then what the server began is in mode Request, each under a TransactionID of its own

  @CSP-SES-021 @claims:IMPS-CSP-S-SENDMSG
  Scenario: No more transactions are handed out at a time than MultiTrans allows
    Given A and B are logged in, B with MultiTrans 1 and answering
    When A sends the texts "one", "two" and "three" to B
    And B polls until everything came
    Then no message to B began more than 1 transaction
    And B got the texts "one", "two" and "three"

  @CSP-SES-022 @version:1.3 @claims:IMPS-CSP-S-SENDMSG
  Scenario: No message holds more transactions than MultiTransPerMessage allows
    Given A and B are logged in, B with MultiTrans 3, MultiTransPerMessage 1 and answering
    When A sends the texts "one", "two" and "three" to B
    And B polls until everything came
    Then no message to B held more than 1 transaction
    And B got the texts "one", "two" and "three"

  @CSP-SES-023
  Scenario: Each transaction of a message is answered under its own identifier
    Given A is logged in with MultiTrans 2
    When A sends two KeepAlive-Requests in one message
    Then each of the two is answered

  @CSP-SES-037 @informative @claims:IMPS-CSP-S-SENDMSG
  Scenario: Two messages in one message of transport
    Given A is logged in with MultiTrans 2
    And B is logged in
    When A sends the texts "first" and "second" to B in one message
    Then it is observed whether B gets the text "first" before the text "second"

  @CSP-SES-024 @informative @claims:IMPS-CSP-S-SENDMSG
  Scenario: The same request twice
    Given A and B are logged in
    When A sends the text "twice" to B two times, octet for octet the same message
    And A sends the text "the end" to B
    Then B gets the text "the end"
    And it is observed how often B got the text "twice"
