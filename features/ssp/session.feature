Feature: Sessions between servers

  @SSP-SES-001
  Scenario: The half that a server issues names its domain
    Given the server has no session with the peer
    When the peer opens a session
    Then the half of the server has a local part and the domain of the server

  @SSP-SES-002
  Scenario: A server writes its own half, in requests and in responses
    Given A is logged in
    And the peer has a session with the server
    When Z sends A the text "hello"
    And A sends a message to Z
    Then a message comes to the peer
    And every document of the server bears its own half

  @SSP-SES-003 @negative
  Scenario: An unknown session identifier is not served
    Given A is logged in
    And the peer has a session with the server
    When Z sends A the text "lost" in a made-up session
    And Z sends A the text "marker"
    Then A gets the text "marker" and not the text "lost"

  @SSP-SES-004 @negative
  Scenario: The half of the peer with another domain is not served
    Given A is logged in
    And the peer has a session with the server
    When Z sends A the text "lost" under the half of the peer with another domain
    And Z sends A the text "marker"
    Then A gets the text "marker" and not the text "lost"

  @SSP-SES-005 @negative
  Scenario: The half of the server does not address the session
    Given A is logged in
    And the peer has a session with the server
    When Z sends A the text "lost" under the half of the server
    And Z sends A the text "marker"
    Then A gets the text "marker" and not the text "lost"

  @SSP-SES-013 @negative
  Scenario: Nothing is delivered for a domain that was not authenticated
    Given A is logged in
    And the server has no session with the peer
    When the peer gets the secret of the server and answers with a wrong digest
    And Z sends A the text "lost" in a made-up session
    And the peer opens a session
    And Z sends A the text "marker"
    Then A gets the text "marker" and not the text "lost"

  @SSP-SES-009 @informative
  Scenario: A keep-alive is confirmed with the time-to-live in force
    Given the peer has a session with the server
    When the peer sends a keep-alive
    Then it is observed that it is confirmed with a time-to-live

  @SSP-SES-010 @informative
  Scenario: After a logout the session identifier is invalid
    Given A is logged in
    And the peer has a session with the server
    When the peer logs out
    And Z sends A the text "lost" under the half of the session that ended
    And the peer opens a session
    And Z sends A the text "marker"
    Then it is observed that the logout is answered with 200
    And A gets the text "marker" and not the text "lost"

  @SSP-SES-012 @informative
  Scenario: New traffic after the end of a session begins with new secrets
    Given A is logged in
    And the peer has a session with the server
    When the peer logs out
    And A sends a message to Z
    Then it is observed that the server begins a set-up with a new secret
