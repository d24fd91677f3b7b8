Feature: Shared content between domains

  Background:
    Given A is logged in
    And the peer has a session with the server

  @SSP-SHC-001
  Scenario: Shared content is offered to a user of the peer with its addresses
    When A shares content with Z
    Then the peer gets an InviteRequest of type SC with the addresses of the content

  @SSP-SHC-002 @claims:IMPS-CSP-S-CAINV
  Scenario: Shared content is withdrawn from a user of the peer
    Given A has shared content with Z
    When A withdraws the content from Z
    Then the peer gets a CancelInviteRequest with the identifier of the invitation
