Feature: Notifications of presence to another domain

  Background:
    Given A is logged in
    And the peer has a session with the server

  @SSP-PRE-004
  Scenario: A subscription that names nothing is one to all that may be seen
    Given A shows StatusText and Alias to Z
    And Z has subscribed to A
    When A publishes StatusText "changed"
    And A publishes Alias "renamed"
    Then Z is told StatusText "changed" of A
    And Z is told Alias "renamed" of A

  @SSP-PRE-006
  Scenario: A subscriber is told what was asked for and nothing else
    Given A shows StatusText and Alias to Z
    And Z has subscribed to StatusText of A
    When A publishes Alias "unasked"
    And A publishes StatusText "asked"
    Then Z is told StatusText "asked" of A
    And Z was told no Alias of A

  @SSP-PRE-006
  Scenario: A subscriber is told what may be seen and nothing else
    Given A shows StatusText to Z
    And Z has subscribed to A
    When A publishes Alias "hidden"
    And A publishes StatusText "shown"
    Then Z is told StatusText "shown" of A
    And Z was told no Alias of A

  @SSP-PRE-009 @negative
  Scenario: After the end of a subscription nothing more is told
    Given A shows StatusText to Z
    And Z has subscribed to A
    And A publishes StatusText "before"
    And Z has been told StatusText "before" of A
    When Z unsubscribes from A
    And A publishes StatusText "after"
    And A sends a message to Z
    Then the message comes, and Z was not told StatusText "after" of A

  @SSP-PRE-010 @negative
  Scenario: Without authorization no more values are told
    Given A shows StatusText to Z
    And Z has subscribed to A
    And A publishes StatusText "before"
    And Z has been told StatusText "before" of A
    When A takes back what it shows to Z
    And A publishes StatusText "after"
    And A sends a message to Z
    Then the message comes, and Z was not told StatusText "after" of A
