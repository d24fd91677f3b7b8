Feature: Communication initiation over UDP
  A client says at which port it listens. The server sends it one datagram, which asks it to poll.

  Background:
    Given A and B are logged in

  @TRN-CIR-UDP-003 @claims:IMPS-CSP-S-SENDMSG
  Scenario: A datagram calls a client at the port it named
    Given B offers SUDP and the port at which it listens
    When A sends the text "hello" to B
    Then one datagram calls B
    And B gets the text "hello"

  @TRN-CIR-UDP-007 @claims:IMPS-CSP-S-SENDMSG
  Scenario: The datagram goes to the address of the data channel
    Given B offers SUDP and the port at which it listens
    When A sends the text "hello" to B
    Then one datagram calls B

  @TRN-CIR-UDP-002 @claims:IMPS-CSP-S-SENDMSG
  Scenario: A client that named no port is called at that of the standard
    Given B offers SUDP without a port, and listens at that of the standard
    When A sends the text "hello" to B
    Then one datagram calls B
