Feature: Subscribed presence
  A subscriber subscribes to the presence of users or contact lists and is notified of what the publisher authorized the
  subscriber for, as long as the subscription lasts.

  Background:
    Given A is logged in
    And B is logged in

  Rule: Subscribing

    @CSP-PRE-001
    Scenario: A subscription to a known user is confirmed
      When A subscribes to the presence of B
      Then the answer has code 200

    @CSP-PRE-002
    Scenario: A new subscription is followed by the values there are
      Given B shows StatusText to A
      And B has published StatusText "present"
      When A subscribes to StatusText of B
      Then A is notified that StatusText of B is "present"

    @CSP-PRE-003
    Scenario: A change is notified to a subscriber who fetches it
      Given B shows StatusText to A
      And A is subscribed to the presence of B
      When B publishes StatusText "one"
      Then A is notified that StatusText of B is "one"
      When B publishes StatusText "two"
      Then A is notified that StatusText of B is "two"

    @CSP-PRE-003
    Scenario: A change is notified to every subscriber
      Given C is logged in
      And B shows StatusText to A
      And B shows StatusText to C
      And A is subscribed to the presence of B
      And C is subscribed to the presence of B
      When B publishes StatusText "for all"
      Then A is notified that StatusText of B is "for all"
      And C is notified that StatusText of B is "for all"

    @CSP-PRE-003 @claims:IMPS-CSP-S-MULTISESS
    Scenario Outline: A change is notified whichever client of the publisher made it: <attribute>
      Given B is logged in at two clients
      And B shows <attribute> to A
      And A is subscribed to the presence of B
      When B publishes <attribute> "at the first"
      Then A is notified that <attribute> of B is "at the first"
      When B2 publishes <attribute> "at the second"
      Then A is notified that <attribute> of B is "at the second"
      When B publishes <attribute> "at the first again"
      Then A is notified that <attribute> of B is "at the first again"

      Examples:
        | attribute        |
        | StatusText       |
        | FreeTextLocation |

    @CSP-PRE-004
    Scenario: A subscription to named attributes brings only these
      Given B has attached StatusText and Alias to A
      And A is subscribed to StatusText of B
      When B publishes Alias "unasked"
      And B publishes StatusText "asked"
      Then A is notified that StatusText of B is "asked"
      And A was told no Alias of B

    @CSP-PRE-005
    Scenario: A subscription without PresenceSubList asks for all attributes
      Given B has attached StatusText and Alias to A
      And B has published StatusText "text" and Alias "name"
      When A subscribes to the presence of B
      Then A is notified that StatusText of B is "text"
      And A is notified that Alias of B is "name"

    @CSP-PRE-005
    Scenario: A subscription with an empty PresenceSubList asks for all attributes
      Given B has attached StatusText and Alias to A
      And B has published StatusText "text" and Alias "name"
      When A subscribes to the presence of B with an empty PresenceSubList
      Then A is notified that StatusText of B is "text"
      And A is notified that Alias of B is "name"

    @CSP-PRE-006
    Scenario: Attributes that are not authorized are left out
      Given B shows StatusText to A
      And B has published StatusText "text" and Alias "hidden"
      And A is subscribed to StatusText and Alias of B
      When B publishes Alias "changed"
      And B publishes StatusText "seen"
      Then A is notified that StatusText of B is "seen"
      And A was told no Alias of B

    @CSP-PRE-007
    Scenario: The answer does not tell whether the watcher is authorized
      Given B shows StatusText to A
      Then subscribing to B and to C is answered with the same code

    @CSP-PRE-008
    Scenario: Subscribing to a contact list subscribes to its members
      Given C is logged in
      And B shows StatusText to A
      And C shows StatusText to A
      And A owns the contact list "team" with B and C
      When A subscribes to the contact list "team"
      And B publishes StatusText "one"
      And C publishes StatusText "two"
      Then A is notified that StatusText of B is "one"
      And A is notified that StatusText of C is "two"

    @CSP-PRE-009 @negative
    Scenario: An unknown user is reported
      Given A is subscribed to the presence of B
      When A subscribes to the unknown user "nobody"
      Then the answer reports 531
      And the session of A survives

    @CSP-PRE-009 @negative
    Scenario: An unknown contact list is reported
      Given A is subscribed to the presence of B
      When A subscribes to the contact list "missing"
      Then the answer reports 700
      And the session of A survives

    @CSP-PRE-010 @negative
    Scenario: Another user's contact list is refused
      Given C and D are logged in
      And C shows StatusText to A
      And D shows StatusText to A
      And B owns the contact list "theirs" with C
      And A is subscribed to the presence of D
      When A subscribes to the contact list "theirs" of B
      Then the answer reports 700, or has code 403
      When C publishes StatusText "unheard"
      And D publishes StatusText "heard"
      Then A is notified that StatusText of D is "heard"
      And A was not told StatusText "unheard" of C

    @CSP-PRE-011
    Scenario: A repeated subscription replaces the attributes
      Given B has attached StatusText and Alias to A
      And A is subscribed to Alias of B
      When A subscribes to StatusText of B
      And A fetches what waits
      And B publishes Alias "unheard"
      And B publishes StatusText "heard"
      Then A is notified that StatusText of B is "heard"
      And A was not told Alias "unheard" of B

    @CSP-PRE-012
    Scenario: AutoSubscribe makes later members of the list subscribed
      Given B shows StatusText to A
      And B has published StatusText "present"
      And A owns the contact list "team"
      When A subscribes to the contact list "team" with AutoSubscribe
      Then the answer has code 200
      When A adds B to the contact list "team"
      Then A is notified that StatusText of B is "present"

    @CSP-PRE-013 @informative
    Scenario: AutoSubscribe where the server does not do it
      Given A owns the contact list "team" with B
      When A subscribes to the contact list "team" with AutoSubscribe
      Then it is observed whether the answer has code 760 or 200

    @CSP-PRE-014 @syntax:xml @negative
    Scenario: An attribute nobody defined is refused or left out
      Given B shows StatusText to A
      And B has published StatusText "present"
      When A subscribes to StatusText of B and to an attribute nobody defined
      Then the answer has code 750, 200 or 201
      And after success A is notified that StatusText of B is "present"
      And the session of A survives

    @CSP-PRE-015 @claims:IMPS-CSP-S-SENDMSG
    Scenario: A subscription ends with the session it was made in
      Given C is logged in
      And B shows StatusText to A
      And B shows StatusText to C
      And A is subscribed to the presence of B
      And C is subscribed to the presence of B
      When A logs out
      And A is logged in
      And A fetches what waits
      And B publishes StatusText "changed"
      Then C is notified that StatusText of B is "changed"
      When C sends the text "marker" to A
      Then A gets the text "marker"
      And A was not told StatusText "changed" of B

  Rule: Unsubscribing

    @CSP-PRE-016
    Scenario: After unsubscribing a user nothing more is notified about that user
      Given C is logged in
      And B shows StatusText to A
      And C shows StatusText to A
      And A is subscribed to the presence of B
      And A is subscribed to the presence of C
      When A unsubscribes from B
      Then the answer has code 200
      When A fetches what waits
      And B publishes StatusText "unheard"
      And C publishes StatusText "heard"
      Then A is notified that StatusText of C is "heard"
      And A was not told StatusText "unheard" of B

    @CSP-PRE-017
    Scenario: After unsubscribing a contact list nothing more is notified about its members
      Given C is logged in
      And B shows StatusText to A
      And C shows StatusText to A
      And A owns the contact list "team" with B
      And A is subscribed to the contact list "team"
      And A is subscribed to the presence of C
      When A unsubscribes from the contact list "team"
      Then the answer has code 200
      When A fetches what waits
      And B publishes StatusText "unheard"
      And C publishes StatusText "heard"
      Then A is notified that StatusText of C is "heard"
      And A was not told StatusText "unheard" of B

    @CSP-PRE-018 @negative
    Scenario: Unsubscribing an unknown user is reported
      Given A is subscribed to the presence of B
      When A unsubscribes from the unknown user "nobody"
      Then the answer reports 531
      And the session of A survives

    @CSP-PRE-018 @negative
    Scenario: Unsubscribing an unknown contact list is reported
      Given A is subscribed to the presence of B
      When A unsubscribes from the contact list "missing"
      Then the answer reports 700
      And the session of A survives

    @CSP-PRE-019
    Scenario: Unsubscribing a user who is not subscribed to does no harm
      Given C is logged in
      And C shows StatusText to A
      And A is subscribed to the presence of C
      When A unsubscribes from B
      Then the answer has code 200
      When C publishes StatusText "heard"
      Then A is notified that StatusText of C is "heard"

  Rule: Notifications

    @CSP-PRE-020
    Scenario: A notification names the publisher and carries the values beside the name
      Given B shows StatusText to A
      And A is subscribed to StatusText of B
      And A fetches what waits
      When B publishes StatusText "changed"
      Then A is notified that StatusText of B is "changed"
      And each notification to A names its publisher by UserID

    @CSP-PRE-023
    Scenario: A publisher who goes offline is notified as OnlineStatus F
      Given B shows OnlineStatus to A
      And A is subscribed to the presence of B
      When B logs out
      Then A is notified that OnlineStatus of B is F

    @CSP-PRE-024
    Scenario: After changes that were not fetched the last notification carries the latest value
      Given B shows StatusText to A
      And A is subscribed to the presence of B
      When B publishes StatusText "one"
      And B publishes StatusText "two"
      And B publishes StatusText "three"
      Then A is notified that StatusText of B is "three"
      And the last StatusText of B that A was told is "three"

    @CSP-PRE-039 @informative
    Scenario: An update that changes no value
      Given B shows StatusText to A
      And A is subscribed to the presence of B
      And B has published StatusText "same"
      And A is notified that StatusText of B is "same"
      When B publishes StatusText "same"
      And B publishes StatusText "other"
      Then A is notified that StatusText of B is "other"
      And it is observed whether A is notified of StatusText "same" of B a second time
