Feature: Clients: presence authorization

  @CSP-AUT-027
  Scenario: A client answers a request for authorization, and its user decides
    Given the client is logged in
    When the server begins a PresenceAuth-Request
    Then the client answers it with Status
    When the user lets B see his presence
    Then the client sends a PresenceAuth-User
