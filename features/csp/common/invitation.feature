Feature: Invitation
  A user invites others to a group, a conversation, presence or content, and is told what they decide. An invitation can
  be taken back.

  Background:
    Given A and B are logged in

  Rule: Inviting

    @CSP-INV-001
    Scenario: An invitation reaches the invitee under its InviteID
      When A sends the invitation "party" with
        | user | B |
      Then the answer is a Status with code 200
      And B gets the invitation "party"

    @CSP-INV-002
    Scenario: Sender, type and note reach the invitee unchanged
      When A sends the invitation "party" with
        | user       | B                          |
        | InviteType | IM                         |
        | InviteNote | Come as you are & be merry |
      Then B gets the invitation "party"
      And the invitation has InviteType IM
      And the invitation has InviteNote "Come as you are & be merry"
      And the invitation is from A

    @CSP-INV-003 @claims:IMPS-CSP-S-CREAG
    Scenario: A group invitation carries the GroupID
      Given A has the open group "club" with PrivateMessaging T and is joined to it
      When A sends the invitation "party" with
        | user       | B    |
        | InviteType | GR   |
        | GroupID    | club |
      Then B gets the invitation "party"
      And the invitation has the GroupID of "club"

    @CSP-INV-004 @negative @claims:IMPS-CSP-S-CREAG
    Scenario: A group invitation without GroupID is refused
      Given A has the open group "club" with PrivateMessaging T and is joined to it
      And A can invite B
      When A sends the invitation "nowhere" with
        | user       | B  |
        | InviteType | GR |
      Then it is refused with code 402, 400 or 429
      When A sends the invitation "party" with
        | user       | B    |
        | InviteType | GR   |
        | GroupID    | club |
      Then B gets the invitation "party" and not the invitation "nowhere"

    @CSP-INV-005
    Scenario: A presence invitation carries the attributes in question
      When A sends the invitation "party" with
        | user            | B                        |
        | InviteType      | PR                       |
        | PresenceSubList | OnlineStatus, StatusText |
      Then B gets the invitation "party"
      And the invitation names the attributes OnlineStatus and StatusText

    @CSP-INV-008
    Scenario: A conversation invitation reaches the invitee
      When A sends the invitation "party" with
        | user       | B  |
        | InviteType | IM |
      Then the answer is a Status with code 200
      And B gets the invitation "party"
      And the invitation has InviteType IM

    @CSP-INV-009 @since:1.2 @claims:IMPS-CSP-S-CREAG
    Scenario: A group membership invitation reaches the invitee
      Given A has the open group "club" with PrivateMessaging T and is joined to it
      When A sends the invitation "party" with
        | user       | B    |
        | InviteType | GM   |
        | GroupID    | club |
      Then the answer is a Status with code 200
      And B gets the invitation "party"
      And the invitation has InviteType GM
      And the invitation has the GroupID of "club"

    @CSP-INV-010 @informative @version:1.3
    Scenario: An application invitation without ApplicationID
      When A sends the invitation "party" with
        | user       | B  |
        | InviteType | AP |
      Then it is observed whether the answer has code 402, 450 or 400

    @CSP-INV-011 @negative
    Scenario: An unknown invitee is told apart from the others
      When A sends the invitation "party" with
        | user         | B      |
        | unknown user | nobody |
      Then the answer has code 201 with DetailedResult
      And a recipient is refused with code 531 or 427
      And B gets the invitation "party"

    @CSP-INV-011 @negative
    Scenario: An unknown invitee alone is refused
      Given A can invite B
      When A sends the invitation "party" with
        | unknown user | nobody |
      Then a recipient is refused with code 531 or 427

    @CSP-INV-012 @negative
    Scenario: A blocked inviter does not reach the invitee
      Given C is logged in
      And A can invite B
      And B blocks A
      When A sends the invitation "party" with
        | user | B |
        | user | C |
      Then a recipient is refused with code 532
      And C gets the invitation "party"
      When C sends the text "the end" to B
      Then B gets the text "the end"
      And B got no invitation "party"

    @CSP-INV-061 @since:1.2
    Scenario: An invitation to one client of a user goes to that client
      Given B is logged in at two clients
      When A sends the invitation "second" with
        | client of | B2 |
      And A sends the invitation "first" with
        | client of | B |
      Then B2 gets the invitation "second"
      And B gets the invitation "first" and not the invitation "second"

    @CSP-INV-061 @since:1.2 @negative
    Scenario: An invitation to a client that is not there goes to no other client
      When A sends the invitation "elsewhere" with
        | unknown client of | B |
      Then the answer has code 410, 200, 201, 427, 531 or 533
      When A sends the invitation "party" with
        | user | B |
      Then B gets the invitation "party" and not the invitation "elsewhere"

    @CSP-INV-054 @claims:IMPS-CSP-S-CCLI
    Scenario: An invitation to a contact list reaches its members
      Given C is logged in
      And A has the contact list "friends" with B and C
      When A sends the invitation "party" with
        | contact list | friends |
      Then the answer is a Status with code 200
      And B gets the invitation "party"
      And C gets the invitation "party"

    @CSP-INV-055 @negative
    Scenario: An unknown contact list is told apart from the other invitees
      When A sends the invitation "party" with
        | user                 | B       |
        | unknown contact list | nowhere |
      Then a recipient is refused with code 700
      And B gets the invitation "party"

    @CSP-INV-028 @informative
    Scenario: An invitee whose address is none of IMPS
      When A sends the invitation "party" with
        | address | mailto:somebody@example.org |
      Then it is observed whether the answer has code 531 or 901

  @claims:IMPS-CSP-S-CREAG
  Rule: Screen names

    Background:
      Given A has the open group "club" with PrivateMessaging T and is joined to it

    @CSP-INV-013
    Scenario: An invitee addressed by screen name is reached
      Given B is joined to the group "club" of A as "bobby"
      When A sends the invitation "party" with
        | screen name in club | bobby |
      Then the answer is a Status with code 200
      And B gets the invitation "party"

    @CSP-INV-056 @negative
    Scenario: A screen name nobody has invites nobody
      Given B is joined to the group "club" of A as "bobby"
      When A sends the invitation "early" with
        | screen name in club | nobody |
      Then a recipient is refused with code 410, 531, 810 or 901
      When A sends the invitation "party" with
        | screen name in club | bobby |
      Then B gets the invitation "party" and not the invitation "early"

    @CSP-INV-057
    Scenario: An invitation to a group reaches who is joined
      Given C is logged in
      And B is joined to the group "club" of A
      And C is joined to the group "club" of A
      When A sends the invitation "party" with
        | group | club |
      Then the answer is a Status with code 200
      And B gets the invitation "party"
      And C gets the invitation "party"

    @CSP-INV-062 @negative
    Scenario: An unknown group invites nobody
      When A sends the invitation "party" with
        | user          | B    |
        | unknown group | none |
      Then a recipient is refused with code 800, 404 or 808
      And B gets the invitation "party"

    @CSP-INV-062 @negative
    Scenario: Whoever is not joined to a group invites nobody there
      Given C is logged in
      And B is joined to the group "club" of A
      When C sends the invitation "early" with
        | user  | A    |
        | group | club |
      Then a recipient is refused with code 808, 816 or 810
      And A gets the invitation "early"
      When A sends the invitation "party" with
        | group | club |
      Then B gets the invitation "party" and not the invitation "early"

    @CSP-INV-024
    Scenario: A user invited by screen name is told of the cancellation by it
      Given B is joined to the group "club" of A as "bobby"
      And B got the invitation "party" of A with
        | screen name in club | bobby |
      When A cancels the invitation "party" with
        | screen name in club | bobby |
      Then the answer is a Status with code 200
      And B is told that "party" is cancelled

    @CSP-INV-024
    Scenario: Users invited as a group are told of the cancellation to it
      Given B is joined to the group "club" of A as "bobby"
      And B got the invitation "party" of A with
        | group | club |
      When A cancels the invitation "party" with
        | group | club |
      Then the answer is a Status with code 200
      And B is told that "party" is cancelled

    @CSP-INV-014 @until:1.2
    Scenario: An inviter who gives a screen name appears under it
      When A sends the invitation "party" with
        | user                          | B     |
        | under the screen name in club | owner |
      Then B gets the invitation "party"
      And the invitation is from the screen name "owner" in "club", and the UserID of A is nowhere in it

    @CSP-INV-033 @version:1.3
    Scenario: An inviter whose Sender is a screen name appears under it
      When A sends the invitation "party" with
        | user                          | B     |
        | under the screen name in club | owner |
      Then B gets the invitation "party"
      And the invitation is from the screen name "owner" in "club", and the UserID of A is nowhere in it

    @CSP-INV-017 @version:1.3
    Scenario: The answer finds the inviter among several by the screen name
      Given C is logged in
      And C is joined to the group "club" of A as "charlie"
      And B got the invitation "party" of C with
        | user                          | B       |
        | under the screen name in club | charlie |
      And B got the invitation "party" of A with
        | user                          | B     |
        | under the screen name in club | owner |
      When B accepts the invitation "party" of the screen name "charlie" in "club"
      Then the answer is a Status with code 200
      And C gets the answer to "party"
      When B accepts the invitation "party" of the screen name "owner" in "club"
      Then A gets the answer to "party"

    @CSP-INV-015 @negative @version:1.3
    Scenario: The screen name of somebody else is refused
      Given C is logged in
      And C is joined to the group "club" of A as "charlie"
      And A can invite B
      When A sends the invitation "forged" with
        | user                          | B       |
        | under the screen name in club | charlie |
      Then it is refused with code 810, 402, 403, 808 or 427
      When C sends the invitation "party" with
        | user | B |
      Then B gets the invitation "party" and not the invitation "forged"

    @CSP-INV-015 @negative @version:1.3
    Scenario Outline: <what> is no sender
      Given C is logged in
      And C has the open group "other" and is joined to it
      And A can invite B
      When A sends the invitation "forged" with
        | user  | B      |
        | <key> | <name> |
      Then it is refused with code 810, 402, 403, 808, 800 or 427
      When C sends the invitation "party" with
        | user | B |
      Then B gets the invitation "party" and not the invitation "forged"

      Examples:
        | what                              | key                             | name  |
        | A name in a group one is not in   | under the screen name in other  | owner |
        | A group as a whole                | Sender group                    | club  |

    @CSP-INV-019
    Scenario: An invitee who answers under a screen name appears under it
      Given B is joined to the group "club" of A as "bobby"
      And B got the invitation "party" of A with
        | screen name in club | bobby |
      When B accepts the invitation "party" of A under the screen name "bobby" in "club"
      Then A gets the answer to "party"
      And the answer is from the screen name "bobby" in "club", and the UserID of B is nowhere in it

    @CSP-INV-020
    Scenario: Accepting a group invitation does not join the group
      Given B got the invitation "party" of A with
        | user       | B    |
        | InviteType | GR   |
        | GroupID    | club |
      And B can answer the invitation "party" of A
      When B leaves the group "club"
      Then it is refused with code 808
      And B can join the group "club"

  Rule: The sender

    @CSP-INV-016 @negative @version:1.3
    Scenario: Nobody invites in the name of another
      Given C is logged in
      And A can invite B
      When A sends the invitation "forged" with
        | user   | B |
        | Sender | C |
      Then it is refused with code 402, 403, 427 or 531
      When C sends the invitation "party" with
        | user | B |
      Then B gets the invitation "party" and not the invitation "forged"

  Rule: Answering

    @CSP-INV-017
    Scenario: The answer of the invitee reaches the inviter under its InviteID
      Given B got the invitation "party" of A
      When B accepts the invitation "party" of A
      Then the answer is a Status with code 200
      And A gets the answer to "party"

    @CSP-INV-018
    Scenario Outline: The inviter is told what the invitee decided: <decision>
      Given B got the invitation "party" of A
      When B <decision> the invitation "party" of A with the note "as I said"
      Then A gets the answer to "party"
      And the answer has Acceptance <flag> and the note "as I said"

      Examples:
        | decision | flag |
        | refuses  | F    |
        | accepts  | T    |

    @CSP-INV-021 @negative @until:1.2
    Scenario: The answer to an unknown invitation is refused
      Given B got the invitation "party" of A
      And B can answer the invitation "party" of A
      When B accepts the invitation "none" of A
      Then it is refused with code 423, 402 or 404
      And the session of B is alive

  Rule: Invitees who are not logged in

    @CSP-INV-022
    Scenario: An invitation is kept until the invitee logs in
      Given B logs out
      When A sends the invitation "party" with
        | user     | B   |
        | Validity | 600 |
      Then the answer is a Status with code 200
      When B is logged in
      Then B gets the invitation "party"

    @CSP-INV-023 @needs:clock
    Scenario: An invitation whose Validity has passed is not handed out
      Given B logs out
      When A sends the invitation "early" with
        | user     | B |
        | Validity | 1 |
      And 3 seconds pass
      And A sends the invitation "party" with
        | user     | B   |
        | Validity | 600 |
      And B is logged in
      Then B gets the invitation "party" and not the invitation "early"

    @CSP-INV-023 @needs:clock
    Scenario: An invitation whose Validity passes before it is fetched is not handed out, the others are
      When A sends the invitation "party" with
        | user     | B   |
        | Validity | 600 |
      And A sends the invitation "early" with
        | user     | B |
        | Validity | 1 |
      And 3 seconds pass
      Then B gets the invitation "party" and not the invitation "early"

  Rule: Cancelling

    @CSP-INV-024
    Scenario: Every invitee named is told of the cancellation
      Given C is logged in
      And B got the invitation "party" of A with
        | user | B |
        | user | C |
      And C gets the invitation "party"
      When A cancels the invitation "party" to B and C with the note "It rains"
      Then the answer is a Status with code 200
      And B is told that "party" is cancelled with the note "It rains"
      And C is told that "party" is cancelled with the note "It rains"

    @CSP-INV-024 @needs:policies.offlineInvitations=true
    Scenario: An invitation that is cancelled before it is fetched comes with its cancellation, or not at all
      Given B logs out
      And A sent the invitation "early" to
        | user     | B   |
        | Validity | 600 |
      And A sent the invitation "party" to
        | user     | B   |
        | Validity | 600 |
      When A cancels the invitation "early" to B
      And B is logged in
      Then B gets the invitation "party"
      And B gets the invitation "early" with its cancellation, or not at all

    @CSP-INV-024
    Scenario: A member of an invited contact list is told of the cancellation
      Given A has the contact list "friends" with B
      And B got the invitation "party" of A with
        | contact list | friends |
      When A cancels the invitation "party" with
        | contact list | friends |
      Then the answer is a Status with code 200
      And B is told that "party" is cancelled

    @CSP-INV-025 @informative
    Scenario: An unknown invitation is cancelled
      When A cancels the invitation "none" to B
      Then it is observed whether the answer has code 423 or 200

    @CSP-INV-063 @since:1.2 @informative
    Scenario: A cancellation that names nobody
      Given B got the invitation "party" of A
      When A sends a CancelInvite-Request with
        | InviteID | {name:party} |
      Then it is observed whether B is told that "party" is cancelled

    @CSP-INV-064 @informative
    Scenario: An invitation is sent once more under its InviteID
      When A sends the invitation "party" with
        | user       | B      |
        | InviteType | IM     |
        | InviteNote | at six |
      And A sends the invitation "party" with
        | user       | B        |
        | InviteType | IM       |
        | InviteNote | at seven |
      Then it is observed whether B gets the invitation "party" with the note "at seven" alone

    @CSP-INV-027 @claims:IMPS-CSP-S-SENDMSG
    Scenario: Nobody else is told of the cancellation
      Given C is logged in
      And B got the invitation "party" of A with
        | user | B |
        | user | C |
      And C gets the invitation "party"
      When A cancels the invitation "party" to B
      Then B is told that "party" is cancelled
      When A sends the text "the end" to C
      Then C gets the text "the end"
      And C was not told that "party" is cancelled
