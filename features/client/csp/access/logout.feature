Feature: Clients: logout and disconnect

  @CSP-OUT-013
  Scenario: A client leaves a session that the server ends
    Given the client is logged in
    When the server ends the session
    Then the client sends nothing more in its session

  @CSP-OUT-014
  Scenario: A client has no session after its logout, whatever the code
    Given the client is logged in
    And the server refuses a Logout-Request with code 500
    When the user logs out
    Then the client sends nothing more in its session

  @CSP-OUT-015
  Scenario: A client logs out
    Given the client is logged in
    When the user logs out
    Then the client sends a Logout-Request
