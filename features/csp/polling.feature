Feature: Polling
  The server cannot call a client over HTTP. What it begins waits until the client polls; a flag tells the client that
  something waits.

  @CSP-POL-002 @claims:IMPS-CSP-S-SENDMSG
  Scenario: A poll brings what waits
    Given A and B are logged in
    When A sends the text "hello" to B
    And B polls until everything came
    Then B got the text "hello"
    And what the server began is in mode Request, each under a TransactionID of its own

  @CSP-POL-003 @claims:IMPS-CSP-S-SENDMSG
  Scenario: Messages of one sender come in the order in which they were accepted
    Given A and B are logged in
    When A sends the texts "first" and "second" to B
    And B polls until everything came
    Then B got the text "first" before the text "second"

  @CSP-POL-005 @negative
  Scenario: A poll in a session that never was brings nothing
    Given A is logged in without negotiation
    When A polls with the SessionID "no-such-session"
    Then nothing is handed out, and a refusal has code 604 or 600
    And the session of A is alive
