Feature: A session that the peer sets up

  Background:
    Given the server has no session with the peer

  @SSP-SET-004
  Scenario: Every set-up has a secret of its own
    When the peer sets up three sessions, one after the other
    Then the secrets of the server all differ

  @SSP-SET-005
  Scenario: The secret goes to the address of the domain and to no other place
    When the peer sets up a session
    Then the server sends its secret in mode Response
    And no HTTP answer holds a secret

  @SSP-SET-006
  Scenario: The secret comes over a connection of the server, in mode Response
    When the peer sets up a session
    Then the server sends its secret in mode Response
    And the step came in a POST of the server

  @SSP-SET-007
  Scenario: The server chooses an identifier for its secret
    When the peer sets up a session
    Then the server sends its secret
    And the step bears an identifier that is not the peer's

  @SSP-SET-011
  Scenario: A secret in base64 is decoded before it is digested
    When the peer sets up a session with its secret in base64
    Then the session is open

  @SSP-SET-015
  Scenario: The server proves that it got the secret of the requestor
    When the peer sets up a session
    Then the server logs in
    And the step is in mode Response and bears the identifier of the peer
    And the digest fits the secret of the peer

  @SSP-SET-022
  Scenario: The server ends the set-up with its half of the session identifiers
    When the peer sets up a session
    Then the server confirms the login
    And the step is in mode Response and bears the identifier of the peer
    And the step has code 200 and a session identifier

  @SSP-SET-025
  Scenario: The granted time-to-live is stated
    When the peer sets up a session
    Then the server confirms the login
    And the step states a time-to-live
