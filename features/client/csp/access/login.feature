Feature: Clients: login

  @CSP-LOG-031
  Scenario: A client keeps its ClientID
    Given the client is set up
    When the user logs in
    Then watching finds no fault

  @CSP-LOG-034
  Scenario: Capabilities that the server asks for come before services
    Given the server asks for capabilities
    And the client is set up
    When the user logs in
    Then watching finds no fault

  @CSP-LOG-032
  Scenario: A client whose login is refused with 409 has no session
    Given the server refuses a Login-Request with code 409
    And the client is set up
    When the user logs in
    Then the client sends nothing that needs a session

  @CSP-LOG-032
  Scenario: A client whose login is refused with 531 has no session
    Given the server refuses a Login-Request with code 531
    And the client is set up
    When the user logs in
    Then the client sends nothing that needs a session
