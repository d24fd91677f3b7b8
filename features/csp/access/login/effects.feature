Feature: Effects of a login
  Others learn that the user is there, and what the user set up for every session comes into force.

  @CSP-LOG-021 @version:1.3 @informative @claims:IMPS-CSP-S-UPDPR
  Scenario: A re-established session and its presence subscriptions
    Given A and B are logged in
    And B shows StatusText to A
    And A is subscribed to the presence of B
    When A re-establishes the session
    And B sets StatusText to "taken up again"
    Then it is observed whether A is notified of StatusText "taken up again"

  @CSP-LOG-025
  Scenario: The OnlineStatus of the user becomes T
    Given A and B are logged in
    And A shows OnlineStatus to B
    And A logs out
    And B is subscribed to the presence of A
    And B learns that OnlineStatus of A is F
    When A is logged in
    Then B learns that OnlineStatus of A is T

  @CSP-LOG-026 @claims:IMPS-CSP-S-CREAG @claims:IMPS-CSP-S-SETGP
  Scenario: A user with own property AutoJoin is joined to the group
    Given A and B are logged in
    And A has the open group "lounge" and is joined to it
    And B is joined to the group "lounge" of A
    And B sets the own property AutoJoin of the group "lounge" of A to T
    And B logs out
    When B is logged in
    And A sends the text "welcome back" to the group "lounge"
    Then B gets the text "welcome back"
