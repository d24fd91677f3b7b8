Feature: Attribute lists
  With an attribute list the publisher authorizes proactively: it says which presence attributes users, the members of contact lists,
  or everybody else may see.

  Background:
    Given A is logged in
    And B is logged in

  Rule: Creating

    @CSP-ATL-001 @claims:IMPS-CSP-S-GETPR @claims:IMPS-CSP-S-UPDPR
    Scenario: Attributes are attached to a user
      Given B has published StatusText "here"
      When B attaches StatusText to A
      Then the answer has code 200
      And A reads StatusText "here" of B

    @CSP-ATL-002 @claims:IMPS-CSP-S-GALS @claims:IMPS-CSP-S-CCLI
    Scenario: Attributes are attached to a contact list
      Given B owns the contact list "watchers" with A
      When B attaches StatusText to the contact list "watchers"
      Then the answer has code 200
      When B asks for the attribute list of the contact list "watchers"
      Then the answer gives StatusText to the contact list "watchers"

    @CSP-ATL-003 @claims:IMPS-CSP-S-GALS
    Scenario: DefaultList T sets the default attribute list
      When B attaches StatusText to the default list
      Then the answer has code 200
      When B asks for the attribute list of the default list
      Then the default attribute list names StatusText

    @CSP-ATL-004 @claims:IMPS-CSP-S-GETPR @claims:IMPS-CSP-S-UPDPR
    Scenario: A later request replaces the attributes
      Given B has published StatusText "text" and Alias "name"
      And B has attached StatusText to A
      When B attaches Alias to A
      Then the answer has code 200
      And A reads Alias "name" of B
      And A reads no StatusText of B

    @CSP-ATL-005 @negative
    Scenario: An unknown user is reported
      When B attaches StatusText to A and the unknown user "nobody"
      Then the answer reports 531

    @CSP-ATL-005 @negative
    Scenario: An unknown contact list is reported
      Given B has attached StatusText to A
      When B attaches StatusText to the contact list "missing"
      Then the answer reports 700

    @CSP-ATL-006 @syntax:xml @claims:IMPS-CSP-S-GETPR @claims:IMPS-CSP-S-UPDPR @negative
    Scenario: An attribute nobody defined is refused or left out
      Given B has published StatusText "here"
      When B gives StatusText and an attribute nobody defined to A
      Then the answer has code 750, 200 or 201
      And after success A reads StatusText "here" of B
      And the session of B survives

    @CSP-ATL-007 @needs:limits.attributeLists @needs:create-account @negative
    Scenario: Beyond the maximum number of attribute lists a further one is refused
      When B gives attribute lists to users beyond the limit
      Then it is refused with code 755

    @CSP-ATL-008 @claims:IMPS-CSP-S-UPDPR
    Scenario: Subscribers who may see more are notified
      Given B has published StatusText "here"
      And A is subscribed to the presence of B
      And A fetches what waits
      When B attaches StatusText to A
      Then A is notified that StatusText of B is "here"

    @CSP-ATL-009 @claims:IMPS-CSP-S-GALS @claims:IMPS-CSP-S-CCLI
    Scenario: A member of a list with an attribute list may have one, too
      Given B owns the contact list "watchers" with A
      And B has attached StatusText to the contact list "watchers"
      When B attaches Alias to A
      Then the answer has code 200
      When B asks for all attribute lists
      Then the answer gives StatusText to the contact list "watchers"
      And the answer gives Alias to A

    @CSP-ATL-010 @claims:IMPS-CSP-S-GALS
    Scenario: An attribute list may tell the publisher when more is asked for
      When B gives StatusText to A with UserNotify T
      Then the answer has code 200
      When B asks for the attribute list of A
      Then the answer gives StatusText to A
      And UserNotify for A, where the answer shows it, is T

    @CSP-ATL-020 @informative
    Scenario: Attribute lists without their function in the negotiated tree
      When B attaches StatusText to A
      Then it is observed whether the answer has code 200

    @CSP-ATL-021
    Scenario: DefaultList F leaves the default attribute list
      Given B has attached StatusText to the default list
      When B attaches Alias to A
      Then the answer has code 200
      When B asks for the attribute list of the default list
      Then the default attribute list names StatusText

  Rule: Asking

    @CSP-ATL-011
    Scenario: DefaultList T returns the default attribute list
      Given B has attached StatusText to the default list
      When B asks for the attribute list of the default list
      Then the answer is a GetAttributeList-Response with code 200
      And the default attribute list names StatusText

    @CSP-ATL-012 @claims:IMPS-CSP-S-CCLI
    Scenario: Naming nobody returns the attribute lists of all users and contact lists
      Given B owns the contact list "watchers"
      And B has attached StatusText to A
      And B has attached Alias to the contact list "watchers"
      When B asks for all attribute lists
      Then the answer is a GetAttributeList-Response with code 200
      And the answer gives StatusText to A
      And the answer gives Alias to the contact list "watchers"

    @CSP-ATL-013
    Scenario: Naming a user returns that user's attribute list only
      Given B has attached StatusText to A
      And B has attached Alias to C
      When B asks for the attribute list of A
      Then the answer holds exactly one attribute list
      And the answer gives StatusText to A

    @CSP-ATL-014 @claims:IMPS-CSP-S-CCLI
    Scenario: Each list says whose it is and names attributes without values
      Given B owns the contact list "watchers"
      And B has attached StatusText and OnlineStatus to A
      And B has attached Alias to the contact list "watchers"
      When B asks for all attribute lists
      Then every attribute list says whose it is and names attributes without values

    @CSP-ATL-015 @negative
    Scenario: Asking for an unknown contact list is reported
      Given B has attached StatusText to A
      When B asks for the attribute list of the contact list "missing"
      Then the answer reports 700
      And the session of B survives

    @CSP-ATL-015 @negative
    Scenario: Asking for an unknown user is reported
      Given B has attached StatusText to A
      When B asks for the attribute list of the unknown user "nobody"
      Then the answer reports 531
      And the session of B survives

  Rule: Deleting

    @CSP-ATL-016 @claims:IMPS-CSP-S-GALS
    Scenario: The attribute list of a user is removed
      Given B has attached StatusText to A
      When B deletes the attribute list of A
      Then the answer has code 200
      When B asks for all attribute lists
      Then the answer gives nothing to A

    @CSP-ATL-016 @claims:IMPS-CSP-S-GALS @claims:IMPS-CSP-S-CCLI
    Scenario: The attribute list of a contact list is removed
      Given B owns the contact list "watchers" with A
      And B has attached StatusText to the contact list "watchers"
      When B deletes the attribute list of the contact list "watchers"
      Then the answer has code 200
      When B asks for all attribute lists
      Then the answer gives nothing to the contact list "watchers"

    @CSP-ATL-017 @claims:IMPS-CSP-S-GALS
    Scenario: DefaultList T removes the default attribute list
      Given B has attached StatusText to the default list
      When B deletes the attribute list of the default list
      Then the answer has code 200
      When B asks for the attribute list of the default list
      Then there is no default attribute list, or one without attributes

    @CSP-ATL-018 @claims:IMPS-CSP-S-GETPR
    Scenario: After the removal the watcher gets no more values
      Given B has attached StatusText to A
      And A is subscribed to the presence of B
      And B has published StatusText "seen"
      And A is notified that StatusText of B is "seen"
      When B deletes the attribute list of A
      And B publishes StatusText "unseen"
      And A fetches what waits
      And B attaches Alias to A
      And B publishes Alias "heard"
      Then A is notified that Alias of B is "heard"
      And A was not told StatusText "unseen" of B
      And A reads no StatusText of B

    @CSP-ATL-018 @claims:IMPS-CSP-S-GETPR @claims:IMPS-CSP-S-CCLI
    Scenario Outline: After the removal for <whom> the members of a contact list get no more values
      Given B owns the contact list "watchers" with A
      And B has attached StatusText to <whom>
      And A is subscribed to the presence of B
      And B has published StatusText "seen"
      And A is notified that StatusText of B is "seen"
      When B deletes the attribute list of <whom>
      And B publishes StatusText "unseen"
      And A fetches what waits
      And B attaches Alias to A
      And B publishes Alias "heard"
      Then A is notified that Alias of B is "heard"
      And A was not told StatusText "unseen" of B
      And A reads no StatusText of B

      Examples:
        | whom                        |
        | the contact list "watchers" |
        | the default list            |

    @CSP-ATL-019 @negative
    Scenario: Deleting the attribute list of an unknown user is reported
      Given B has attached StatusText to A
      When B deletes the attribute list of the unknown user "nobody"
      Then the answer reports 531
      And the session of B survives
