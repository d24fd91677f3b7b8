Feature: Notices of changes in groups
  A joined user who is subscribed is told by GroupChangeNotice who joins and leaves and which properties change.

  Background:
    Given A and B are logged in

  Rule: Subscribing

    @CSP-GCN-001 @claims:IMPS-CSP-S-GRCHN
    Scenario: SubscribeType S subscribes a joined user
      Given C is logged in
      And A has the group "club"
      And B is joined to the group "club" of A
      When B sends SubscribeType S for the group "club"
      Then the answer is a Status with code 200
      When C joins the group "club" as "newcomer"
      Then B gets a GroupChangeNotice of the group "club" with "newcomer" in Joined

    @CSP-GCN-001 @unclaimed:IMPS-CSP-S-GRCHN
    Scenario: SubscribeType S subscribes a joined user, who is told nothing
      Given A has the group "club"
      And B is joined to the group "club" of A
      When B sends SubscribeType S for the group "club"
      Then the answer is a Status with code 200
      When B sends SubscribeType G for the group "club"
      Then the answer tells the subscription as T

    @CSP-GCN-002
    Scenario: SubscribeType U ends the subscription
      Given A has the group "club"
      And B is joined to the group "club" with
        | ScreenName            | listener |
        | SubscribeNotification | T        |
      When B sends SubscribeType U for the group "club"
      Then the answer is a Status with code 200
      When B sends SubscribeType G for the group "club"
      Then the answer tells the subscription as F

    @CSP-GCN-003
    Scenario: SubscribeType G is answered with the present state
      Given A has the group "club"
      And B is joined to the group "club" of A
      When B sends SubscribeType G for the group "club"
      Then the answer tells the subscription as F
      When B sends SubscribeType S for the group "club"
      And B sends SubscribeType G for the group "club"
      Then the answer tells the subscription as T

    @CSP-GCN-004 @negative
    Scenario: A user who is not joined cannot subscribe
      Given A has the group "twin"
      And B is joined to the group "twin" of A
      And B subscribes to the changes of the group "twin"
      And A has the group "club"
      When B sends SubscribeType S for the group "club"
      Then it is refused with code 808

    @CSP-GCN-005 @negative
    Scenario: Subscribing to an unknown group is refused
      Given A has the open group "twin" and is joined to it
      And A subscribes to the changes of the group "twin"
      When A sends a SubscribeGroupNotice-Request with
        | GroupID       | {group:A:nowhere} |
        | SubscribeType | S                 |
      Then it is refused with code 800

  Rule: Notices

    @CSP-GCN-006
    Scenario: Every notice names the group and holds a change
      Given A has the open group "club" and is joined to it, subscribed to its changes
      When B joins the group "club" as "guest"
      And B leaves the group "club"
      Then A gets a GroupChangeNotice of the group "club" with "guest" in Joined
      And A gets a GroupChangeNotice of the group "club" with "guest" in Left
      And every GroupChangeNotice A got names the group "club" and holds a change

    @CSP-GCN-007
    Scenario: Users without a subscription are told nothing
      Given C is logged in
      And A has the open group "club" and is joined to it, subscribed to its changes
      And B is joined to the group "club" with
        | ScreenName            | passive |
        | SubscribeNotification | F       |
      When C joins the group "club" as "newcomer"
      And A gets a GroupChangeNotice of the group "club" with "newcomer" in Joined
      And A sends the text "the end" to B
      Then B gets the text "the end" and no GroupChangeNotice with "newcomer"

    @CSP-GCN-008 @claims:IMPS-CSP-S-SUBGCN
    Scenario: After unsubscribing a user is told nothing any more
      Given C is logged in
      And A has the open group "club" and is joined to it, subscribed to its changes
      And B is joined to the group "club" with
        | ScreenName            | passive |
        | SubscribeNotification | T       |
      When B sends SubscribeType U for the group "club"
      Then the answer has code 200
      When C joins the group "club" as "newcomer"
      And A gets a GroupChangeNotice of the group "club" with "newcomer" in Joined
      And A sends the text "the end" to B
      Then B gets the text "the end" and no GroupChangeNotice with "newcomer"

    @CSP-GCN-009
    Scenario: Newcomers and leavers are named by screen name
      Given A has the open group "club" and is joined to it, subscribed to its changes
      When B joins the group "club" as "guest"
      And B leaves the group "club"
      Then A gets a GroupChangeNotice of the group "club" with "guest" in Joined
      And A gets a GroupChangeNotice of the group "club" with "guest" in Left
      And the GroupChangeNotice names "guest" in Joined inside a UserList on 1.1 and a UserMapList from 1.2 on
      And the GroupChangeNotice names "guest" in Left inside a UserList on 1.1 and a UserList from 1.2 on

    @CSP-GCN-010 @since:1.2 @informative
    Scenario: The UserID of a newcomer whose ShowID is F
      Given C is logged in
      And A has the group "club"
      And C is joined to the group "club" with
        | ScreenName            | listener |
        | SubscribeNotification | T        |
      When B joins the group "club" with
        | ScreenName | guest |
        | ShowID     | F     |
      Then C gets a GroupChangeNotice of the group "club" with "guest" in Joined
      And it is observed whether C was told the UserID of B with "guest"

    @CSP-GCN-011 @informative @claims:IMPS-CSP-S-SETGP
    Scenario: An own change
      Given A has the open group "club" and is joined to it, subscribed to its changes
      When A sets the properties of the group "club" to
        | Name | New {name:club} |
      And B sends the text "the end" to A
      Then A gets the text "the end"
      And it is observed whether A was told of the own change

    @CSP-GCN-012 @version:1.3
    Scenario: Subscribers are told who was driven out by the reject list
      Given A has the open group "club" and is joined to it, subscribed to its changes
      And B is joined to the group "club" of A as "guest"
      When A puts B on the reject list of the group "club"
      Then A gets a GroupChangeNotice of the group "club" with "guest" in LeftBlocked or Left
