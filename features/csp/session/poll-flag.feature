Feature: Poll flag
  A flag in the messages of the server tells the client that something waits.

  @CSP-SES-019 @claims:IMPS-CSP-S-SENDMSG
  Scenario: The Poll flag is T while something waits
    Given A and B are logged in
    When A sends the text "hello" to B
    And B sends KeepAlive-Requests until the Poll flag is T
    Then B gets the text "hello"

  @CSP-SES-020 @claims:IMPS-CSP-S-SENDMSG
  Scenario: The Poll flag stands where the version has it
    Given A and B are logged in
    When A sends the text "hello" to B
    And B sends KeepAlive-Requests until the Poll flag is T
    Then the Poll flag stands in TransactionDescriptor on 1.1, in Session from 1.2 on, and nowhere else
