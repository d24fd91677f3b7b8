Feature: Communication initiation over TCP
  A client holds a connection beside the data channel. It names its session there, and the server asks it to poll.

  Background:
    Given A and B are logged in, B with CIR method STCP

  @TRN-CIR-TCP-004
  Scenario: HELO with the SessionID is answered by OK
    When B connects and says HELO
    Then the connection of B stands

  @TRN-CIR-TCP-005 @negative
  Scenario: HELO with a SessionID that never was ends the connection
    Given B has said HELO
    When somebody connects and says HELO with a SessionID that never was
    Then the connection ends without OK
    And B says "PING" and gets OK

  @TRN-CIR-TCP-006 @negative
  Scenario Outline: A connection that begins otherwise ends
    Given B has said HELO
    When B connects and says "<line>" first
    Then the connection ends without OK

    Examples:
      | line           |
      | PING           |
      | GET / HTTP/1.1 |

  @TRN-CIR-TCP-008
  Scenario: PING is answered by OK
    Given B has said HELO
    Then B says "PING" and gets OK
    And B says "PING" and gets OK

  @TRN-CIR-TCP-009
  Scenario: PING is taken with and without a space at its end
    Given B has said HELO
    Then B says "PING" and gets OK
    And B says "PING " and gets OK

  @TRN-CIR-TCP-010 @claims:IMPS-CSP-S-SENDMSG
  Scenario: A client is called for what begins to wait
    Given B has said HELO
    When A sends the text "hello" to B
    Then B is called over TCP
    And the call ends with CRLF
    And B gets the text "hello"

  @TRN-CIR-TCP-012 @claims:IMPS-CSP-S-SENDMSG
  Scenario: The call names the version of the session
    Given B has said HELO
    When A sends the text "hello" to B
    Then B is called over TCP
    And the call names the version of the session

  @TRN-CIR-TCP-013 @claims:IMPS-CSP-S-SENDMSG
  Scenario: A client is called at HELO for what waits already
    When A sends the text "hello" to B
    And B connects and says HELO
    Then B is called over TCP
    And B gets the text "hello"

  @TRN-CIR-TCP-023 @claims:IMPS-CSP-S-SENDMSG
  Scenario: A session outlives its connection
    Given B has said HELO
    When the connection of B breaks
    And A sends the text "hello" to B
    Then the session of B is alive
    And B gets the text "hello"

  @TRN-CIR-TCP-024
  Scenario: A second connection takes the place of one that died unnoticed
    Given B has said HELO
    Then it is observed whether B can say HELO on a second connection

  @TRN-CIR-TCP-011 @claims:IMPS-CSP-S-SENDMSG
  Scenario: The call carries the cookie as the client wrote it
    Given C is logged in with the cookie "wv:b.4711-x", and offers STCP
    And C has said HELO
    When A sends the text "hello" to C
    Then C is called over TCP
    And the call carries the cookie "wv:b.4711-x"
