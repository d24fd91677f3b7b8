Feature: Presence attributes

  @PA-CLT-001
  Scenario: A client publishes values of the standard
    Given the client is logged in
    When the user changes his availability
    Then the client sends an UpdatePresence-Request with
      | PresenceSubList/UserAvailability/PresenceValue | one of AVAILABLE, NOT_AVAILABLE, DISCREET |
