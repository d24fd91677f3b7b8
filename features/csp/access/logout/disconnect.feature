Feature: Disconnect
  The server may end a session by its own decision; the client is told, and the session is over.

  @CSP-OUT-010
  Scenario: The server ends a session
    Given A is logged in without negotiation
    When the server ends the sessions of A
    Then A gets a Disconnect with code 601 or 600, or the next request is refused with code 601, 600 or 604

  @CSP-OUT-011
  Scenario: The server's own decision is told with code 601
    Given A is logged in without negotiation
    When the server ends the sessions of A
    And A polls for a Disconnect
    Then the Disconnect has code 601 or 600

  @CSP-OUT-011 @needs:clock
  Scenario: A session that was silent too long is ended with code 600
    Given A is logged in without negotiation
    And A asks to be kept alive for 120 seconds
    When nothing is sent for longer than the time in force and the margin
    And A polls in the session of before
    Then a Disconnect in the answer, if there is one, has code 600

  @CSP-OUT-012
  Scenario: A session ended by the server takes no more requests
    Given A is logged in without negotiation
    And the server ends the sessions of A
    When A sends a KeepAlive-Request in the session of before
    Then it is refused with code 604, 600 or 601
    And A can log in with the right password
