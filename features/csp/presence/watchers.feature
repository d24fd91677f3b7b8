Feature: Watcher lists
  A user asks who is subscribed to the own presence.

  Background:
    Given A is logged in
    And B is logged in

  @CSP-WAT-001
  Scenario: The watcher list names every subscriber
    Given C is logged in
    And B shows StatusText to A
    And B shows StatusText to C
    And A is subscribed to the presence of B
    And C is subscribed to the presence of B
    When B sends a GetWatcherList-Request
    Then the answer is a GetWatcherList-Response
    And the answer names the watchers A and C

  @CSP-WAT-002
  Scenario: A subscriber who was granted nothing is named as well
    Given A is subscribed to the presence of B
    When B sends a GetWatcherList-Request
    Then the answer names the watcher A

  @CSP-WAT-003
  Scenario: Whoever unsubscribed is no current subscriber
    Given B shows StatusText to A
    And A is subscribed to the presence of B
    When A unsubscribes from B
    And B sends a GetWatcherList-Request
    Then the answer is a GetWatcherList-Response
    And the answer does not name A as a current subscriber

  @CSP-WAT-004
  Scenario: Whoever only read is no subscriber
    Given C is logged in
    And B shows StatusText to A
    And B shows StatusText to C
    And C is subscribed to the presence of B
    When A asks for the presence of B
    And B sends a GetWatcherList-Request
    Then the answer names the watcher C
    And the answer does not name A as a current subscriber

  @CSP-WAT-005 @until:1.2 @claims:IMPS-CSP-S-REACT
  Scenario: Subscribers are named whether authorized proactively or reactively
    Given C is logged in
    And B has attached StatusText to A
    And A is subscribed to the presence of B
    And C is subscribed to the presence of B
    And B is asked to authorize C
    And B grants C
    When B sends a GetWatcherList-Request
    Then the answer names the watchers A and C

  @CSP-WAT-005
  Scenario: Subscribers authorized proactively are named, alone or through a contact list
    Given C is logged in
    And B owns the contact list "watchers" with C
    And B has attached StatusText to A
    And B has attached StatusText to the contact list "watchers"
    And A is subscribed to the presence of B
    And C is subscribed to the presence of B
    When B sends a GetWatcherList-Request
    Then the answer names the watchers A and C

  @CSP-WAT-006
  Scenario: Watchers of others are not named
    Given C and D are logged in
    And A is subscribed to the presence of B
    And C is subscribed to the presence of D
    When B sends a GetWatcherList-Request
    Then the answer names the watcher A
    And the answer does not name C as a current subscriber

  @CSP-WAT-007
  Scenario: The status of a live subscription is CURRENT_SUBSCRIBER
    Given B shows StatusText to A
    And A is subscribed to the presence of B
    When B sends a GetWatcherList-Request
    Then WatcherStatus of A, where it is given, is CURRENT_SUBSCRIBER

  @CSP-WAT-001 @since:1.2
  Scenario: Whoever is subscribed now is named beside those of the past
    Given C is logged in
    And B shows StatusText to A
    And A is subscribed to the presence of B
    And C is subscribed to the presence of B
    And C unsubscribes from B
    When B sends a GetWatcherList-Request with
      | HistoryPeriod | 3600 |
    Then the answer is a GetWatcherList-Response
    And the answer names the watcher A

  @CSP-WAT-008 @informative
  Scenario: With HistoryPeriod former subscribers and readers may be named
    Given C is logged in
    And A is subscribed to the presence of B
    And A unsubscribes from B
    When C asks for the presence of B
    And B sends a GetWatcherList-Request with
      | HistoryPeriod | 3600 |
    Then the answer is a GetWatcherList-Response
    And it is observed whether every WatcherStatus is one of the three defined

  @CSP-WAT-009
  Scenario: No more watchers are returned than MaxWatcherList allows
    Given C is logged in
    And A is subscribed to the presence of B
    And C is subscribed to the presence of B
    When B sends a GetWatcherList-Request with
      | MaxWatcherList | 1 |
    Then the answer is a GetWatcherList-Response
    And the answer names at most 1 watcher
    And WatcherCount, where it is given, is 2

  @CSP-WAT-010
  Scenario: Without watchers the answer is empty, not an error
    When B sends a GetWatcherList-Request
    Then the answer is a GetWatcherList-Response
    And the answer names no current subscriber
