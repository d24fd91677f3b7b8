Feature: Presence attributes of a user with several clients
  Attributes of a client are published for each client; watchers tell the clients apart.

  @CSP-PAT-012 @claims:IMPS-CSP-S-MULTISESS @claims:IMPS-CSP-S-GETPR
  Scenario: A watcher sees each client of a user once
    Given A is logged in at two clients
    And B is logged in
    And A shows OnlineStatus to B
    When B asks for OnlineStatus of A
    Then the answer is a GetPresence-Response with code 200
    And the answer shows OnlineStatus of A as T or F, with a Qualifier
