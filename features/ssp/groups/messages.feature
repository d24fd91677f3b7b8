Feature: Messages to groups of another domain

  Background:
    Given A is logged in
    And the peer has a session with the server

  @SSP-GRP-005
  Scenario: A message to a group of the peer goes there once
    Given the peer has the group "lounge" with "zoe" in it
    And A is joined to the group "lounge" of the peer
    When A sends the text "to all" to the group "lounge"
    And A sends a message to Z
    Then the text "to all" has come to the peer once, for the group "lounge"

  @SSP-GRP-006
  Scenario: A message to a group comes to the domain of a joined user under a screen name
    Given A has the open group "lounge" and is joined to it
    And Z has joined the group "lounge"
    When A sends the text "to all" to the group "lounge"
    Then Z gets the text "to all" through the group "lounge" from "owner"

  @SSP-GRP-007 @negative
  Scenario: A user of the peer who has not joined cannot write to a group
    Given A has the open group "lounge" and is joined to it
    When Z sends the text "outside" to the group "lounge"
    Then it is refused to the peer with code 808, 810 or 900
    When Z has joined the group "lounge"
    And Z sends the text "inside" to the group "lounge"
    Then A gets the text "inside" and not the text "outside"
