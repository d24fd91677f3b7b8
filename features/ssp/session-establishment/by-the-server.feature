Feature: A session that the server sets up

  Background:
    Given A is logged in
    And the server has no session with the peer

  @SSP-SET-001
  Scenario: A server that has to reach a domain begins with its secret
    When A sends a message to Z
    Then the first document at the peer is a SendSecretToken in mode Request

  @SSP-SET-002
  Scenario: The first step names the domain of the server
    When A sends a message to Z
    Then the server sends its secret in mode Request
    And the step names the domain of the server

  @SSP-SET-003
  Scenario: The first step states the protocol and its version
    When A sends a message to Z
    Then the server sends its secret in mode Request
    And the step states the protocol WV-SSP and a version

  @SSP-SET-012
  Scenario: The server proves that it got the secret of the peer
    When A sends a message to Z
    Then the server logs in in mode Request
    And the digest fits the secret of the peer

  @SSP-SET-013
  Scenario: The login of the server bears the identifier of its first step
    When A sends a message to Z
    Then the server logs in in mode Request
    And the step bears the identifier of the server's first step

  @SSP-SET-014
  Scenario: The digest is made as the protocol has it
    When A sends a message to Z
    Then the server logs in in mode Request
    And the digest is that of the protocol

  @SSP-SET-020
  Scenario: The login states the wanted time-to-live
    When A sends a message to Z
    Then the server logs in in mode Request
    And the step states a time-to-live

  @SSP-SET-021
  Scenario: The server ends the set-up with its half of the session identifiers
    When A sends a message to Z
    Then the server confirms the login in mode Request
    And the step has code 200 and a session identifier

  @SSP-SET-024
  Scenario: A refused login leaves no session
    Given the peer refuses logins with 401
    When A sends a message to Z
    And the server has been refused
    And the peer refuses logins no more
    And A sends another message to Z
    Then the first document at the peer is a SendSecretToken in mode Request

  @SSP-SET-027
  Scenario: One set-up serves all that waits for a domain
    Given B is logged in
    And the peer holds its secret back
    When A sends a message to Z
    And B sends a message to Z
    Then the server has begun one set-up
    When the peer sends its secret after all
    Then both messages come to the peer
