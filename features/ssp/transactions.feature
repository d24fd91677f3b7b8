Feature: Transactions between servers

  Background:
    Given A is logged in
    And the peer has a session with the server

  @SSP-TXN-002
  Scenario: An answer bears the identifier of its request
    When the peer sends a message for A in a document of its own
    Then an answer in mode Response bears its identifier

  @SSP-TXN-003
  Scenario: A request gets one answer
    When the peer sends a message for A in a document of its own
    And Z sends A the text "second"
    Then one final answer has come to the first message

  @SSP-TXN-004 @negative
  Scenario: An answer is not answered
    When A sends a message to Z
    And the peer has answered it
    And Z sends A the text "second"
    Then nothing has come under the identifier of the answered request

  @SSP-TXN-005 @informative
  Scenario: An answer to nothing does not disturb the session
    When the peer sends an answer that nobody waits for
    And Z sends A the text "second"
    Then A gets the text "second"

  @SSP-TXN-008 @informative
  Scenario: A request that comes twice is carried out once
    When the peer sends a message for A twice under one identifier
    And Z sends A the text "marker"
    Then it is observed that A gets it once

  @SSP-TXN-009
  Scenario: A request for a user says so
    When A sends a message to Z
    Then the request names A and the domain of the server as its originator
