@version:1.3
Feature: Extended conversation
  Two users who talk take others into their conversation: the server makes a private group of it and invites them. How
  this goes rests on one implementation, so it is observed and not judged.

  Background:
    Given A and B are logged in

  @CSP-EXC-001 @informative
  Scenario: A conversation becomes a private group
    Given C is logged in
    When A takes C into the conversation with B
    Then it is observed whether the answer is an ExtendConversation-Response with a GroupID

  @CSP-EXC-002 @informative
  Scenario: The others are invited
    Given C is logged in
    When A takes C into the conversation with B
    Then it is observed whether B is invited to the group of the conversation
    And it is observed whether C is invited to the group of the conversation

  @CSP-EXC-003 @informative
  Scenario: The answer bears the ExtendConversationID of the request
    Given C is logged in
    When A takes C into the conversation with B
    Then it is observed whether the answer bears the ExtendConversationID of the request

  @CSP-EXC-004 @informative @negative
  Scenario: A user who does not exist
    When A takes an unknown user into the conversation with B
    Then it is observed whether the answer has code 201 or 531
    And it is observed whether the unknown user is reported with code 531
    And the session of A is alive
