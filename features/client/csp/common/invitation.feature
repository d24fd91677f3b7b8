Feature: Clients: invitation

  @CSP-INV-029
  Scenario: A client answers an invitation
    Given the client is logged in
    When the server begins an InviteUser-Request
    Then the client answers it with Status

  @CSP-INV-031
  Scenario: A client answers the cancellation of an invitation
    Given the client is logged in
    When the server begins a CancelInviteUser-Request
    Then the client answers it with Status

  @CSP-INV-030
  Scenario: A client sends the decision on an invitation
    Given the client is logged in
    And the server has begun an InviteUser-Request
    When the user accepts the invitation
    Then the client sends an InviteUser-Response with
      | InviteID | {name:i} |

  @CSP-INV-032
  Scenario: A client gives open invitations different names
    Given the client is logged in
    And the user has invited B
    When the user invites B
    Then the client has used no InviteID twice
