Feature: Subscriptions to presence between domains

  Background:
    Given A is logged in
    And the peer has a session with the server

  @SSP-PRE-001
  Scenario: A subscription to a user of the peer comes there
    When A subscribes to Z
    Then the peer gets a SubscribeRequest of A that names Z

  @SSP-PRE-002
  Scenario: A subscription of a user of the peer is confirmed
    Given A shows StatusText to Z
    When Z subscribes to A
    Then the subscription is answered with code 200

  @SSP-PRE-003
  Scenario: A subscriber who may see a value gets it at once
    Given A publishes StatusText "present"
    And A shows StatusText to Z
    When Z subscribes to A
    Then Z is told StatusText "present" of A

  @SSP-PRE-007
  Scenario: A notification names subscriber and publisher
    Given A publishes StatusText "present"
    And A shows StatusText to Z
    When Z subscribes to A
    Then a notification of A comes to Z and names both

  @SSP-PRE-005
  Scenario: A publisher is asked about a subscriber who has no authorization yet
    Given B speaks CSP 1.2 and decides about subscribers when they ask
    When Z subscribes to B
    Then B is asked to authorize Z

  @SSP-PRE-016 @claims:IMPS-CSP-S-GETWL
  Scenario: A subscriber of the peer is in the watcher list
    Given A shows StatusText to Z
    And Z has subscribed to A
    When A asks for its watchers
    Then Z is among the watchers

  @SSP-PRE-015 @claims:IMPS-CSP-S-GETWL
  Scenario: Asking once makes nobody a subscriber
    Given A shows StatusText to Z
    And Y has subscribed to A
    When Z asks for the presence of A
    And A asks for its watchers
    Then Y is among the watchers
    And Z is not among the watchers as a current subscriber
