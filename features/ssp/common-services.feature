Feature: Invitations between domains

  Background:
    Given A is logged in
    And the peer has a session with the server

  @SSP-COM-001
  Scenario: An invitation for a user of the peer comes there
    When A invites Z
    Then the peer gets the invitation of A for Z

  @SSP-COM-002
  Scenario: An invitation of the peer comes to the client
    When Z invites A
    Then the invitation of Z is confirmed
    And A gets the invitation of Z

  @SSP-COM-003
  Scenario Outline: The decision of the invitee goes back: <word>
    Given A has got an invitation of Z
    When A <decides> the invitation of Z
    Then the peer gets a request with the answer <word>

    Examples:
      | decides | word |
      | accepts | Yes  |
      | refuses | No   |

  @SSP-COM-004
  Scenario: The decision of a user of the peer comes to the client
    Given A has invited Z
    When Z refuses the invitation with a note
    Then A learns that Z refused, with the note

  @SSP-COM-005
  Scenario: An invitation of the peer is cancelled
    Given A has got an invitation of Z
    When Z cancels the invitation
    Then A learns that the invitation is cancelled

  @SSP-COM-006 @negative @claims:IMPS-CSP-S-BLENT
  Scenario: An invitation of a blocked user does not come to the client
    Given A has got an invitation of Z
    And A blocks Z of the peer
    When Z invites A again
    And Y invites A
    Then A gets the invitation of Y and not that of Z
