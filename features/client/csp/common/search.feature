Feature: Clients: search

  @CSP-SRC-032 @CSP-CLT-016
  Scenario: A client continues a search with what it was given, and stops
    Given the client is logged in
    And the user has searched
    When the user looks at more hits
    Then the client continues only what is not complete
