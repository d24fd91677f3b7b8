Feature: Requests of a peer that a server cannot carry out

  Background:
    Given the peer has a session with the server

  @SSP-RLY-007 @negative
  Scenario: A server that is no relay refuses what is about a group of a third domain
    When Z wants to join a group of a third domain
    Then the request is refused as one of a third domain

  @SSP-RLY-007 @negative
  Scenario: A server that is no relay refuses messages for a third domain
    Given A is logged in
    When Z sends a message for A and then one for a user of a third domain
    Then the request is refused as one of a third domain

  @SSP-RLY-010 @negative
  Scenario: A request that nobody knows is answered with a failure
    Given A is logged in
    When the peer sends a request that nobody knows
    Then it is answered with a Status of failure
    When Z sends A the text "marker"
    Then A gets the text "marker"
