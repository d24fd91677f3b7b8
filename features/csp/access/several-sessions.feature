Feature: Several sessions of one user
  A user may be logged in at several clients; each has a session of its own.

  Rule: Logging in and logging out

    @CSP-MUL-001
    Scenario: A user logs in at a second client
      Given A is logged in
      And UserSessionLimit, if A was told one, allows 2 sessions
      When A2 logs in with the right password
      Then the login is accepted with a SessionID
      And the SessionIDs of A and A2 differ
      And the session of A is alive
      And the session of A2 is alive

    @CSP-MUL-004
    Scenario: Logging out at one client leaves the session at the other alive
      Given A is logged in at two clients
      When A logs out
      Then the session of A2 is alive

    @CSP-MUL-004 @claims:IMPS-CSP-S-SENDMSG
    Scenario: After logging out at one client messages reach the other
      Given A is logged in at two clients
      And B is logged in
      When A logs out
      And B sends the text "still there?" to A
      Then A2 gets the text "still there?"

    @CSP-MUL-005 @claims:IMPS-CSP-S-SENDMSG @claims:IMPS-CSP-S-GETPR
    Scenario: A user who logs out at one of two clients stays online for watchers
      Given A is logged in at two clients
      And B is logged in
      And A shows OnlineStatus to B
      And B is subscribed to the presence of A
      When A logs out
      And A2 sends the text "still here" to B
      Then B gets the text "still here"
      And B was not told before it that A is offline
      And B reads that A is online
      But after the logout of A2 B learns that OnlineStatus of A is F

  Rule: Messages

    @CSP-MUL-002
    Scenario: A message for one client of a user goes to that client only
      Given A is logged in at two clients
      And B is logged in
      When B sends the text "for the second" to the client of A2
      And B sends the text "for the first" to the client of A
      Then A2 gets the text "for the second"
      And A gets the text "for the first" and not the text "for the second"

    @CSP-MUL-002 @claims:IMPS-CSP-S-SENDMSG
    Scenario: A message for a client that is not there goes to no other client
      Given A and B are logged in
      When B sends "for nobody" to
        | unknown client of | A |
      Then the answer has code 410, 200, 201, 427, 531, 533, 900 or 901
      When B sends the text "for you" to A
      Then A gets the text "for you" and not the text "for nobody"

    @CSP-MUL-003 @informative
    Scenario: A message for a user with two sessions reaches at least one of them
      Given A is logged in at two clients
      And B is logged in
      When B sends the text "anywhere" to A
      Then a client of A gets the text "anywhere", and it is observed which

    @CSP-MUL-003 @informative
    Scenario: With OnlineETEMHandling FORKALL a message reaches all sessions of the user
      Given A is logged in at two clients
      And A and A2 ask for OnlineETEMHandling FORKALL
      And B is logged in
      When B sends the text "everywhere" to A
      Then it is observed whether both clients of A get the text "everywhere"

    @CSP-MUL-006
    Scenario: A message that was confirmed at one client is not delivered at another
      Given A is logged in at two clients
      And B is logged in
      When B sends the text "read once" to A
      And a client of A gets the text "read once" and confirms it
      And B sends the text "afterwards" to the other client of A
      Then the other client of A gets the text "afterwards" and not the text "read once"

  Rule: Groups

    @CSP-MUL-007 @claims:IMPS-CSP-S-CREAG
    Scenario: A client that did not join a group gets none of its messages
      Given B is logged in at two clients
      And A is logged in
      And A has the open group "first" and is joined to it
      And A has the open group "second" and is joined to it
      And B is joined to the group "first" of A
      And B2 is joined to the group "second" of A
      When A sends the text "to the first" to the group "first"
      And A sends the text "to the second" to the group "second"
      Then B gets the text "to the first"
      And B2 gets the text "to the second" and not the text "to the first"
