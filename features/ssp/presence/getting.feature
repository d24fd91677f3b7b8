Feature: Asking for presence between domains

  Background:
    Given A is logged in
    And the peer has a session with the server

  @SSP-PRE-012
  Scenario: The presence of a user is told to whoever may see it
    Given A publishes StatusText "present"
    And A shows StatusText to Z
    When Z asks for the presence of A
    Then the answer shows one PresenceValue of A, with StatusText "present"

  @SSP-PRE-013
  Scenario: Attributes that the asker may not see are not shown
    Given A publishes StatusText "shown" and Alias "hidden"
    And A shows StatusText to Z
    When Z asks for the presence of A
    Then the answer shows StatusText of A and nothing else

  @SSP-PRE-014
  Scenario: Values of users of two domains come together or one after the other
    Given B is logged in
    And B publishes StatusText "local"
    And B shows StatusText to A
    And Z has StatusText "afar"
    When A wants to know StatusText of B and Z
    Then A learns StatusText "local" of B, and StatusText "afar" of Z
