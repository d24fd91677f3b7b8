Feature: Set-ups that must not lead to a session

  Background:
    Given the server has no session with the peer
    And the peer can set up a session and end it

  @SSP-SET-008 @negative
  Scenario: A secret that nobody waits for is not answered with a login
    When the peer sends a secret in mode Response without a set-up
    And the peer sets up a session
    Then no login in mode Request has come

  @SSP-SET-009 @negative
  Scenario Outline: A first step without <what> gets no secret
    When the peer begins a set-up without <what>
    And the peer sets up a session
    Then one secret has come

    Examples:
      | what          |
      | a domain      |
      | an @          |
      | a secret      |

  @SSP-SET-010 @negative
  Scenario: A domain whose address cannot be found gets no secret
    When the peer begins a set-up for a domain that nobody can find
    And the peer sets up a session
    Then one secret has come
    And no HTTP answer holds a secret

  @SSP-SET-016 @negative
  Scenario: A wrong digest ends the set-up
    When the peer logs in with a wrong digest
    And the peer sets up a session
    Then the refused set-up went no further

  @SSP-SET-017 @negative
  Scenario: After a wrong digest the right one comes too late
    When the peer logs in with a wrong digest
    And the peer repeats the login with the right digest
    And the peer sets up a session
    Then the refused set-up went no further

  @SSP-SET-018 @negative
  Scenario Outline: A login with an unknown <what> is refused
    When the peer logs in with an unknown <what>
    And the peer sets up a session
    Then the refused set-up went no further

    Examples:
      | what       |
      | identifier |
      | domain     |

  @SSP-SET-019 @negative
  Scenario: The digest of one's own secret is no proof
    When the peer logs in with the digest of its own secret
    And the peer sets up a session
    Then the refused set-up went no further

  @SSP-SET-023 @negative
  Scenario: A confirmation before the digest was verified ends the set-up
    Given A is logged in
    When the peer confirms the login without having logged in
    And Z sends A the text "early" in a made-up session
    And the peer sets up a session
    And Z sends A the text "marker"
    Then the refused set-up went no further
    And A gets the text "marker" and not the text "early"

  @SSP-SET-026 @negative
  Scenario: A request before the end of the set-up is not carried out
    Given A is logged in
    When Z sends A the text "early" in a made-up session
    And the peer sets up a session
    And Z sends A the text "marker"
    Then A gets the text "marker" and not the text "early"
