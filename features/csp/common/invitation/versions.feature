Feature: Invitations between users of different versions and syntaxes
  An invitation and its answer pass through the server, whichever version and syntax the users speak.

  Background:
    Given A, B and C speak different versions or syntaxes
    And A and B are logged in
    And C is logged in

  @CSP-INV-036
  Scenario: An invitation between users of different versions
    When A sends the invitation "party" with
      | user | B |
    Then B gets the invitation "party"
    When B accepts the invitation "party" of A
    Then A gets the answer to "party"
    When C sends the invitation "tea" with
      | user | A |
    Then A gets the invitation "tea"
