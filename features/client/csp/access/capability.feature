Feature: Clients: client capability negotiation

  @CSP-CAP-016
  Scenario: A client tells its capabilities
    Given the client is set up
    When the user logs in
    Then watching finds no fault

  @CSP-CAP-017
  Scenario: A client takes plain text
    Given the client is logged in
    When the server begins a NewMessage
    Then watching finds no fault
