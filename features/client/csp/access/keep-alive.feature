Feature: Clients: keep-alive

  @CSP-KA-010 @CSP-KA-011
  Scenario: A client keeps its session alive
    Given the server lets sessions live for 12 seconds
    And the server wants 60 seconds between polls
    And the client is logged in
    When the client is left alone for 100 seconds
    Then watching finds no fault

  @CSP-KA-012
  Scenario: A client keeps to the time that a keep-alive granted
    Given the server lets sessions live for 30 seconds
    And the server wants 120 seconds between polls
    And the server grants 10 seconds at a keep-alive
    And the client is logged in
    When the client is left alone for 60 seconds
    Then watching finds no fault
