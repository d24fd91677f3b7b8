Feature: Presence authorization
  Who sees what: proactively, by attribute lists of the publisher, or reactively, up to 1.2, by asking the publisher.

  Background:
    Given A is logged in
    And B is logged in

  Rule: Proactive authorization

    @CSP-AUT-001
    Scenario: A member of a contact list gets the attributes of that list
      Given B has published StatusText "text" and Alias "name"
      And B owns the contact list "watchers" with A
      When B attaches StatusText to the contact list "watchers"
      Then A reads StatusText "text" of B
      And A reads no Alias of B

    @CSP-AUT-002
    Scenario: A watcher's own attribute list overrides that of the contact list
      Given B has published StatusText "text" and Alias "name"
      And B owns the contact list "watchers" with A
      And B has attached StatusText to the contact list "watchers"
      When B attaches Alias to A
      Then A reads Alias "name" of B
      And A reads no StatusText of B

    @CSP-AUT-003
    Scenario: A member of several contact lists gets the union of their attributes
      Given B has published StatusText "text", Alias "name" and FreeTextLocation "place"
      And B owns the contact lists "one" and "two" with A
      And B has attached StatusText to the contact list "one"
      When B attaches Alias to the contact list "two"
      Then A reads StatusText "text" of B
      And A reads Alias "name" of B
      And A reads no FreeTextLocation of B

    @CSP-AUT-004
    Scenario: A member of a contact list without attribute list gets the default one
      Given B has published StatusText "text" and Alias "name"
      And B owns the contact list "watchers" with A
      When B attaches StatusText to the default list
      Then A reads StatusText "text" of B
      And A reads no Alias of B

    @CSP-AUT-004 @claims:IMPS-CSP-S-DALI
    Scenario: When the attribute list of a contact list is removed, its members get the default one
      Given B has published StatusText "text" and Alias "name"
      And B owns the contact list "watchers" with A
      And B has attached Alias to the contact list "watchers"
      And B has attached StatusText to the default list
      And A reads Alias "name" of B
      When B deletes the attribute list of the contact list "watchers"
      Then A reads StatusText "text" of B
      And A reads no Alias of B

    @CSP-AUT-005
    Scenario: The default attribute list reaches the general public
      Given B has published StatusText "text" and Alias "name"
      When B attaches StatusText to the default list
      Then A reads StatusText "text" of B
      And A reads no Alias of B

    @CSP-AUT-006 @informative
    Scenario: The default attribute list and a watcher outside all contact lists
      Given B has published StatusText "text"
      When B attaches StatusText to the default list
      Then it is observed whether A reads StatusText "text" of B

    @CSP-AUT-007
    Scenario: The attribute list of a user gives nothing to others
      Given C is logged in
      And B has published StatusText "text"
      When B attaches StatusText to C
      Then C reads StatusText "text" of B
      And A reads no StatusText of B

    @CSP-AUT-026
    Scenario: A user reads all of the own attributes
      When B publishes StatusText "own"
      Then B reads StatusText "own" of B

  Rule: Reactive authorization

    @CSP-AUT-008
    Scenario: A subscription makes the publisher's client get a request for authorization
      When A subscribes to StatusText of B
      Then B is asked to authorize A
      And the request for authorization names StatusText, or no attributes

    @CSP-AUT-008
    Scenario: The publisher is asked about each of several subscribers
      Given C is logged in
      When A subscribes to StatusText of B
      And C subscribes to StatusText of B
      Then B is asked to authorize A
      And B is asked to authorize C

    @CSP-AUT-009
    Scenario: A subscription to all attributes asks for all of them
      When A subscribes to the presence of B
      Then B is asked to authorize A
      And the request for authorization names all attributes, or none

    @CSP-AUT-010
    Scenario: Whoever is authorized proactively causes no request
      Given C is logged in
      And B has attached StatusText to A
      When A subscribes to StatusText and Alias of B
      And C subscribes to the presence of B
      Then B is asked to authorize C
      And B was not asked to authorize A

    @CSP-AUT-012
    Scenario: A grant delivers the attributes
      Given A is subscribed to StatusText of B
      And B is asked to authorize A
      When B grants A
      Then the answer has code 200
      When B publishes StatusText "granted"
      Then A is notified that StatusText of B is "granted"

    @CSP-AUT-013 @claims:IMPS-CSP-S-SENDMSG
    Scenario: A denial delivers nothing
      Given C is logged in
      And A is subscribed to the presence of B
      And B is asked to authorize A
      And C is subscribed to the presence of B
      And B is asked to authorize C
      And B grants C
      When B denies A
      Then the answer has code 200
      When B publishes
        """
        <ClientInfo><Qualifier>T</Qualifier><ClientType>COMPUTER</ClientType></ClientInfo>
        """
      And B publishes
        """
        <CommCap><Qualifier>T</Qualifier><CommC><Cap>CALL</Cap><Status>OPEN</Status></CommC></CommCap>
        """
      And B publishes
        """
        <GeoLocation>
          <Qualifier>T</Qualifier><Longitude>24 56 15.6E</Longitude><Latitude>60 10 15.4N</Latitude>
        </GeoLocation>
        """
      And B publishes
        """
        <StatusContent>
          <Qualifier>T</Qualifier><DirectContent>at work</DirectContent><ContentType>text/plain</ContentType>
        </StatusContent>
        """
      And B publishes StatusText "changed"
      Then C is notified that StatusText of B is "changed"
      When C sends the text "marker" to A
      Then A gets the text "marker"
      And A was told nothing of B

    @CSP-AUT-014 @version:1.1
    Scenario: A decision is about all attributes
      Given A is subscribed to StatusText and Alias of B
      And B is asked to authorize A
      When B grants A
      And B publishes StatusText "text"
      And B publishes Alias "name"
      Then A is notified that StatusText of B is "text"
      And A is notified that Alias of B is "name"

    @CSP-AUT-014 @version:1.2
    Scenario: A decision that names no attributes is about all
      Given A is subscribed to StatusText and Alias of B
      And B is asked to authorize A
      When B grants A
      And B publishes StatusText "text"
      And B publishes Alias "name"
      Then A is notified that StatusText of B is "text"
      And A is notified that Alias of B is "name"

    @CSP-AUT-014 @version:1.2 @claims:IMPS-CSP-S-SENDMSG
    Scenario: A denial that names no attributes is about all
      Given C is logged in
      And A is subscribed to StatusText and Alias of B
      And B is asked to authorize A
      And C is subscribed to the presence of B
      And B is asked to authorize C
      And B grants C
      When B denies A
      And B publishes StatusText "text"
      And B publishes Alias "name"
      Then C is notified that Alias of B is "name"
      When C sends the text "marker" to A
      Then A gets the text "marker"
      And A was told nothing of B

    @CSP-AUT-014 @version:1.2
    Scenario: A decision that names attributes is about these only
      Given A is subscribed to StatusText and Alias of B
      And B is asked to authorize A
      When B grants StatusText to A
      And B publishes Alias "unheard"
      And B publishes StatusText "heard"
      Then A is notified that StatusText of B is "heard"
      And A was not told Alias "unheard" of B

    @CSP-AUT-015 @version:1.2
    Scenario: A later denial overwrites the grant for the attributes it names
      Given A is subscribed to StatusText and Alias of B
      And B is asked to authorize A
      And B grants StatusText and Alias to A
      When B denies StatusText to A
      And A fetches what waits
      And B publishes StatusText "unheard"
      And B publishes Alias "heard"
      Then A is notified that Alias of B is "heard"
      And A was not told StatusText "unheard" of B

    @CSP-AUT-015 @version:1.1 @claims:IMPS-CSP-S-SENDMSG
    Scenario: A later denial overwrites the grant
      Given C is logged in
      And A is subscribed to StatusText of B
      And B is asked to authorize A
      And B grants A
      And B has published StatusText "seen"
      And A is notified that StatusText of B is "seen"
      When B denies A
      And B publishes StatusText "unheard"
      And C sends the text "marker" to A
      Then A gets the text "marker"
      And A was not told StatusText "unheard" of B

    @CSP-AUT-016 @negative
    Scenario: A decision about an unknown user is refused
      Given A is subscribed to the presence of B
      And B is asked to authorize A
      And B grants A
      When B grants the unknown user "nobody"
      Then it is refused with code 531
      And the session of B survives

    @CSP-AUT-017 @informative
    Scenario: A decision nobody asked for
      When B grants A
      And A subscribes to the presence of B
      Then it is observed whether B is asked to authorize A

    @CSP-AUT-018
    Scenario: A request that arises while the publisher is offline comes with the next login
      Given B logs out
      When A subscribes to the presence of B
      And B is logged in
      Then B is asked to authorize A

    @CSP-AUT-019
    Scenario: A decision is cancelled
      Given A is subscribed to the presence of B
      And B is asked to authorize A
      And B grants A
      When B cancels the authorization of A
      Then the answer has code 200

    @CSP-AUT-019
    Scenario: A denial is cancelled
      Given A is subscribed to the presence of B
      And B is asked to authorize A
      And B denies A
      When B cancels the authorization of A
      Then the answer has code 200

    @CSP-AUT-020
    Scenario Outline: After the cancellation of a <decision> a new subscription asks anew
      Given A is subscribed to the presence of B
      And B is asked to authorize A
      And B <decides> A
      When B cancels the authorization of A
      And A unsubscribes from B
      And A subscribes to the presence of B
      Then B is asked to authorize A

      Examples:
        | decision | decides |
        | grant    | grants  |
        | denial   | denies  |

    @CSP-AUT-021 @claims:IMPS-CSP-S-SENDMSG
    Scenario: After the cancellation no more values come
      Given C is logged in
      And A is subscribed to the presence of B
      And B is asked to authorize A
      And B grants A
      And C is subscribed to the presence of B
      And B is asked to authorize C
      And B grants C
      When B cancels the authorization of A
      And A fetches what waits
      And B publishes StatusText "changed"
      Then C is notified that StatusText of B is "changed"
      When C sends the text "marker" to A
      Then A gets the text "marker"
      And A was not told StatusText "changed" of B

    @CSP-AUT-022 @negative
    Scenario: Cancelling for an unknown user is refused
      Given A is subscribed to the presence of B
      And B is asked to authorize A
      And B grants A
      When B cancels the authorization of the unknown user "nobody"
      Then it is refused with code 531 or 404
      And the session of B survives

    @CSP-AUT-023
    Scenario: The state of decisions is told
      Given C is logged in
      And A is subscribed to the presence of B
      And B is asked to authorize A
      And B grants A
      And C is subscribed to the presence of B
      And B is asked to authorize C
      And B denies C
      When B sends a GetReactiveAuthStatus-Request
      Then the answer is a GetReactiveAuthStatus-Response
      And the reactive authorization of A is GRANTED
      And the reactive authorization of C is DENIED

    @CSP-AUT-023
    Scenario: The state of the decision about one user is told
      Given C is logged in
      And A is subscribed to StatusText of B
      And B is asked to authorize A
      And B grants StatusText to A
      And C is subscribed to the presence of B
      And B is asked to authorize C
      And B denies C
      When B sends a GetReactiveAuthStatus-Request with
        | UserID | {A} |
      Then the answer is a GetReactiveAuthStatus-Response
      And the reactive authorization of A is GRANTED
      And the answer tells no decision about C

    @CSP-AUT-024 @claims:IMPS-CSP-S-CCLI
    Scenario: A request names one watcher, also when a contact list was subscribed to
      Given C is logged in
      And A owns the contact list "team" with B and C
      When A subscribes to the contact list "team"
      Then B is asked to authorize A
      And the request for authorization names one user and no contact list
      And C is asked to authorize A
      And the request for authorization names one user and no contact list

    @CSP-AUT-025 @claims:IMPS-CSP-S-SENDMSG @informative
    Scenario: In 1.3 nobody is asked
      Given C is logged in
      When A subscribes to the presence of B
      And C sends the text "marker" to B
      Then B gets the text "marker"
      And it is observed whether B is asked to authorize A

    @CSP-AUT-028 @informative
    Scenario: A grant and the values there are
      Given B has published StatusText "waiting"
      And A is subscribed to the presence of B
      And B is asked to authorize A
      When B grants A
      Then it is observed whether A was told StatusText "waiting" of B already
