Feature: Administration of groups from another domain

  Background:
    Given A is logged in
    And the peer has a session with the server
    And A has the open group "lounge" and is joined to it
    And Z has joined the group "lounge"

  @SSP-GRP-013 @negative
  Scenario: An ordinary user of the peer cannot add members
    When Z adds B to the group "lounge"
    Then it is refused to the peer with code 816, 403 or 810

  @SSP-GRP-014
  Scenario: An administrator of the peer can change a group
    Given A makes Z an administrator of the group "lounge"
    When Z sets the Name of the group "lounge" to "renamed"
    Then it is confirmed to the peer
    And the group "lounge" shows A Name "{name:renamed}"
