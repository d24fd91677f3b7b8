Feature: Joining and leaving groups
  A user joins a group under a screen name and from then on gets its messages, until he or she leaves. The reject list
  and the access type of the group say who may join.

  Background:
    Given A and B are logged in

  Rule: Joining

    @CSP-JON-001
    Scenario: A user who joins gets the messages of the group from then on
      Given A has the open group "club" and is joined to it
      When B joins the group "club" as "guest"
      Then the answer is a JoinGroup-Response
      When A sends the text "welcome" to the group "club"
      Then B gets the text "welcome"

    @CSP-JON-002
    Scenario: With JoinedRequest T the answer lists the joined users
      Given A has the group "club" with
        | JoinGroup  | T       |
        | ScreenName | founder |
      When B joins the group "club" with
        | ScreenName    | guest |
        | JoinedRequest | T     |
      Then the answer is a JoinGroup-Response
      And the answer lists the screen name "founder"
      And the list is a UserList on 1.1 and a UserMapList from 1.2 on

    @CSP-JON-003
    Scenario: With JoinedRequest F the answer lists nobody
      Given A has the open group "club" and is joined to it
      When B joins the group "club" with
        | ScreenName    | guest |
        | JoinedRequest | F     |
      Then the answer is a JoinGroup-Response
      And the answer has neither UserList nor Joined nor UserMapList

    @CSP-JON-004
    Scenario: The answer carries the WelcomeNote of the group
      Given A has the group "club" with
        | WelcomeNote | Good to see you |
      When B joins the group "club" as "guest"
      Then the answer is a JoinGroup-Response
      And the answer has the WelcomeNote "Good to see you"

    @CSP-JON-005
    Scenario: A user joins under the screen name given
      Given C is logged in
      And A has the open group "club" and is joined to it
      When B joins the group "club" as "guest"
      And C joins the group "club" with
        | ScreenName    | other |
        | JoinedRequest | T     |
      Then the answer lists the screen name "guest"

    @CSP-JON-006
    Scenario: A user who gives no screen name joins under the user name
      Given C is logged in
      And A has the open group "club" and is joined to it
      When B joins the group "club" with
        | JoinedRequest | F |
      And C joins the group "club" with
        | ScreenName    | other |
        | JoinedRequest | T     |
      Then the answer lists a screen name that holds the user name of B, or the UserID of B

    @CSP-JON-007 @version:1.3 @informative
    Scenario: The screen name in force
      Given A has the group "club"
      When B joins the group "club" as "guest"
      Then it is observed whether the answer tells the screen name "guest"

    @CSP-JON-008 @negative
    Scenario: A screen name another joined user holds is refused
      Given C is logged in
      And A has the group "club"
      And B is joined to the group "club" of A as "guest"
      When C joins the group "club" as "guest"
      Then it is refused with code 811
      And C can join the group "club"

    @CSP-JON-061 @since:1.2 @claims:IMPS-CSP-S-GETJU
    Scenario: A user who gives no screen name shares none
      Given C is logged in
      And A has the open group "club" and is joined to it
      And C joins the group "club" under the user name of B
      When B joins the group "club" with
        | JoinedRequest | F |
      And A asks for the joined users of the group "club"
      Then no two joined users have the same screen name

    @CSP-JON-015
    Scenario: A user who joins again from the same client stays joined
      Given A has the group "club"
      And B is joined to the group "club" of A as "guest"
      When B joins the group "club" as "guest"
      Then it is refused with code 807, or the answer is a JoinGroup-Response
      And B can leave the group "club"

    @CSP-JON-019 @since:1.2
    Scenario Outline: Own properties given in the request are in force
      Given A has the group "club"
      When B joins the group "club" with
        | ScreenName       | guest   |
        | PrivateMessaging | <value> |
      Then the answer is a JoinGroup-Response
      And the group "club" shows B the own property PrivateMessaging "<value>", if any

      Examples:
        | value |
        | F     |
        | T     |

    @CSP-JON-020
    Scenario: A user may join a public group that is open
      Then A can join and leave the public group

  Rule: Permission to join

    @CSP-JON-009 @negative
    Scenario: A user on the reject list is refused
      Given A has the open group "club" and is joined to it
      And A puts B on the reject list of the group "club"
      When B joins the group "club" as "guest"
      Then it is refused with code 809

    @CSP-JON-010 @negative
    Scenario: A member on the reject list is refused
      Given A has the open group "club" and is joined to it
      And A makes B a member of the group "club"
      And A puts B on the reject list of the group "club"
      When B joins the group "club" as "guest"
      Then it is refused with code 809, 816 or 810

    @CSP-JON-011 @negative
    Scenario: A restricted group refuses who is no member
      Given A has the group "club" with
        | AccessType | Restricted |
        | JoinGroup  | T          |
      When B joins the group "club" as "guest"
      Then it is refused with code 816, 803, 810 or 431
      When A sends "members only" to
        | group | club |
      And A sends the text "the end" to B
      Then B gets the text "the end" and not the text "members only"

    @CSP-JON-012
    Scenario: A member may join a restricted group
      Given A has the group "club" with
        | AccessType | Restricted |
        | JoinGroup  | T          |
      And A makes B a member of the group "club"
      When B joins the group "club" as "guest"
      Then the answer is a JoinGroup-Response

    @CSP-JON-013
    Scenario: The owner may join an own restricted group without being made a member
      Given A has the group "club" with
        | AccessType | Restricted |
        | JoinGroup  | F          |
      When A joins the group "club" as "founder"
      Then the answer is a JoinGroup-Response

    @CSP-JON-014 @negative
    Scenario: Joining an unknown group is refused
      Given A has the open group "twin" and is joined to it
      When A sends a JoinGroup-Request with
        | GroupID               | {group:A:nowhere} |
        | ScreenName/SName      | guest             |
        | ScreenName/GroupID    | {group:A:nowhere} |
        | JoinedRequest         | F                 |
        | SubscribeNotification | F                 |
      Then it is refused with code 800

    @CSP-JON-016 @negative
    Scenario: Joining beyond MaxActiveUsers is refused
      Given C is logged in
      And A has the group "club" with
        | MaxActiveUsers | 2 |
        | JoinGroup      | T |
      And the group "club" shows A that MaxActiveUsers is 2
      And B is joined to the group "club" of A
      When C joins the group "club" as "third"
      Then it is refused with code 817

  Rule: Being told of newcomers

    @CSP-JON-018
    Scenario: Subscribers are told of a newcomer
      Given A has the open group "club" and is joined to it, subscribed to its changes
      When B joins the group "club" as "newcomer"
      Then A gets a GroupChangeNotice of the group "club" with "newcomer" in Joined

    @CSP-JON-021 @version:1.3 @informative
    Scenario: The attempt of a rejected user
      Given C is logged in
      And A has the open group "club" and is joined to it, subscribed to its changes
      And A puts C on the reject list of the group "club"
      When C joins the group "club" as "intruder"
      And B sends the text "the end" to A
      And A gets the text "the end"
      Then it is observed whether A was told of "intruder" in JoinedBlocked

    @CSP-JON-033
    Scenario: With SubscribeNotification T the newcomer is told of later changes
      Given C is logged in
      And A has the group "club"
      When B joins the group "club" with
        | ScreenName            | guest |
        | SubscribeNotification | T     |
      Then the answer is a JoinGroup-Response
      When C joins the group "club" as "newcomer"
      Then B gets a GroupChangeNotice of the group "club" with "newcomer" in Joined

  Rule: Leaving

    @CSP-JON-022
    Scenario: A user who left gets no more messages of the group
      Given A has the open group "club" and is joined to it
      And B is joined to the group "club" of A
      When B leaves the group "club"
      Then the answer is a LeaveGroup-Response with code 200
      When A sends "among us" to
        | group | club |
      And A sends the text "the end" to B
      Then B gets the text "the end" and not the text "among us"

    @CSP-JON-023 @negative
    Scenario: A user who left sends nothing to the group until he or she joins again
      Given A has the open group "club" and is joined to it
      And B is joined to the group "club" of A
      And B can leave the group "club"
      When B sends "from outside" to
        | group | club |
      Then a recipient is refused with code 808 or 810
      When B joins the group "club" as "back"
      And B sends "from inside" to
        | group | club |
      Then the answer is a SendMessage-Response with code 200

    @CSP-JON-024 @negative
    Scenario: Leaving a group that is not joined is refused
      Given A has the group "twin"
      And B is joined to the group "twin" of A
      And B can leave the group "twin"
      And A has the group "club"
      When B leaves the group "club"
      Then it is refused with code 808

    @CSP-JON-025 @negative
    Scenario: Leaving an unknown group is refused
      Given A has the open group "twin" and is joined to it
      And A can leave the group "twin"
      When A sends a LeaveGroup-Request with
        | GroupID | {group:A:nowhere} |
      Then it is refused with code 800 or 808

    @CSP-JON-026
    Scenario: Subscribers are told who left
      Given A has the open group "club" and is joined to it, subscribed to its changes
      And B is joined to the group "club" of A as "guest"
      When B leaves the group "club"
      Then the answer has code 200
      And A gets a GroupChangeNotice of the group "club" with "guest" in Left

    @CSP-JON-028
    Scenario: The screen name of a user who left can be taken by another
      Given C is logged in
      And A has the group "club"
      And B is joined to the group "club" of A as "guest"
      And B can leave the group "club"
      When C joins the group "club" as "guest"
      Then the answer is a JoinGroup-Response

    @CSP-JON-030
    Scenario: Membership is not lost by leaving
      Given A has the group "club" with
        | AccessType | Restricted |
      And A makes B a member of the group "club"
      And B is joined to the group "club" of A
      When B leaves the group "club"
      And B joins the group "club" as "back"
      Then the answer is a JoinGroup-Response
