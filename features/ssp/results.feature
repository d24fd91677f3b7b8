Feature: Result codes between servers

  Background:
    Given A is logged in
    And the peer has a session with the server

  @SSP-STS-002 @claims:IMPS-SSP-S-GROUP
  Scenario: A client is told why the peer refused
    Given the peer has the group "lounge" with "zoe" in it
    When A asks to join the group "lounge", which the peer answers with 809
    Then A is told 809, or a code like it

  @SSP-STS-003 @informative
  Scenario: A message without MessageInfo leaves the session usable
    When the peer sends a message without MessageInfo
    And Z sends A the text "second"
    Then it is observed that the broken message was answered with 400 or 402
    And A gets the text "second"
