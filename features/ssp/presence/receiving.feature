Feature: Notifications of presence from another domain

  Background:
    Given A is logged in
    And the peer has a session with the server
    And A is subscribed to Z

  @SSP-PRE-008
  Scenario: A notification reaches the subscriber it names and nobody else
    Given B is logged in
    And B is subscribed to Z
    When the peer tells A alone StatusText "for one" of Z
    And Z sends B the text "marker"
    Then A learns StatusText "for one" of Z
    And B gets the text "marker" and was not told StatusText "for one" of Z

  @SSP-PRE-011 @negative
  Scenario: A peer tells nothing of users of a third domain
    When the peer tells A StatusText "foreign" of a user of a third domain
    And the peer tells A alone StatusText "own" of Z
    Then A learns StatusText "own" of Z
    And A was told nothing of the third domain
