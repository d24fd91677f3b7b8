Feature: Messages to another domain

  Background:
    Given A is logged in
    And the peer has a session with the server

  @SSP-IMS-001
  Scenario: A message for a user of the peer comes there as it was sent
    When A sends a message to Z
    Then the message of A comes to Z with its text

  @SSP-IMS-009
  Scenario: A message to users of several domains goes to each with its own users
    Given the second peer has a session with the server
    When A sends one message to Z, Y and Z2
    Then each of Z, Y and Z2 was sent the message once, and nobody else

  @SSP-IMS-010
  Scenario: A client learns that the other domain could not deliver
    Given the peer refuses messages with code 532
    When A sends a message to Z and asks for a report
    Then A is told of a failure, in the answer or later
