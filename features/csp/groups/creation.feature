Feature: Creating and deleting groups
  A user creates private groups under addresses of the own and deletes them again. A group has properties from its
  creation on; whoever creates it may be joined and subscribed to its changes at once.

  Background:
    Given A and B are logged in

  Rule: Creating a group

    @CSP-GRP-001
    Scenario: A new private group exists from its creation on
      When A creates the group "club"
      Then the answer is a Status with code 200
      And B can join the group "club"

    @CSP-GRP-001
    Scenario: A group may be created and joined under a screen name in one request
      When A creates the group "club" with
        | JoinGroup  | T       |
        | ScreenName | founder |
      Then the answer is a Status with code 200
      And B can join the group "club"

    @CSP-GRP-002
    Scenario: The properties given at creation are the properties of the group
      Given A has the group "club" with
        | Name       | Chess {name:club} |
        | Topic      | Openings          |
        | AccessType | Open              |
        | JoinGroup  | T                 |
      Then the group "club" shows A Name "Chess {name:club}"
      And the group "club" shows A Topic "Openings", if any
      And the group "club" shows A AccessType "Open", if any

    @CSP-GRP-004
    Scenario: With JoinGroup T the creator is joined under the screen name given
      Given A has the group "club" with
        | JoinGroup  | T       |
        | ScreenName | founder |
      When B joins the group "club" with
        | ScreenName    | guest |
        | JoinedRequest | T     |
      Then the answer lists the screen name "founder"
      And A can leave the group "club"

    @CSP-GRP-061 @version:1.3 @claims:IMPS-CSP-S-GETGP
    Scenario: Own properties given at creation are in force for the creator
      When A sends a CreateGroup-Request with
        | GroupID                        | {group:A:club}   |
        | GroupProperties/Property/Name  | Name             |
        | GroupProperties/Property/Value | {name:club}      |
        | JoinGroup                      | F                |
        | SubscribeNotification          | F                |
        | OwnProperties/Property/Name    | PrivateMessaging |
        | OwnProperties/Property/Value   | F                |
      Then the answer is a Status with code 200
      When A sends a GetGroupProps-Request with
        | GroupID | {group:A:club} |
      Then the own property PrivateMessaging in the answer, if any, is "F"

    @CSP-GRP-005
    Scenario: With JoinGroup F the creator is not joined
      Given A has the group "club" with
        | JoinGroup | F |
      When A leaves the group "club"
      Then it is refused with code 808

    @CSP-GRP-006
    Scenario: With SubscribeNotification T the creator is told of later changes
      Given A has the group "club" with
        | JoinGroup             | T       |
        | ScreenName            | founder |
        | SubscribeNotification | T       |
      When B joins the group "club" as "newcomer"
      Then A gets a GroupChangeNotice of the group "club" with "newcomer" in Joined

    @CSP-GRP-007 @negative
    Scenario: A GroupID that is in use is refused
      Given A has the group "club"
      When A creates the group "club"
      Then it is refused with code 801
      And B can join the group "club"

    @CSP-GRP-008 @negative @claims:IMPS-CSP-S-GETGP
    Scenario: An impossible value of a property is not taken over
      Given A has the group "twin" with
        | MaxActiveUsers | 5 |
      When A creates the group "club" with
        | MaxActiveUsers | abc |
        | JoinGroup      | T   |
      Then it was refused, or the group "club" does not show A MaxActiveUsers "abc"

    @CSP-GRP-011 @negative @claims:IMPS-CSP-S-GETGP
    Scenario: A group with neither Name nor Topic does not become searchable
      Given A has the group "twin" with
        | Searchable | T |
      When A creates the group "club" with
        | Name       | (absent) |
        | Searchable | T        |
        | JoinGroup  | T        |
      Then it is refused with code 822, 806 or 402, or the group "club" is not searchable or has a Name

    @CSP-GRP-012 @informative
    Scenario: A user whose profile has no private groups creates one
      When the user without private groups creates the group "club"
      Then it is observed whether the answer has code 405, 403, 506 or 816

    @CSP-GRP-013
    Scenario: A group created by a user has the Type Private
      Given A has the group "club" with
        | JoinGroup | T |
      Then the group "club" shows A Type "Private", if any

  Rule: Deleting a group

    @CSP-GRP-014
    Scenario: The owner deletes a group and it is gone
      Given A has the group "club" with
        | JoinGroup | T |
      When A deletes the group "club"
      Then the answer is a Status with code 200
      And B cannot join the group "club", refused with code 800

    @CSP-GRP-015
    Scenario: Joined users are told that the group is left when it is deleted
      Given A has the group "club"
      And B is joined to the group "club" of A
      When A deletes the group "club"
      Then the answer has code 200
      And B is told by a LeaveGroup-Response that the group "club" is left

    @CSP-GRP-016
    Scenario: An administrator can delete the group
      Given A has the group "club"
      And B is joined to the group "club" of A
      And A makes B Admin of the group "club"
      When B deletes the group "club"
      Then the answer is a Status with code 200

    @CSP-GRP-017 @negative
    Scenario: A user without the privilege cannot delete the group
      Given A has the group "club"
      And B is joined to the group "club" of A
      When B deletes the group "club"
      Then it is refused with code 816
      And A can join the group "club"

    @CSP-GRP-018 @negative
    Scenario: Deleting an unknown group is refused
      Given A can create and delete a group
      When A sends a DeleteGroup-Request with
        | GroupID | {group:A:nowhere} |
      Then it is refused with code 800

    @CSP-GRP-019
    Scenario: Deletion ends all subscriptions to the changes of the group
      Given C is logged in
      And A has the group "club"
      And B is joined to the group "club" with
        | ScreenName            | listener |
        | SubscribeNotification | T        |
      When A deletes the group "club"
      Then the answer has code 200
      When A creates the group "club"
      And C joins the group "club" as "newcomer"
      Then the answer is a JoinGroup-Response
      When C sends the text "the end" to B
      Then B gets the text "the end" and no GroupChangeNotice with "newcomer"

    @CSP-GRP-020 @negative
    Scenario: A user cannot delete a public group
      Given A can join and leave the public group
      When A deletes the public group
      Then it is refused with code 816 or 804
      And A can join and leave the public group

  Rule: Groups that end by themselves

    @CSP-GRP-021 @claims:IMPS-CSP-S-GETGP
    Scenario: A group with AutoDelete T disappears when its last joined user leaves
      Given A has the group "club" with
        | AutoDelete | T |
        | JoinGroup  | T |
      And the group "club" shows A that AutoDelete is T
      When A leaves the group "club"
      Then the answer has code 200
      And B cannot join the group "club", refused with code 800

    @CSP-GRP-022 @claims:IMPS-CSP-S-GETGP
    Scenario: A group with AutoDelete T stays while users are joined
      Given C is logged in
      And A has the group "club" with
        | AutoDelete | T |
        | JoinGroup  | T |
      And the group "club" shows A that AutoDelete is T
      And B is joined to the group "club" of A
      When B leaves the group "club"
      Then the answer has code 200
      And C can join the group "club"

    @CSP-GRP-023 @informative @claims:IMPS-CSP-S-GETGP
    Scenario: A group whose Validity has passed
      Given A has the group "club" with
        | Validity  | 5 |
        | JoinGroup | T |
      And the group "club" shows A that Validity is 5
      When 6 seconds pass
      And B joins the group "club" as "late"
      Then it is observed whether the answer has code 800
