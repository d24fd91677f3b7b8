Feature: Invitations in the next session of the invitee
  The transaction of an invitation ends with the answer of the client. The decision of the user may come later.

  Background:
    Given A and B are logged in

  @CSP-INV-085
  Scenario: An invitation that the client took does not come again after the next login
    When A sends the invitation "party" with
      | user     | B   |
      | Validity | 600 |
    Then B gets the invitation "party"
    When B logs out
    And B is logged in
    And A sends the invitation "tea" with
      | user | B |
    Then B gets the invitation "tea"
    And B got the invitation "party" once
