Feature: Joining and leaving groups of another domain

  Background:
    Given A is logged in
    And the peer has a session with the server

  @SSP-GRP-001
  Scenario: A join to a group of the peer comes there
    Given the peer has the group "lounge" with "zoe" in it
    When A joins the group "lounge" of the peer
    Then the peer gets a JoinGroupRequest of A for the group "lounge"

  @SSP-GRP-002
  Scenario: A user of the peer joins a group and learns who is there
    Given A has the open group "lounge" and is joined to it
    When Z joins the group "lounge" and asks who is there
    Then Z has joined and learns that "owner" is there

  @SSP-GRP-003 @negative
  Scenario: A group that never was cannot be joined
    Given A has the open group "lounge" and is joined to it
    And Z has joined the group "lounge"
    When Y joins a group that A never had
    Then it is refused to the peer with code 800

  @SSP-GRP-004 @negative
  Scenario: A user who is no member cannot join a restricted group
    Given A has the open group "lounge" and is joined to it
    And Z has joined the group "lounge"
    And A has the group "closed" with
      | AccessType | Restricted |
    When Z joins the group "closed"
    Then it is refused to the peer with code 816, 803, 810 or 431

  @SSP-GRP-004 @negative @claims:IMPS-CSP-S-REJEC
  Scenario: A rejected user cannot join an open group
    Given A has the open group "lounge" and is joined to it
    And Y has joined the group "lounge"
    And A rejects Z from the group "lounge"
    When Z joins the group "lounge"
    Then it is refused to the peer with code 809

  @SSP-GRP-008
  Scenario: A user of the peer who left gets no more of the group
    Given A has the open group "lounge" and is joined to it
    And Z has joined the group "lounge"
    And A sends the text "while there" to the group "lounge"
    And Z has got the text "while there" through the group "lounge"
    When Z leaves the group "lounge"
    Then it is confirmed to the peer
    When A sends the text "gone" to the group "lounge"
    And A sends a message to Z
    Then the message comes, and Z has not got the text "gone"

  @SSP-GRP-009 @informative @claims:IMPS-CSP-S-REJEC
  Scenario: A forced leave is told to the domain of the user
    Given A has the open group "lounge" and is joined to it
    And Z has joined the group "lounge"
    When A rejects Z from the group "lounge"
    And A sends a message to Z
    Then it is observed whether the peer is told that the group "lounge" is left
