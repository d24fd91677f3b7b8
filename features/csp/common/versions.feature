Feature: Users of different versions and syntaxes
  Clients work with each other through the server, whichever version and syntax each of them speaks.

  Background:
    Given A, B and C speak different versions or syntaxes
    And A and B are logged in
    And C is logged in

  @CSP-IMS-074
  Scenario: Messages between users of different versions
    When A sends the text "to B" to B
    Then B gets the text "to B"
    When B sends the text "to C" to C
    Then C gets the text "to C"
    When C sends the text "to A" to A
    Then A gets the text "to A"
    And its Sender is C

  @CSP-IMS-074 @claims:IMPS-CSP-S-MDELIV
  Scenario: A report about a message to a user of another version
    When A sends the text "report it" to B and asks for a report
    And B gets the text "report it"
    Then A gets a delivery report of "report it" with code 200

  @CSP-PRE-045
  Scenario: Publishers and watchers of different versions
    Given B shows StatusText to A
    And C shows StatusText to B
    And A shows StatusText to C
    And A is subscribed to StatusText of B
    And B is subscribed to StatusText of C
    And C is subscribed to StatusText of A
    When B publishes StatusText "of B"
    Then A is notified that StatusText of B is "of B"
    When C publishes StatusText "of C"
    Then B is notified that StatusText of C is "of C"
    When A publishes StatusText "of A"
    Then C is notified that StatusText of A is "of A"

  @CSP-PRE-045
  Scenario: The status of clients of different versions
    Given B shows OnlineStatus to A
    And A is subscribed to OnlineStatus of B
    Then A learns that OnlineStatus of B is T
    When B logs out
    Then A learns that OnlineStatus of B is F

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

  @CSP-INV-036
  Scenario: An invitation between users of different versions
    When A sends the invitation "party" with
      | user | B |
    Then B gets the invitation "party"
    When B accepts the invitation "party" of A
    Then A gets the answer to "party"
    When C sends the invitation "tea" with
      | user | A |
    Then A gets the invitation "tea"
