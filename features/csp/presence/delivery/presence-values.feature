Feature: Presence values
  A publisher sets presence attributes; a watcher who is authorized reads them without subscribing.

  Background:
    Given A is logged in
    And B is logged in

  Rule: Reading

    @CSP-PRE-025
    Scenario: GetPresence returns the current authorized value
      Given B shows StatusText to A
      And B has published StatusText "present"
      When A asks for StatusText of B
      Then the answer is a GetPresence-Response with code 200
      And the answer shows StatusText "present" of B

    @CSP-PRE-026
    Scenario: GetPresence for a contact list answers for all members
      Given C is logged in
      And B shows StatusText to A
      And C shows StatusText to A
      And B has published StatusText "one"
      And C has published StatusText "two"
      And A owns the contact list "team" with B and C
      When A asks for StatusText of the contact list "team"
      Then the answer is a GetPresence-Response with code 200
      And the answer shows StatusText "one" of B
      And the answer shows StatusText "two" of C

    @CSP-PRE-027
    Scenario: GetPresence returns only what is asked for
      Given B has attached StatusText and Alias to A
      And B has published StatusText "asked" and Alias "unasked"
      When A asks for StatusText of B
      Then the answer shows StatusText "asked" of B
      And the answer shows no Alias of B

    @CSP-PRE-028
    Scenario: GetPresence returns only what is authorized
      Given B shows StatusText to A
      And B has published StatusText "shown" and Alias "hidden"
      When A asks for the presence of B
      Then the answer shows StatusText "shown" of B
      And the answer shows no Alias of B

    @CSP-PRE-028
    Scenario Outline: GetPresence for <what> does not tell OnlineStatus where only StatusText is authorized
      Given B shows StatusText to A
      And B has published StatusText "shown"
      And A reads StatusText "shown" of B
      When A asks for <what> of B
      Then the answer shows no OnlineStatus of B

      Examples:
        | what         |
        | the presence |
        | OnlineStatus |

    @CSP-PRE-043
    Scenario: GetPresence without PresenceSubList returns every authorized attribute
      Given B has attached StatusText and Alias to A
      And B has published StatusText "text" and Alias "name"
      When A asks for the presence of B
      Then the answer shows StatusText "text" of B
      And the answer shows Alias "name" of B

    @CSP-PRE-043
    Scenario: GetPresence with an empty PresenceSubList returns every authorized attribute
      Given B has attached StatusText and Alias to A
      And B has published StatusText "text" and Alias "name"
      When A asks for the presence of B with an empty PresenceSubList
      Then the answer shows StatusText "text" of B
      And the answer shows Alias "name" of B

    @CSP-PRE-029 @claims:IMPS-CSP-S-UPDPR @negative
    Scenario: An unknown user is reported beside the values of others
      Given B shows StatusText to A
      And B has published StatusText "present"
      When A asks for the presence of B and the unknown user "nobody"
      Then the answer is a GetPresence-Response with code 201
      And the answer reports 531
      And the answer shows StatusText "present" of B

    @CSP-PRE-029 @negative
    Scenario: An unknown user alone is reported
      When A asks for the presence of the unknown user "nobody"
      Then the answer has code 531 or 201
      And the answer shows no presence
      And the session of A survives

    @CSP-PRE-030 @negative
    Scenario: An unknown contact list is reported
      Given A owns the contact list "team" with B
      When A asks for the presence of the contact list "missing"
      Then the answer reports 700
      And the answer shows no presence

    @CSP-PRE-031
    Scenario: Reading is no subscription
      Given C is logged in
      And B shows StatusText to A
      And C shows StatusText to A
      And A is subscribed to the presence of C
      When A asks for the presence of B
      And B publishes StatusText "unheard"
      And C publishes StatusText "heard"
      Then A is notified that StatusText of C is "heard"
      And A was not told StatusText "unheard" of B

    @CSP-PRE-032
    Scenario: Of a user who is not logged in OnlineStatus is F
      Given B shows OnlineStatus to A
      And A reads OnlineStatus T of B
      When B logs out
      Then A reads OnlineStatus F of B

    @CSP-PRE-044
    Scenario: Published values outlive the session
      Given B shows StatusText to A
      And B has published StatusText "kept"
      And A reads StatusText "kept" of B
      When B logs out
      Then A reads StatusText "kept" of B

  Rule: Updating

    @CSP-PRE-033
    Scenario: An update is confirmed and seen
      When B publishes StatusText "new"
      Then the answer has code 200
      And B reads StatusText "new" of B

    @CSP-PRE-034
    Scenario: An attribute that an update does not name keeps its value
      Given B has published StatusText "one" and Alias "kept"
      When B publishes StatusText "two"
      Then B reads StatusText "two" of B
      And B reads Alias "kept" of B

    @CSP-PRE-035
    Scenario: An attribute with Qualifier F has no valid value for watchers
      Given B shows StatusText to A
      And B has published StatusText "former"
      And A reads StatusText "former" of B
      When B unsets StatusText
      Then the answer has code 200
      And A reads no StatusText of B

    @CSP-PRE-036 @syntax:xml @claims:IMPS-CSP-S-GETPR @negative
    Scenario: An attribute nobody defined is refused or passed over
      Given B has published StatusText "twin"
      When B updates StatusText "beside" together with an attribute nobody defined
      Then the answer has code 750, 200 or 201
      And after success B reads StatusText "beside" of B
      And the session of B survives

    @CSP-PRE-037 @negative
    Scenario: A value outside the defined set is refused
      Given B sets UserAvailability to the value AVAILABLE
      And the answer has code 200
      When B sets UserAvailability to the value SUITE_BAD
      Then the answer reports 751
      And the session of B survives

    @CSP-PRE-037 @negative
    Scenario Outline: <what> is refused
      Given B has published StatusText "before"
      When B sends an UpdatePresence-Request with
        | PresenceSubList/StatusText/Qualifier | <qualifier> |
      Then the answer reports 751
      And B reads StatusText "before" of B
      And the session of B survives

      Examples:
        | what                               | qualifier |
        | An attribute valid without a value | T         |

    @CSP-PRE-037 @version:1.3 @negative
    Scenario: A value for another client is refused
      When B sends an UpdatePresence-Request with
        | PresenceSubList/FreeTextLocation/Qualifier     | T                     |
        | PresenceSubList/FreeTextLocation/ClientID/URL  | http://other.invalid/ |
        | PresenceSubList/FreeTextLocation/PresenceValue | elsewhere             |
      Then the answer reports 751
      And the session of B survives

    @CSP-PRE-038 @claims:IMPS-CSP-S-GETPR @informative
    Scenario: A client that is logged in says it is offline
      Given B shows OnlineStatus to A
      When B sets OnlineStatus to the value F
      Then A sees no OnlineStatus F of B, or it is observed
