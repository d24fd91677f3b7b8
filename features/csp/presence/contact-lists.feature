Feature: Contact lists
  A user keeps other users in contact lists: named by an address, with a display name, nicknames for the members, and
  one of them marked as the default.

  Background:
    Given A is logged in

  Rule: Asking for the lists

    @CSP-CLS-001
    Scenario: GetList names every contact list of the user
      Given A owns the contact lists "friends" and "work"
      When A sends a GetList-Request
      Then the answer is a GetList-Response
      And GetList for A names "friends" and "work"

    @CSP-CLS-002 @claims:IMPS-CSP-S-MCLS
    Scenario: The default list stands in DefaultContactList, the others among the contact lists
      Given A owns the contact lists "friends" and "work"
      When A sets the property Default of the contact list "work" to "T"
      Then GetList for A names "work" as default
      And GetList for A names "friends" not as default

    @CSP-CLS-003
    Scenario: Without any list the answer is empty, not an error
      Given A owns the contact list "friends"
      And A has no contact lists
      When A sends a GetList-Request
      Then the answer is a GetList-Response
      And the answer names no contact list

    @CSP-CLS-004
    Scenario: Lists of other users are not named
      Given B is logged in
      And B owns the contact list "theirs"
      And A owns the contact list "mine"
      When A sends a GetList-Request
      Then the answer is a GetList-Response
      And the answer names contact lists of A only
      And GetList for A names "mine"

    @CSP-CLS-040
    Scenario: The lists are the same in another session of the user
      Given A owns the contact list "friends"
      When A logs out
      And A2 is logged in
      Then GetList for A2 names "friends"

  Rule: Creating a list

    @CSP-CLS-005
    Scenario: A new contact list is created and named
      When A creates the contact list "friends"
      Then the answer has code 200
      And GetList for A names "friends"

    @CSP-CLS-006
    Scenario: Users in NickList are members of the new list, with their nicknames
      When A creates the contact list "friends" with B as "bobby" and C as "carly"
      Then the answer has code 200
      And the contact list "friends" of A holds only B as "bobby" and C as "carly"

    @CSP-CLS-006
    Scenario: Nicknames of usual length are kept whole
      When A creates the contact list "friends" with B as "Robert from the harbour" and C as "Carla the elder daughter"
      Then the answer has code 200
      And the contact list "friends" of A holds only B as "Robert from the harbour" and C as "Carla the elder daughter"

    @CSP-CLS-007 @negative
    Scenario: An address that is in use is refused
      Given A owns the contact list "friends"
      When A creates the contact list "friends"
      Then it is refused with code 701
      And GetList for A names "friends" once

    @CSP-CLS-008
    Scenario: The first list becomes the default list
      Given A has no contact lists
      When A creates the contact list "first"
      Then the answer has code 200
      And GetList for A names "first" as default

    @CSP-CLS-009
    Scenario: A list created with Default T takes the mark off the former default list
      Given A owns the contact list "former" with the property Default T
      When A creates the contact list "latter" with the property Default T
      Then the answer has code 200
      And GetList for A names "latter" as default
      And GetList for A names "former" not as default

    @CSP-CLS-010 @negative
    Scenario: An unknown user in NickList is reported
      When A creates the contact list "friends" with B and the unknown user "nobody"
      Then the answer reports 531
      And after success GetList for A names "friends"
      And after success the contact list "friends" of A holds B

    @CSP-CLS-011 @negative
    Scenario: A property the server does not know is refused or ignored
      Given A owns the contact list "twin" with the property DisplayName "Twin"
      When A creates the contact list "friends" with the property X-Suite-Unknown "1"
      Then the answer has code 752, 200, 201 or 402
      And after success the contact list "friends" of A shows no property X-Suite-Unknown
      And the session of A survives

    @CSP-CLS-011 @negative
    Scenario: A property with an impossible value is refused or ignored
      Given A owns the contact list "twin" with the property Default T
      When A creates the contact list "friends" with the property Default "perhaps"
      Then the answer has code 752, 200, 201 or 402
      And the session of A survives

    @CSP-CLS-012 @informative
    Scenario: A nickname of 1000 characters
      Given A owns the contact list "friends"
      When A adds B to the contact list "friends" with a NickName of 1000 characters
      Then it is observed whether the answer has code 702, 402, 201 or 200
      And the session of A survives

    @CSP-CLS-013 @needs:limits.contactLists @negative
    Scenario: Beyond the maximum number of lists a further one is refused
      Given A owns as many contact lists as are allowed
      When A creates the contact list "further"
      Then it is refused with code 753
      And GetList for A names as many contact lists as are allowed

    @CSP-CLS-014
    Scenario: CreateList-Response shows the new list
      When A creates the contact list "friends" with the property DisplayName "Friends"
      Then the answer has code 200
      And what the answer shows of the contact list is "friends" with DisplayName "Friends" and Default T or F

    @CSP-CLS-015
    Scenario: A user may own several lists
      Given A owns the contact list "one"
      When A creates the contact list "two"
      And A creates the contact list "three"
      Then the answer has code 200
      And GetList for A names "one", "two" and "three"

  Rule: Deleting a list

    @CSP-CLS-016
    Scenario: A deleted list is gone, others stay
      Given A owns the contact lists "going" and "staying"
      When A deletes the contact list "going"
      Then the answer has code 200
      And GetList for A does not name "going"
      And GetList for A names "staying"

    @CSP-CLS-017 @negative
    Scenario: Deleting a list that never was is refused
      Given A owns the contact list "staying"
      When A deletes the contact list "missing"
      Then it is refused with code 700

    @CSP-CLS-018 @negative
    Scenario: Deleting another user's list is refused
      Given B is logged in
      And B owns the contact list "theirs"
      When A deletes the contact list "theirs" of B
      Then it is refused with code 700, 403 or 402
      And GetList for B names "theirs"

    @CSP-CLS-019
    Scenario: When the default list is deleted another list becomes the default one
      Given A has no contact lists
      And A owns the contact list "default" with the property Default T
      And A owns the contact list "remaining"
      When A deletes the contact list "default"
      Then the answer has code 200
      And GetList for A names "remaining" as default

    @CSP-CLS-020
    Scenario: With the list its members lose the authorization they had through it
      Given B is logged in
      And B has published StatusText "here"
      And B owns the contact list "watchers" with A
      And B has attached StatusText to the contact list "watchers"
      And A reads StatusText "here" of B
      When B deletes the contact list "watchers"
      Then A reads no StatusText of B

    @CSP-CLS-020 @claims:IMPS-CSP-S-UPDPR
    Scenario: With the list its subscribers are told no more
      Given B and C are logged in
      And B shows StatusText to C
      And B owns the contact list "watchers" with A
      And B has attached StatusText to the contact list "watchers"
      And A is subscribed to the presence of B
      And C is subscribed to the presence of B
      And B has published StatusText "seen"
      And A is notified that StatusText of B is "seen"
      When B deletes the contact list "watchers"
      And B publishes StatusText "unseen"
      Then C is notified that StatusText of B is "unseen"
      When A fetches what waits
      Then A was not told StatusText "unseen" of B

    @CSP-CLS-021
    Scenario: With the list automatic subscriptions to its members end
      Given B and C are logged in
      And B shows StatusText to A
      And C shows StatusText to A
      And A owns the contact list "team" with B
      And A is subscribed to the contact list "team" with AutoSubscribe
      And A is subscribed to the presence of C
      When A deletes the contact list "team"
      And A fetches what waits
      And B publishes StatusText "unheard"
      And C publishes StatusText "heard"
      Then A is notified that StatusText of C is "heard"
      And A was not told StatusText "unheard" of B

  Rule: Managing a list

    @CSP-CLS-022
    Scenario: A longer nickname is refused or kept as it is
      Given A owns the contact list "friends"
      When A adds B as "Bobby from the second floor" to the contact list "friends"
      Then after success the contact list "friends" of A holds B as "Bobby from the second floor"

    @CSP-CLS-022
    Scenario: Reading a list returns the members with their nicknames
      Given A owns the contact list "friends" with B as "bobby"
      When A reads the contact list "friends"
      Then the answer is a ListManage-Response with code 200
      And the answer shows the member B as "bobby"

    @CSP-CLS-023
    Scenario: Members are returned when they are asked for, and left out when they are not
      Given A owns the contact list "friends" with B
      When A reads the contact list "friends" without its members
      Then the answer is a ListManage-Response with code 200
      And the answer shows no members
      And the contact list "friends" of A holds B

    @CSP-CLS-024
    Scenario: AddNickList adds users
      Given A owns the contact list "friends"
      When A adds B to the contact list "friends"
      Then the answer is a ListManage-Response with code 200
      And the contact list "friends" of A holds B

    @CSP-CLS-025
    Scenario: Adding a member again changes the nickname
      Given A owns the contact list "friends"
      When A adds B as "first" to the contact list "friends"
      And A adds B as "second" to the contact list "friends"
      Then the answer is a ListManage-Response with code 200
      And the contact list "friends" of A holds only B as "second"

    @CSP-CLS-026 @negative
    Scenario: An unknown user beside a known one is reported
      Given A owns the contact list "friends"
      When A adds B and the unknown user "nobody" to the contact list "friends"
      Then the answer reports 531, or has code 402 or 900
      And after success the contact list "friends" of A holds B

    @CSP-CLS-026 @negative
    Scenario: An unknown user alone is reported
      Given A owns the contact list "friends" with B
      When A adds the unknown user "nobody" to the contact list "friends"
      Then the answer reports 531, or has code 402 or 900
      And the contact list "friends" of A holds only B

    @CSP-CLS-027 @needs:limits.contacts @needs:create-account @negative
    Scenario: Beyond the maximum number of contacts a further one is refused
      Given A owns the contact list "friends"
      When A adds users to the contact list "friends" beyond the limit
      Then the answer reports 754
      And the contact list "friends" of A holds no more members than are allowed

    @CSP-CLS-028
    Scenario: RemoveNickList removes users
      Given A owns the contact list "friends" with B and C
      When A removes B from the contact list "friends"
      Then the answer is a ListManage-Response with code 200
      And the contact list "friends" of A holds only C

    @CSP-CLS-029 @informative
    Scenario: Removing a user who is no member
      Given A owns the contact list "friends" with B
      When A removes C from the contact list "friends"
      Then it is observed whether the answer has code 200, 201 or 531
      And it is observed whether the contact list "friends" of A holds only B

    @CSP-CLS-030
    Scenario: The display name is changed
      Given A owns the contact list "friends" with the property DisplayName "Old"
      When A sets the property DisplayName of the contact list "friends" to "New"
      Then the answer is a ListManage-Response with code 200
      And DisplayName, where the answer or a reading of the contact list "friends" of A shows it, is "New"

    @CSP-CLS-031
    Scenario: Default T moves the default mark
      Given A owns the contact list "former" with the property Default T
      And A owns the contact list "latter"
      When A sets the property Default of the contact list "latter" to "T"
      Then the answer is a ListManage-Response with code 200
      And GetList for A names "latter" as default
      And GetList for A names "former" not as default

    @CSP-CLS-032
    Scenario: Default F leaves a default list
      Given A owns the contact list "friends" with the property Default T
      When A sets the property Default of the contact list "friends" to "F"
      Then the answer has code 200, 201, 752 or 402
      And GetList for A names a default list

    @CSP-CLS-033 @negative
    Scenario: Managing a list that never was is refused
      Given A owns the contact list "friends"
      When A reads the contact list "missing"
      Then it is refused with code 700

    @CSP-CLS-034 @negative
    Scenario: Reading another user's list is refused and discloses nothing
      Given B is logged in
      And B owns the contact list "theirs" with C
      When A reads the contact list "theirs" of B
      Then it is refused with code 700, 403 or 402
      And the answer shows no members

    @CSP-CLS-034 @negative
    Scenario: Changing another user's list is refused and changes nothing
      Given B is logged in
      And B owns the contact list "theirs" with C
      When A adds D to the contact list "theirs" of B
      Then it is refused with code 700, 403 or 402
      And the contact list "theirs" of B holds only C

    @CSP-CLS-035
    Scenario: An automatic subscription reaches who is added
      Given B is logged in
      And B shows StatusText to A
      And B has published StatusText "present"
      And A owns the contact list "team"
      And A is subscribed to the contact list "team" with AutoSubscribe
      When A adds B to the contact list "team"
      Then A is notified that StatusText of B is "present"

    @CSP-CLS-035
    Scenario: An automatic subscription leaves who is removed
      Given B and C are logged in
      And B shows StatusText to A
      And C shows StatusText to A
      And A owns the contact list "team" with B and C
      And A is subscribed to the contact list "team" with AutoSubscribe
      When A removes B from the contact list "team"
      And A fetches what waits
      And B publishes StatusText "unheard"
      And C publishes StatusText "heard"
      Then A is notified that StatusText of C is "heard"
      And A was not told StatusText "unheard" of B

    @CSP-CLS-035 @claims:IMPS-CSP-S-GETWL
    Scenario: Whoever was removed has no subscriber left by the automatic subscription
      Given B and C are logged in
      And B shows StatusText to A
      And A owns the contact list "team" with B and C
      And A is subscribed to the contact list "team" with AutoSubscribe
      When A removes B from the contact list "team"
      And C sends a GetWatcherList-Request
      Then the answer names the watcher A
      When B sends a GetWatcherList-Request
      Then the answer does not name A as a current subscriber

    @CSP-CLS-036
    Scenario: A contact who is added gains the authorization attached to the list
      Given B is logged in
      And B has published StatusText "here"
      And B owns the contact list "watchers"
      And B has attached StatusText to the contact list "watchers"
      And A reads no StatusText of B
      When B adds A to the contact list "watchers"
      Then A reads StatusText "here" of B

    @CSP-CLS-036 @claims:IMPS-CSP-S-UPDPR
    Scenario: A subscriber who is added is told what is published from then on
      Given B is logged in
      And B owns the contact list "watchers"
      And B has attached StatusText to the contact list "watchers"
      And A is subscribed to the presence of B
      When B adds A to the contact list "watchers"
      And B publishes StatusText "now visible"
      Then A is notified that StatusText of B is "now visible"

    @CSP-CLS-037
    Scenario: A contact who is removed loses the authorization held through the list
      Given B is logged in
      And B has published StatusText "here"
      And B owns the contact list "watchers" with A
      And B has attached StatusText to the contact list "watchers"
      And A reads StatusText "here" of B
      When B removes A from the contact list "watchers"
      Then A reads no StatusText of B

    @CSP-CLS-037 @claims:IMPS-CSP-S-UPDPR
    Scenario: A subscriber who is removed from the list is told no more
      Given B and C are logged in
      And B owns the contact list "watchers" with A and C
      And B has attached StatusText to the contact list "watchers"
      And A is subscribed to the presence of B
      And C is subscribed to the presence of B
      And B has published StatusText "seen"
      And A is notified that StatusText of B is "seen"
      When B removes A from the contact list "watchers"
      And B publishes StatusText "unseen"
      Then C is notified that StatusText of B is "unseen"
      When A fetches what waits
      Then A was not told StatusText "unseen" of B

    @CSP-CLS-038 @needs:accounts.phone @informative
    Scenario: A contact is added by telephone number
      Given A owns the contact list "friends"
      When A adds the telephone number of the phone user to the contact list "friends"
      Then it is observed whether the answer has code 200 or 920
      And it is observed whether the contact list "friends" of A holds the phone user

    @CSP-CLS-039 @informative
    Scenario: Whoever is put on a list may be told
      Given B is logged in
      And A owns the contact list "friends"
      When B sends a SubscribeNotification-Request with
        | NotificationTypeList/NotificationType | ATCL |
      And A adds B to the contact list "friends"
      Then it is observed whether B is told that A added it

    @CSP-CLS-041
    Scenario: Reading a list returns its properties
      Given A owns the contact list "friends" with the property DisplayName "Friends"
      When A reads the contact list "friends"
      Then the answer is a ListManage-Response with code 200
      And the answer shows the property DisplayName "Friends"
      And the answer shows the property Default T or F
