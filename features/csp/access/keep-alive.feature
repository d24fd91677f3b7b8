Feature: Keep-alive
  A session lasts as long as the client is heard of within the agreed time. A client that has nothing else to send
  sends KeepAlive-Request, and may propose another time with it.

  @CSP-KA-001
  Scenario: A KeepAlive-Request without TimeToLive is confirmed
    Given A is logged in without negotiation
    When A sends a KeepAlive-Request
    Then the answer is a KeepAlive-Response with code 200

  @CSP-KA-002
  Scenario: A TimeToLive equal to the time in force is confirmed or refused with 605
    Given A is logged in without negotiation
    When A asks to be kept alive for the time in force
    Then the answer is a KeepAlive-Response with code 200 or 605
    And a KeepAliveTime in it is a positive number

  @CSP-KA-003
  Scenario: A session idle for less than the time in force is alive
    Given A is logged in without negotiation
    And A asks to be kept alive for a short time
    When nothing is sent for 80 percent of the time in force
    Then the session of A is alive

  @CSP-KA-003 @CSP-KA-005
  Scenario: A session idle for longer than the time in force and the margin is ended
    Given A is logged in without negotiation
    And A asks to be kept alive for a short time
    When nothing is sent for longer than the time in force and the margin
    And A sends a KeepAlive-Request
    Then it is refused with code 600 or 604

  @CSP-KA-004 @informative
  Scenario Outline: A time the server may refuse: <seconds> seconds
    Given A is logged in without negotiation
    When A asks to be kept alive for <seconds> seconds
    Then the answer is a KeepAlive-Response with code 605 or 200
    And the session of A is alive

    Examples:
      | seconds    |
      | 1          |
      | 4000000000 |

  @CSP-KA-006
  Scenario: Any request restarts the time, Polling-Request included
    Given A is logged in without negotiation
    And A asks to be kept alive for a short time
    When A only polls and asks for capabilities, each before the time ends, for longer than the time in force and the margin
    Then the session of A is alive

  @CSP-KA-007
  Scenario: A session kept alive in time outlives its first KeepAliveTime
    Given A is logged in without negotiation
    And A asks to be kept alive for a short time
    When A only sends KeepAlive-Requests, each before the time ends, for longer than the time in force and the margin
    Then the session of A is alive

  @CSP-KA-008 @informative
  Scenario: The margin beyond the time in force
    Given A is logged in without negotiation
    And A asks to be kept alive for a short time
    When nothing is sent until shortly after the time in force
    And A sends a KeepAlive-Request
    Then it is observed whether the session of A is alive

  @CSP-KA-009 @negative
  Scenario: KeepAlive-Request for a session that never was is refused
    Given A is logged in without negotiation
    When A sends a KeepAlive-Request with the SessionID "no-such-session"
    Then it is refused with code 604 or 600
    And the session of A is alive
