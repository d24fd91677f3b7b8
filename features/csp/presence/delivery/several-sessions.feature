Feature: Presence notifications of a user with several clients
  A subscription belongs to the session that made it; another client of the same user is not notified.

  @CSP-PRE-015 @claims:IMPS-CSP-S-MULTISESS @claims:IMPS-CSP-S-SENDMSG
  Scenario: A client that did not subscribe is not notified
    Given A is logged in at two clients
    And B is logged in
    And B shows StatusText to A
    And A is subscribed to StatusText of B
    And A2 fetches what waits
    When B publishes StatusText "changed"
    Then A is notified that StatusText of B is "changed"
    When B sends the text "the end" to the client of A2
    Then A2 gets the text "the end"
    And A2 was not told StatusText "changed" of B
