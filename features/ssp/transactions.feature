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

  @SSP-TXN-001
  Scenario: Open requests have different identifiers
    Given B is logged in
    And the peer leaves messages unanswered
    When A sends Z the text "one"
    And A sends Z the text "two"
    And B sends Z the text "three"
    Then the three requests at the peer have three identifiers

  @SSP-TXN-007 @informative
  Scenario: The same identifier in both directions does not collide
    Given the peer leaves messages unanswered
    When A sends Z the text "one"
    And the peer sends A the text "hello" under the identifier of that request
    Then A gets the text "hello"

  @SSP-TXN-010 @claims:IMPS-SSP-S-GROUP
  Scenario: A message of a group names no user as its originator
    Given A has the open group "lounge" and is joined to it
    And Z has come into the group "lounge"
    When A writes "hello" to the group "lounge"
    Then the request for Z says that no client caused it, and names no user
