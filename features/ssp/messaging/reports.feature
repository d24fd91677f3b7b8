Feature: Delivery reports between domains

  Background:
    Given A is logged in
    And the peer has a session with the server

  @SSP-IMS-011
  Scenario: A delivery report goes to the domain of the sender
    When Z sends A the text "reported" and asks for a report
    And A gets the text "reported"
    Then a report of "reported" comes to the peer

  @SSP-IMS-012
  Scenario: There is no report where none was asked for
    When Z sends A the text "unreported"
    And A gets the text "unreported"
    And Z sends A the text "reported" and asks for a report
    And A gets the text "reported"
    Then the report of "reported" is at the peer
    And no report of "unreported" has come to the peer

  @SSP-IMS-013
  Scenario: A report of the peer reaches the sender
    When A sends a message to Z and asks for a report
    And the peer reports that it was delivered, if it was asked to
    Then A gets a delivery report of "first" with code 200
