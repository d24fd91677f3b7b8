Feature: Clients: presence delivery

  @CSP-PRE-041
  Scenario: A client answers a presence notification
    Given the client is logged in
    When the server begins a PresenceNotification-Request
    Then the client answers it with Status and code 200

  @CSP-PRE-042
  Scenario: A client publishes what its user changes
    Given the client is logged in
    When the user changes his availability
    Then the client sends an UpdatePresence-Request with
      | PresenceSubList/UserAvailability/Qualifier | T |
      | PresenceSubList/UserAvailability/PresenceValue | DISCREET |
