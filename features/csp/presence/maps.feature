@version:1.3 @claims:IMPS-CSP-S-UPDPR
Feature: Maps
  A user asks for a map that shows where another one is, who has to have authorized that.

  Background:
    Given A and B are logged in
    And B publishes
      """
      <GeoLocation><Qualifier>T</Qualifier><Longitude>E 022 16 01.2</Longitude><Latitude>N 60 27 00.1</Latitude></GeoLocation>
      """

  @CSP-MAP-001 @informative @claims:IMPS-CSP-S-CALI
  Scenario: A map of a user who authorized GeoLocation
    Given B has attached GeoLocation to A
    When A asks for a map of B
    Then it is observed whether the answer is a map or its URL

  @CSP-MAP-002 @informative @negative
  Scenario: No map of a user who authorized nothing
    When A asks for a map of B
    Then it is observed whether the answer has code 403, 404 or 750
    And the session of A is alive
