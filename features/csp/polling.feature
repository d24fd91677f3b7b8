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

  @CSP-POL-061 @claims:IMPS-CSP-S-SENDMSG
  Scenario: Messages that fit into one message of transport together only in part come one after another
    Given A and B are logged in, B with ParserSize 12000, MultiTrans 3, MultiTransPerMessage 3 and answering
    When A sends the texts "one", "two" and "three", of 4000 octets each, to B
    And B polls until everything came
    Then B got the texts "one", "two" and "three"

  @CSP-POL-061 @claims:IMPS-CSP-S-SENDMSG
  Scenario: A message too large for the client holds nothing up
    Given A and B are logged in, B with ParserSize 4096 and delivery method P
    When A sends a text of 9000 octets to B
    And A sends the text "the end" to B
    Then B gets the text "the end"

  @CSP-POL-005 @negative
  Scenario: A poll in a session that never was brings nothing
    Given A is logged in without negotiation
    When A polls with the SessionID "no-such-session"
    Then nothing is handed out, and a refusal has code 604 or 600
    And the session of A is alive

  @CSP-POL-006 @claims:IMPS-CSP-S-SENDMSG
  Scenario: With a channel of communication initiation a client need not poll for what waits
    Given A and B are logged in
    And B has a channel of communication initiation
    When A sends the text "hello" to B
    Then B is called over that channel
    And B gets the text "hello"

  @CSP-POL-011 @claims:IMPS-CSPT-S-STCP
  Scenario: The server does not say that a channel works which is gone
    Given A and B are logged in, B with CIR method STCP
    And B had a channel over TCP, which broke
    Then the CIR flag of answers to B is not T
