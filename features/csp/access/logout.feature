Feature: Logout
  The client ends the session. Everything that belongs to the session ends with it; what belongs to the user stays.

  @CSP-OUT-001 @version:1.1
  Scenario: Up to 1.1 the answer is Disconnect
    Given A is logged in without negotiation
    When A sends a Logout-Request
    Then the answer is a Disconnect with code 200

  @CSP-OUT-002 @since:1.2
  Scenario: From 1.2 on the answer is Status
    Given A is logged in without negotiation
    When A sends a Logout-Request
    Then the answer is a Status with code 200

  @CSP-OUT-003
  Scenario: The SessionID is dead afterwards
    Given A is logged in without negotiation
    And A logs out
    When A sends a KeepAlive-Request in the session of before
    Then it is refused with code 604 or 600
    And A can log in with the right password

  @CSP-OUT-003 @claims:IMPS-CSP-S-SENDMSG
  Scenario: Nothing is sent in a session that is over
    Given A and B are logged in
    And C is logged in
    And A logs out
    When A sends the text "from beyond" to B in the session of before
    Then it is refused with code 604 or 600
    When C sends the text "the end" to B
    Then B gets the text "the end" and not the text "from beyond"

  @CSP-OUT-003
  Scenario: Nothing is handed out in a session that is over
    Given A is logged in without negotiation
    And A logs out
    When A polls in the session of before
    Then nothing is handed out, and a refusal has code 604 or 600

  @CSP-OUT-004
  Scenario: The OnlineStatus of the user becomes F
    Given A and B are logged in
    And A shows OnlineStatus to B
    And B is subscribed to the presence of A
    When A logs out
    Then B learns that OnlineStatus of A is F

  @CSP-OUT-005 @claims:IMPS-CSP-S-CREAG @claims:IMPS-CSP-S-GRCHN
  Scenario: The user leaves the groups joined in the session
    Given A and B are logged in
    And A has the open group "lounge" and is joined to it, subscribed to its changes
    And B is joined to the group "lounge" of A as "bobby"
    When B logs out
    Then A gets a GroupChangeNotice with "bobby" in Left
    When B is logged in
    And B sends the text "still here" to the group "lounge" of A
    Then the message is refused for the group with code 808

  @CSP-OUT-006 @claims:IMPS-CSP-S-UPDPR @claims:IMPS-CSP-S-SENDMSG
  Scenario: Presence subscriptions end with the session
    Given A and B are logged in
    And B shows StatusText to A
    And A is subscribed to the presence of B
    And B has published StatusText "somebody listens"
    And A is notified that StatusText of B is "somebody listens"
    And A logs out
    And A is logged in
    When B publishes StatusText "nobody listens"
    And B sends the text "the end" to A
    Then A gets the text "the end"
    And A was not told StatusText "nobody listens" of B

  @CSP-OUT-007 @informative
  Scenario: A watcher who logged out
    Given A and B are logged in
    And B shows StatusText to A
    And A is subscribed to the presence of B
    When A logs out
    And B sends a GetWatcherList-Request
    Then it is observed whether A is among the watchers of B

  @CSP-OUT-008 @claims:IMPS-CSP-S-CCLI @claims:IMPS-CSP-S-GCLI
  Scenario: Contact lists outlive the session
    Given A is logged in
    And A has the contact list "friends" with B
    When A logs out
    And A is logged in
    Then the contact list "friends" of A is still there

  @CSP-OUT-008 @claims:IMPS-CSP-S-CALI @claims:IMPS-CSP-S-GALS
  Scenario: Attribute lists outlive the session
    Given A and B are logged in
    And A has attached StatusText to B
    When A logs out
    And A is logged in
    And A asks for the attribute list of B
    Then the answer gives StatusText to B

  @CSP-OUT-008 @claims:IMPS-CSP-S-CALI @claims:IMPS-CSP-S-GALS
  Scenario: The default attribute list outlives the session
    Given A is logged in
    And A has attached StatusText to the default list
    When A logs out
    And A is logged in
    And A asks for the attribute list of the default list
    Then the default attribute list names StatusText

  @CSP-OUT-008 @claims:IMPS-CSP-S-CREAG @claims:IMPS-CSP-S-ADDGM
  Scenario: Memberships outlive the session of the member
    Given A and B are logged in
    And A has the group "club" with
      | AccessType | Restricted |
      | JoinGroup  | T          |
    And B cannot join the group "club", refused with code 816, 803, 810 or 431
    And A makes B a member of the group "club"
    When B logs out
    And B is logged in
    Then B can join the group "club"

  @CSP-OUT-008 @claims:IMPS-CSP-S-BLENT @claims:IMPS-CSP-S-GLBLU
  Scenario: The blocked list outlives the session
    Given A is logged in
    And A blocks B
    When A logs out
    And A is logged in
    Then B is on the blocked list of A

  @CSP-OUT-008 @claims:IMPS-CSP-S-CREAG @claims:IMPS-CSP-S-GETGP
  Scenario: Groups outlive the session of their owner
    Given A is logged in
    And A has the open group "lounge" and is joined to it
    When A logs out
    And A is logged in
    Then A still owns the group "lounge"

  @CSP-OUT-009 @claims:IMPS-CSP-S-SRCH
  Scenario: Searches end with the session
    Given A is logged in
    And A has an open search with further results
    When A logs out
    And A is logged in
    And A continues the search of before
    Then it is refused with code 424, 402, 404 or 425
