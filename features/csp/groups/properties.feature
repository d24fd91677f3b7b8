Feature: Properties of groups
  A group has properties that its owner and its administrators set, and properties of each user in it that the user
  sets. Some are kept by the server.

  Background:
    Given A and B are logged in

  Rule: Reading properties

    @CSP-PRP-001
    Scenario: The owner is shown the common and the own properties
      Given A has the open group "club" and is joined to it
      When A asks for the properties of the group "club"
      Then the answer has Name "{name:club}" and, up to 1.2, OwnProperties

    @CSP-PRP-002
    Scenario: ActiveUsers tells how many are joined
      Given A has the open group "club" and is joined to it
      Then the group "club" shows A ActiveUsers "1", if any
      When B joins the group "club" as "guest"
      Then the group "club" shows A ActiveUsers "2", if any
      When B leaves the group "club"
      Then the group "club" shows A ActiveUsers "1", if any

    @CSP-PRP-003
    Scenario: PrivilegeLevel is Admin for the owner and not for an ordinary user
      Given A has the open group "club" and is joined to it
      And B is joined to the group "club" of A
      Then the group "club" shows A the own property PrivilegeLevel "Admin", if any
      And the group "club" does not show B the own property PrivilegeLevel "Admin"

    @CSP-PRP-004 @negative
    Scenario: The properties of an unknown group are refused
      Given A has the open group "twin" and is joined to it
      And the group "twin" shows A that Name is {name:twin}
      When A sends a GetGroupProps-Request with
        | GroupID | {group:A:nowhere} |
      Then it is refused with code 800

    @CSP-PRP-005 @informative
    Scenario: The properties of a restricted group are not for strangers
      Given A has the group "club" with
        | AccessType | Restricted |
      When B asks for the properties of the group "club"
      Then it is observed whether the answer has code 816, 808 or 810

  Rule: Setting common properties

    @CSP-PRP-006 @claims:IMPS-CSP-S-GETGP
    Scenario: The owner changes the Name
      Given A has the open group "club" and is joined to it
      When A sets the properties of the group "club" to
        | Name | New {name:club} |
      Then the answer is a Status with code 200
      And the group "club" shows A Name "New {name:club}"

    @CSP-PRP-006 @claims:IMPS-CSP-S-GETGP
    Scenario: The owner changes the Topic
      Given A has the open group "club" and is joined to it
      When A sets the properties of the group "club" to
        | Topic | First about {name:topic} |
      Then the answer is a Status with code 200
      When A sets the properties of the group "club" to
        | Topic | About {name:topic} |
      Then the answer is a Status with code 200
      And the group "club" shows A Topic "About {name:topic}", if any

    @CSP-PRP-007 @negative @claims:IMPS-CSP-S-GETGP
    Scenario: A user without the privilege cannot change common properties
      Given A has the open group "club" and is joined to it
      And B is joined to the group "club" of A
      When B sets the properties of the group "club" to
        | Name | New {name:club} |
      Then the answer reports 816
      And the group "club" shows A Name "{name:club}"

    @CSP-PRP-009 @negative @claims:IMPS-CSP-S-GETGP
    Scenario: An impossible value is not taken over
      Given A has the open group "club" and is joined to it
      When A sets the properties of the group "club" to
        | MaxActiveUsers | abc |
      Then it was refused, or the group "club" does not show A MaxActiveUsers "abc"

    @CSP-PRP-010 @negative @claims:IMPS-CSP-S-GETGP
    Scenario: Properties the server keeps cannot be set
      Given A has the open group "club" and is joined to it
      When A sets the properties of the group "club" to
        | ActiveUsers | 99 |
      And A sets the properties of the group "club" to
        | Type | Public |
      Then the group "club" does not show A ActiveUsers "99"
      And the group "club" does not show A Type "Public"

    @CSP-PRP-010 @negative @claims:IMPS-CSP-S-GETGP
    Scenario: Nobody gives himself or herself a privilege
      Given A has the open group "club" and is joined to it
      And B is joined to the group "club" of A
      When B sets own properties in the group "club" to
        | PrivilegeLevel | Admin |
      And B sets own properties in the group "club" to
        | IsMember | T |
      Then the group "club" does not show B the own property PrivilegeLevel "Admin"
      And the group "club" does not show B the own property IsMember "T"

    @CSP-PRP-011 @negative @claims:IMPS-CSP-S-GETGP
    Scenario: A group with neither Name nor Topic does not become searchable
      Given A has the nameless group "club"
      When A sets the properties of the group "club" to
        | Searchable | T |
      Then it is refused with code 822, 806 or 402, or the group "club" is not searchable or has a Name

    @CSP-PRP-012
    Scenario: A changed MaxActiveUsers is in force for later joins
      Given C is logged in
      And A has the open group "club" and is joined to it
      And B is joined to the group "club" of A
      And A sets the properties of the group "club" to
        | MaxActiveUsers | 2 |
      And the group "club" shows A that MaxActiveUsers is 2
      Then C cannot join the group "club", refused with code 817
      When A sets the properties of the group "club" to
        | MaxActiveUsers | 3 |
      Then C can join the group "club"

    @CSP-PRP-013 @negative
    Scenario: A group that was made restricted refuses who is no member
      Given C is logged in
      And A has the open group "club" and is joined to it
      And C can join the group "club"
      When A sets the properties of the group "club" to
        | AccessType | Restricted |
      Then the answer has code 200
      And B cannot join the group "club", refused with code 816, 803, 810 or 431

    @CSP-PRP-017 @informative
    Scenario: Users who are joined when the group becomes restricted
      Given A has the open group "club" and is joined to it
      And B is joined to the group "club" of A
      When A sets the properties of the group "club" to
        | AccessType | Restricted |
      And A sends the text "the end" to B
      Then B gets the text "the end"
      And it is observed whether B was made to leave the group "club"

    @CSP-PRP-014
    Scenario: A new WelcomeNote is handed out on later joins
      Given A has the group "club" with
        | WelcomeNote | Good morning |
        | JoinGroup   | T            |
      When A sets the properties of the group "club" to
        | Name        | {name:club}  |
        | WelcomeNote | Good evening |
      Then the answer has code 200
      When B joins the group "club" as "guest"
      Then the answer has the WelcomeNote "Good evening"

    @CSP-PRP-062
    Scenario: A WelcomeNote beside the properties is the one that was set
      Given A has the group "club" with
        | WelcomeNote | Good morning |
      When A asks for the properties of the group "club"
      Then the WelcomeNote beside the properties, if any, is "Good morning"

    @CSP-PRP-015
    Scenario: Subscribers are told of changed common properties
      Given A has the open group "club" and is joined to it
      And B is joined to the group "club" with
        | ScreenName            | listener |
        | SubscribeNotification | T        |
      When A sets the properties of the group "club" to
        | Name | New {name:club} |
      Then the answer has code 200
      And B gets a GroupChangeNotice of the group "club" with the property Name "New {name:club}"

    @CSP-PRP-015
    Scenario: Subscribers are told of a changed topic
      Given A has the open group "club" and is joined to it
      And B is joined to the group "club" with
        | ScreenName            | listener |
        | SubscribeNotification | T        |
      When A sets the properties of the group "club" to
        | Topic | Gardens of {name:club} |
      Then the answer has code 200
      And B gets a GroupChangeNotice of the group "club" with the property Topic "Gardens of {name:club}"

    @CSP-PRP-016 @negative
    Scenario: Setting properties of an unknown group is refused
      Given A has the open group "twin" and is joined to it
      When A sends a SetGroupProps-Request with
        | GroupID                        | {group:A:nowhere} |
        | GroupProperties/Property/Name  | Topic             |
        | GroupProperties/Property/Value | Nothing           |
      Then it is refused with code 800

  Rule: Setting own properties

    @CSP-PRP-008
    Scenario: A joined user changes own properties
      Given A has the open group "club" and is joined to it
      And B is joined to the group "club" of A
      When B sets own properties in the group "club" to
        | PrivateMessaging | F |
      Then the answer is a Status with code 200
      And where properties can be read, the group "club" shows B the own property PrivateMessaging "F", if any

    @CSP-PRP-061 @negative
    Scenario: A user who is not joined sets no own properties
      Given A has the open group "club" and is joined to it
      When B sets own properties in the group "club" to
        | PrivateMessaging | F |
      Then it is refused with code 808, 816 or 810
