Feature: General notifications
  From 1.3 on a session subscribes to types of notifications; the server tells it of such events with
  Notification-Request.

  Rule: Subscribing

    @CSP-NOT-001
    Scenario: A subscription to a notification type is confirmed
      Given B is logged in
      When B subscribes to the notifications ANU
      Then the answer is a Status with code 200
      And the session of B survives

    @CSP-NOT-007 @informative @negative
    Scenario: A notification type that nobody defined
      Given B is logged in
      And B is subscribed to the notifications ANU
      When B subscribes to the notifications ZZZ
      Then it is observed whether the answer has code 402, 400 or 201
      And the session of B survives

    @CSP-NOT-002 @claims:IMPS-CSP-S-SENDMSG
    Scenario: Notifications of a type end with its subscription
      Given A and B are logged in
      And C is logged in
      And B is subscribed to the notifications ANU
      And B gives StatusText to A with UserNotify T
      And the answer has code 200
      And A subscribes to StatusText and Alias of B
      And B is notified by ANU that A asks for Alias
      When B ends the subscription to the notifications ANU
      Then the answer is a Status with code 200
      When A subscribes to StatusText and UserAvailability of B
      And C sends the text "the end" to B
      Then B gets the text "the end"
      And B was not notified by ANU that A asks for UserAvailability

  Rule: Content of notifications

    @CSP-NOT-003
    Scenario: A publisher is told of a watcher who asks for more than is authorized
      Given A and B are logged in
      And B is subscribed to the notifications ANU
      And B gives StatusText to A with UserNotify T
      And the answer has code 200
      When A subscribes to StatusText and UserAvailability of B
      Then B is notified by ANU that A asks for UserAvailability

    @CSP-NOT-004 @informative @claims:IMPS-CSP-S-CCLI @claims:IMPS-CSP-S-DCLI @claims:IMPS-CSP-S-MCLS
    Scenario: Contact lists that are created, changed and deleted at another client
      Given B is logged in at two clients
      And B2 is subscribed to the notifications CLCR, CLC and CLD
      When B creates the contact list "friends"
      And B adds C to the contact list "friends"
      And B deletes the contact list "friends"
      Then it is observed whether B2 is notified by CLCR, CLC and CLD

    @CSP-NOT-005 @informative
    Scenario: Access lists that are changed and taken into use at another client
      Given B is logged in at two clients
      And B2 is subscribed to the notifications BLC, BLUC, GLC and GLUC
      When B sets the blocked list to A, in use, and the granted list to C, not in use
      Then it is observed whether B2 is notified by BLC, BLUC, GLC and GLUC

    @CSP-NOT-006 @informative @claims:IMPS-CSP-S-DELGR
    Scenario: Groups that are created and deleted at another client
      Given B is logged in at two clients
      And B2 is subscribed to the notifications GC and GD
      When B creates the group "lounge"
      And B deletes the group "lounge"
      Then it is observed whether B2 is notified by GC and GD
