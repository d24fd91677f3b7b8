Feature: Members of groups
  A group has a list of members with roles and a list of users who are rejected. Administrators and moderators keep
  the lists, administrators give the roles. Who is joined is told by screen names.

  Background:
    Given A and B are logged in

  Rule: Reading the members

    @CSP-MEM-001
    Scenario: The members are told by role
      Given A has the open group "club" and is joined to it
      And A makes B a member of the group "club"
      When A asks for the members of the group "club"
      Then the answer is a GetGroupMembers-Response
      And the answer names B once, among the ordinary users

    @CSP-MEM-054
    Scenario: The owner is told among the administrators
      Given A has the open group "club" and is joined to it
      And A makes B a member of the group "club"
      When A asks for the members of the group "club"
      Then the answer names A once, among the administrators

    @CSP-MEM-002 @negative
    Scenario: An ordinary user is not told the members
      Given A has the open group "club" and is joined to it
      And B is joined to the group "club" of A
      When B asks for the members of the group "club"
      Then it is refused with code 816, 810 or 808

    @CSP-MEM-003 @negative
    Scenario: The members of an unknown group are refused
      Given A has the open group "twin" and is joined to it
      And A can read the members of the group "twin"
      When A sends a GetGroupMembers-Request with
        | GroupID | {group:A:nowhere} |
      Then it is refused with code 800

  Rule: Adding members

    @CSP-MEM-004
    Scenario: A user who is added is a member, as an ordinary user
      Given A has the group "club" with
        | AccessType | Restricted |
        | JoinGroup  | T          |
      And B cannot join the group "club", refused with code 816, 803, 810 or 431
      When A adds B to the members of the group "club"
      Then the answer is a Status with code 200
      And B can join the group "club"
      When B adds C to the members of the group "club"
      Then it is refused with code 816, 810, 808 or 403

    @CSP-MEM-061 @claims:IMPS-CSP-S-GETGM
    Scenario: A joined user is added by screen name
      Given A has the open group "club" and is joined to it
      And B is joined to the group "club" of A as "guest"
      When A sends an AddGroupMembers-Request with
        | GroupID                     | {group:A:club} |
        | UserList/ScreenName/SName   | {name:guest}   |
        | UserList/ScreenName/GroupID | {group:A:club} |
      Then the answer is a Status with code 200
      When A asks for the members of the group "club"
      Then the answer names B once, among the ordinary users

    @CSP-MEM-004 @version:1.3 @claims:IMPS-CSP-S-GETGM
    Scenario: Users of a UserIDList are added
      Given A has the open group "club" and is joined to it
      When A sends an AddGroupMembers-Request with
        | GroupID           | {group:A:club} |
        | UserIDList/UserID | {B}            |
      Then the answer is a Status with code 200
      When A asks for the members of the group "club"
      Then the answer names B once, among the ordinary users

    @CSP-MEM-062 @negative
    Scenario: A screen name nobody holds adds nobody
      Given A has the open group "club" and is joined to it
      And A makes B a member of the group "club"
      When A sends an AddGroupMembers-Request with
        | GroupID                     | {group:A:club} |
        | UserList/ScreenName/SName   | {name:nobody}  |
        | UserList/ScreenName/GroupID | {group:A:club} |
      Then a recipient is refused with code 810, 404, 410, 531 or 901

    @CSP-MEM-005 @negative
    Scenario: A user without the privilege adds nobody
      Given A has the open group "club" and is joined to it
      And B is joined to the group "club" of A
      When B adds C to the members of the group "club"
      Then it is refused with code 816

    @CSP-MEM-006 @negative
    Scenario: An unknown user is reported, the others are added
      Given A has the group "club" with
        | AccessType | Restricted |
        | JoinGroup  | T          |
      When A adds B and the unknown user "nobody" to the members of the group "club"
      Then the answer reports 531, or has code 900
      And B can join the group "club"

    @CSP-MEM-007
    Scenario: Adding a member joins nobody
      Given A has the open group "club" and is joined to it
      And A makes B a member of the group "club"
      When B leaves the group "club"
      Then it is refused with code 808

    @CSP-MEM-029 @negative
    Scenario: Nobody is added to an unknown group
      Given A has the open group "twin" and is joined to it
      And A makes B a member of the group "twin"
      When A sends an AddGroupMembers-Request with
        | GroupID              | {group:A:nowhere} |
        | UserList/User/UserID | {B}               |
      Then it is refused with code 800

  Rule: Removing members

    @CSP-MEM-008
    Scenario: A user who is removed is no longer a member
      Given A has the group "club" with
        | AccessType | Restricted |
        | JoinGroup  | T          |
      And A makes B a member of the group "club"
      And B is joined to the group "club" of A
      And B can leave the group "club"
      When A removes B from the members of the group "club"
      Then the answer is a Status with code 200
      And B cannot join the group "club", refused with code 816, 803, 810 or 431

    @CSP-MEM-009 @negative
    Scenario: Removing a user who is no member is reported
      Given A has the open group "club" and is joined to it
      When A removes B from the members of the group "club"
      Then the answer reports 810, or 531 instead

    @CSP-MEM-061 @claims:IMPS-CSP-S-GETGM
    Scenario: A joined user is removed by screen name
      Given A has the open group "club" and is joined to it
      And A makes B a member of the group "club"
      And B is joined to the group "club" of A as "guest"
      When A sends a RemoveGroupMembers-Request with
        | GroupID                     | {group:A:club} |
        | UserList/ScreenName/SName   | {name:guest}   |
        | UserList/ScreenName/GroupID | {group:A:club} |
      Then the answer is a Status with code 200
      When A asks for the members of the group "club"
      Then the answer does not name B

    @CSP-MEM-009 @negative
    Scenario: Removing a user who does not exist is reported
      Given A has the open group "club" and is joined to it
      And A makes B a member of the group "club"
      When A removes B and the unknown user "nobody" from the members of the group "club"
      Then the answer reports 531, or 810 instead

    @CSP-MEM-010 @negative
    Scenario: A user without the privilege removes nobody
      Given A has the open group "club" and is joined to it
      And A makes B a member of the group "club"
      And A makes C a member of the group "club"
      And B is joined to the group "club" of A
      When B removes C from the members of the group "club"
      Then it is refused with code 816

    @CSP-MEM-011 @informative
    Scenario: A joined user who loses membership of a restricted group
      Given A has the group "club" with
        | AccessType | Restricted |
        | JoinGroup  | T          |
      And A makes B a member of the group "club"
      And B is joined to the group "club" of A
      When A removes B from the members of the group "club"
      And A sends the text "the end" to B
      Then B gets the text "the end"
      And it is observed whether B was made to leave the group "club"

    @CSP-MEM-030 @negative
    Scenario: Nobody is removed from an unknown group
      Given A has the open group "twin" and is joined to it
      When A sends a RemoveGroupMembers-Request with
        | GroupID              | {group:A:nowhere} |
        | UserList/User/UserID | {B}               |
      Then it is refused with code 800

  Rule: Roles

    @CSP-MEM-012
    Scenario: An administrator gives roles
      Given A has the open group "club" and is joined to it
      And A makes B a member of the group "club"
      When A gives B the role Admin in the group "club"
      Then the answer is a Status with code 200
      And where members can be read, the group "club" shows A that B is Admin

    @CSP-MEM-013 @negative
    Scenario: A moderator makes nobody administrator or moderator
      Given A has the open group "club" and is joined to it
      And A makes B Mod of the group "club"
      And A makes C a member of the group "club"
      And B is joined to the group "club" of A
      When B gives C the role Admin in the group "club"
      Then the answer has code 816, 200 or 201
      And where members can be read, the group "club" shows A that C is neither Admin nor Mod
      When B gives C the role Mod in the group "club"
      Then the answer has code 816, 200 or 201
      And where members can be read, the group "club" shows A that C is neither Admin nor Mod

    @CSP-MEM-014 @negative
    Scenario: An ordinary user gives no roles
      Given A has the open group "club" and is joined to it
      And A makes B a member of the group "club"
      And A makes C a member of the group "club"
      And B is joined to the group "club" of A
      When B gives C the role Mod in the group "club"
      Then it is refused with code 816

    @CSP-MEM-015 @negative
    Scenario: An unknown user gets no role
      Given A has the open group "club" and is joined to it
      When A gives the unknown user "nobody" the role Mod in the group "club"
      Then the answer reports 531, or has code 900 or 810

    @CSP-MEM-061 @claims:IMPS-CSP-S-GETGM
    Scenario: A joined user gets a role by screen name
      Given A has the open group "club" and is joined to it
      And A makes B a member of the group "club"
      And B is joined to the group "club" of A as "guest"
      When A sends a MemberAccess-Request with
        | GroupID                         | {group:A:club} |
        | Mod/UserList/ScreenName/SName   | {name:guest}   |
        | Mod/UserList/ScreenName/GroupID | {group:A:club} |
      Then the answer is a Status with code 200
      And where members can be read, the group "club" shows A that B is Mod

    @CSP-MEM-012
    Scenario: A user who is made an ordinary user again has no role any more
      Given A has the open group "club" and is joined to it
      And A makes B Mod of the group "club"
      When A gives B the role User in the group "club"
      Then the answer is a Status with code 200
      And where members can be read, the group "club" shows A that B is User

    @CSP-MEM-016
    Scenario: A user who was made administrator administrates
      Given A has the open group "club" and is joined to it
      And A makes B Admin of the group "club"
      And B is joined to the group "club" of A
      When B sets the properties of the group "club" to
        | Name  | New {name:club}    |
        | Topic | About {name:topic} |
      Then the answer is a Status with code 200
      And the group "club" shows A Name "New {name:club}"
      And the group "club" shows A no other Topic than "About {name:topic}"

    @CSP-MEM-017
    Scenario: A subscribed user is told of a new role
      Given A has the open group "club" and is joined to it
      And A makes B a member of the group "club"
      And B is joined to the group "club" with
        | ScreenName            | guest |
        | SubscribeNotification | T     |
      When A gives B the role Mod in the group "club"
      Then the answer has code 200
      And B gets a GroupChangeNotice of the group "club" with the own property PrivilegeLevel "Mod"

    @CSP-MEM-031 @negative
    Scenario: Nobody gets a role in an unknown group
      Given A has the open group "twin" and is joined to it
      And A makes B Mod of the group "twin"
      When A sends a MemberAccess-Request with
        | GroupID                  | {group:A:nowhere} |
        | Mod/UserList/User/UserID | {B}               |
      Then it is refused with code 800

  Rule: Rights of administrators and moderators

    @CSP-MEM-034
    Scenario Outline: A user made <role> reads the members
      Given A has the open group "club" and is joined to it
      And A makes B <role> of the group "club"
      And B is joined to the group "club" of A
      When B asks for the members of the group "club"
      Then the answer is a GetGroupMembers-Response

      Examples:
        | role  |
        | Admin |
        | Mod   |

    @CSP-MEM-035
    Scenario Outline: A user made <role> adds members
      Given C is logged in
      And A has the group "club" with
        | AccessType | Restricted |
        | JoinGroup  | T          |
      And A makes B <role> of the group "club"
      And B is joined to the group "club" of A
      And C cannot join the group "club", refused with code 816, 803, 810 or 431
      When B adds C to the members of the group "club"
      Then the answer is a Status with code 200
      And C can join the group "club"

      Examples:
        | role  |
        | Admin |
        | Mod   |

    @CSP-MEM-036
    Scenario Outline: A user made <role> removes members
      Given C is logged in
      And A has the group "club" with
        | AccessType | Restricted |
        | JoinGroup  | T          |
      And A makes B <role> of the group "club"
      And A makes C a member of the group "club"
      And B is joined to the group "club" of A
      When B removes C from the members of the group "club"
      Then the answer is a Status with code 200
      And C cannot join the group "club", refused with code 816, 803, 810 or 431

      Examples:
        | role  |
        | Admin |
        | Mod   |

    @CSP-MEM-063 @informative @negative
    Scenario: A moderator and an administrator
      Given C is logged in
      And A has the open group "club" and is joined to it
      And A makes B Mod of the group "club"
      And A makes C Admin of the group "club"
      When B removes C from the members of the group "club"
      Then it is observed whether the answer has code 816, 810 or 403
      When B rejects C in the group "club"
      Then it is observed whether the answer has code 816, 810 or 403

    @CSP-MEM-063 @informative @negative
    Scenario: An administrator and the owner
      Given A has the open group "club" and is joined to it
      And A makes B Admin of the group "club"
      When B gives A the role User in the group "club"
      Then it is observed whether the answer has code 816, 810 or 403
      When B removes A from the members of the group "club"
      Then it is observed whether the answer has code 816, 810 or 403

    @CSP-MEM-037
    Scenario Outline: A user made <role> keeps the reject list
      Given C is logged in
      And A has the open group "club" and is joined to it
      And A makes B <role> of the group "club"
      And B is joined to the group "club" of A
      When B rejects C in the group "club"
      Then the answer is a RejectList-Response
      And the reject list in the answer holds C
      And C cannot join the group "club", refused with code 809
      When B takes C off the reject list of the group "club"
      Then the answer is a RejectList-Response
      And C can join the group "club"

      Examples:
        | role  |
        | Admin |
        | Mod   |

  Rule: The reject list

    @CSP-MEM-018
    Scenario: A user who is put on the reject list stands in the answer
      Given A has the open group "club" and is joined to it
      When A rejects B in the group "club"
      Then the answer is a RejectList-Response
      And the reject list in the answer holds B

    @CSP-MEM-019
    Scenario: A request without changes is answered with the list
      Given A has the open group "club" and is joined to it
      And A puts B on the reject list of the group "club"
      When A asks for the reject list of the group "club"
      Then the answer is a RejectList-Response
      And the reject list in the answer holds only B

    @CSP-MEM-020
    Scenario: A user who is taken off the reject list may join again
      Given A has the open group "club" and is joined to it
      And A puts B on the reject list of the group "club"
      And B cannot join the group "club", refused with code 809
      When A takes B off the reject list of the group "club"
      Then the answer is a RejectList-Response
      And the reject list in the answer does not hold B
      And B can join the group "club"

    @CSP-MEM-021
    Scenario: A joined user who is rejected is forced out
      Given A has the open group "club" and is joined to it
      And B is joined to the group "club" of A
      When A rejects B in the group "club"
      Then B is made to leave the group "club" by a LeaveGroup-Response with code 809
      When B sends "from outside" to
        | group | club |
      Then a recipient is refused with code 808, 809, 810 or 816

    @CSP-MEM-061
    Scenario: A joined user is rejected by screen name
      Given A has the open group "club" and is joined to it
      And B is joined to the group "club" of A as "guest"
      When A sends a RejectList-Request with
        | GroupID                    | {group:A:club} |
        | AddList/ScreenName/SName   | {name:guest}   |
        | AddList/ScreenName/GroupID | {group:A:club} |
      Then the answer is a RejectList-Response
      And the reject list in the answer holds only B
      And B is made to leave the group "club" by a LeaveGroup-Response with code 809

    @CSP-MEM-022 @negative
    Scenario: A user without the privilege rejects nobody
      Given C is logged in
      And A has the open group "club" and is joined to it
      And B is joined to the group "club" of A
      When B rejects C in the group "club"
      Then it is refused with code 816
      And C can join the group "club"

    @CSP-MEM-023 @negative
    Scenario: An unknown user is reported, the others are rejected
      Given A has the open group "club" and is joined to it
      When A rejects B and the unknown user "nobody" in the group "club"
      Then the answer reports 531, or has code 900
      And B cannot join the group "club", refused with code 809

    @CSP-MEM-024 @informative
    Scenario: The owner on the reject list
      Given A has the group "club"
      When A rejects A in the group "club"
      Then it is observed whether A can join the group "club"

    @CSP-MEM-032 @negative
    Scenario: Nobody is rejected in an unknown group
      Given A has the open group "twin" and is joined to it
      And A puts B on the reject list of the group "twin"
      When A sends a RejectList-Request with
        | GroupID        | {group:A:nowhere} |
        | AddList/UserID | {B}               |
      Then it is refused with code 800

  Rule: Joined users

    @CSP-MEM-025
    Scenario: A joined user is told who is joined
      Given A has the group "club" with
        | JoinGroup  | T       |
        | ScreenName | founder |
      And B is joined to the group "club" of A as "guest"
      When B asks for the joined users of the group "club"
      Then the answer is a GetJoinedUsers-Response
      And the answer lists the screen name "founder"
      And the answer lists the screen name "guest"

    @CSP-MEM-025
    Scenario: The owner is told who is joined, too
      Given A has the group "club" with
        | JoinGroup  | T       |
        | ScreenName | founder |
      And B is joined to the group "club" of A as "guest"
      When A asks for the joined users of the group "club"
      Then the answer is a GetJoinedUsers-Response
      And the answer lists the screen name "founder"
      And the answer lists the screen name "guest"

    @CSP-MEM-026
    Scenario: Administrators get an AdminMapList, others a UserMapList
      Given A has the open group "club" and is joined to it
      And B is joined to the group "club" of A
      When A asks for the joined users of the group "club"
      Then the joined users stand in an AdminMapList
      When B asks for the joined users of the group "club"
      Then the joined users stand in a UserMapList

    @CSP-MEM-027
    Scenario: The UserID of a joined user whose ShowID is F is not told
      Given C is logged in
      And A has the open group "club" and is joined to it
      And B is joined to the group "club" with
        | ScreenName | guest |
        | ShowID     | F     |
      And C is joined to the group "club" of A
      When C asks for the joined users of the group "club"
      Then the answer lists the screen name "guest"
      And the UserID of B is nowhere in the answer

    @CSP-MEM-027
    Scenario: The UserID of a joined user whose ShowID is F is not told to who joins
      Given C is logged in
      And A has the open group "club" and is joined to it
      And B is joined to the group "club" with
        | ScreenName | guest |
        | ShowID     | F     |
      When C joins the group "club" with
        | ScreenName    | other |
        | JoinedRequest | T     |
      Then the answer lists the screen name "guest"
      And the UserID of B is nowhere in the answer

    @CSP-MEM-064
    Scenario: The UserID of a joined user whose ShowID is T is told
      Given C is logged in
      And A has the open group "club" and is joined to it
      And B is joined to the group "club" with
        | ScreenName | guest |
        | ShowID     | T     |
      And C is joined to the group "club" of A
      When C asks for the joined users of the group "club"
      Then the answer lists the screen name "guest" with the UserID of B

    @CSP-MEM-028 @negative
    Scenario: A user who is not joined is not told who is
      Given A has the open group "twin" and is joined to it
      And B is joined to the group "twin" of A
      And B can read the joined users of the group "twin"
      And A has the group "club"
      When B asks for the joined users of the group "club"
      Then it is refused with code 808

    @CSP-MEM-033 @negative
    Scenario: The joined users of an unknown group are refused
      Given A has the open group "twin" and is joined to it
      And A can read the joined users of the group "twin"
      When A sends a GetJoinedUsers-Request with
        | GroupID | {group:A:nowhere} |
      Then it is refused with code 800
