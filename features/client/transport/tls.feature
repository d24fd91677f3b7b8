Feature: Clients: HTTP over TLS

  @TRN-TLS-002
  Scenario: A client names HTTP among its bearers
    Given the client is set up
    When the user logs in
    Then watching finds no fault
