Feature: Groups of users of different versions and syntaxes
  Users meet in a group, whichever version and syntax each of them speaks.

  Background:
    Given A, B and C speak different versions or syntaxes
    And A and B are logged in
    And C is logged in

  @CSP-GRP-024 @claims:IMPS-CSP-S-CREAG
  Scenario: A group of users of different versions
    Given A has the open group "lounge" and is joined to it
    And B is joined to the group "lounge" of A
    And C is joined to the group "lounge" of A
    When A sends the text "of A" to the group "lounge"
    Then B gets the text "of A"
    And C gets the text "of A"
    When B sends the text "of B" to the group "lounge"
    Then A gets the text "of B"
    And C gets the text "of B"

  @CSP-GRP-024 @claims:IMPS-CSP-S-CREAG @claims:IMPS-CSP-S-GRCHN
  Scenario: A user of another version who leaves the group
    Given A has the open group "lounge" and is joined to it, subscribed to its changes
    And B is joined to the group "lounge" of A as "bobby"
    When B leaves the group "lounge"
    Then A gets a GroupChangeNotice with "bobby" in Left
