Feature: Clients: service negotiation

  @CSP-SVC-015
  Scenario: A client asks for services before it uses them
    Given the client is logged in
    When the user looks at his contact lists
    Then watching finds no fault

  @CSP-SVC-016
  Scenario: A client uses no function that was not agreed
    Given the server does not agree to GETWL
    And the client is logged in
    When the user asks who watches him
    Then the client sends no GetWatcherList-Request
