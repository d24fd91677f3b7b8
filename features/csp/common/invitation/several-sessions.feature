Feature: Invitations of a user with several clients
  An invitation is for the user; the answer of one client settles it.

  @CSP-INV-035 @informative @claims:IMPS-CSP-S-INVIT
  Scenario: An invitation that was answered at one of two clients
    Given A is logged in at two clients
    And B is logged in
    When B sends the invitation "party" with
      | user | A |
    And A accepts the invitation "party" of B
    Then it is observed whether A2 gets the invitation "party" afterwards
