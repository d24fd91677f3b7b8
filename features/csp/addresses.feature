Feature: Addresses
  Users, contact lists and groups have addresses: wv:user@domain, wv:owner/list@domain, wv:owner/group@domain, and
  wv:/group@domain for the groups of the provider.

  Rule: Spellings of one address

    @CSP-ADR-001 @claims:IMPS-CSP-S-SENDMSG
    Scenario Outline: A user is reached under an address <form>
      Given A and B are logged in
      When A sends the text "hello" to the address of B written <form>
      Then B gets the text "hello"

      Examples:
        | form                   |
        | with scheme and domain |
        | without the scheme     |

    @CSP-ADR-002 @claims:IMPS-CSP-S-SENDMSG
    Scenario Outline: An address <form> lies in the home domain
      Given A and B are logged in
      When A sends the text "hello" to the address of B written <form>
      Then B gets the text "hello"

      Examples:
        | form                             |
        | without the domain               |
        | without the scheme or the domain |

    @CSP-ADR-003 @claims:IMPS-CSP-S-SENDMSG
    Scenario: Letter case makes no difference
      Given A and B are logged in
      When A sends the text "hello" to the address of B written in other letter case
      Then B gets the text "hello"

    @CSP-ADR-001 @unclaimed:IMPS-CSP-S-SENDMSG @claims:IMPS-CSP-S-SUBPRES
    Scenario Outline: A user is subscribed to under an address <form>
      Given A and B are logged in
      When A subscribes to the address of B written <form>
      Then the answer has code 200

      Examples:
        | form                   |
        | with scheme and domain |
        | without the scheme     |

    @CSP-ADR-002 @unclaimed:IMPS-CSP-S-SENDMSG @claims:IMPS-CSP-S-SUBPRES
    Scenario Outline: A user is subscribed to in the home domain under an address <form>
      Given A and B are logged in
      When A subscribes to the address of B written <form>
      Then the answer has code 200

      Examples:
        | form                             |
        | without the domain               |
        | without the scheme or the domain |

    @CSP-ADR-003 @unclaimed:IMPS-CSP-S-SENDMSG @claims:IMPS-CSP-S-SUBPRES
    Scenario: Letter case makes no difference to a subscription
      Given A and B are logged in
      When A subscribes to the address of B written in other letter case
      Then the answer has code 200

  Rule: Addresses of lists and groups

    @CSP-ADR-004 @claims:IMPS-CSP-S-GCLI
    Scenario: A contact list is reported under the address it was created with
      Given A is logged in
      And A has the contact list "friends" with B
      When A sends a GetList-Request
      Then the answer names the contact list "friends" of A by its address

    @CSP-ADR-005 @claims:IMPS-CSP-S-GETGP
    Scenario: A private group is known under the address it was created with
      Given A is logged in
      When A creates the open group "room1" under an address of its own
      Then the answer has code 200
      And the properties of the group "room1" can be read under that address

    @CSP-ADR-006 @claims:IMPS-CSP-S-SENDMSG
    Scenario: A public group has an address without owner
      Given A and B are logged in
      When A and B join the public group
      And A sends the text "hello all" to the public group
      Then B gets the text "hello all", addressed to the public group

  Rule: Strings that are no address

    @CSP-ADR-007 @negative @claims:IMPS-CSP-S-CCLI @claims:IMPS-CSP-S-GCLI
    Scenario Outline: A contact list with a further <character> in its name is refused
      Given A is logged in
      And A has the contact list "plain" with B
      When A creates a contact list with the name <name>
      Then it is refused with code 402, 400, 752, 806 or 901
      And A has no contact list with the name <name>
      And the session of A is alive

      Examples:
        | character | name |
        | slash     | a/b  |
        | at sign   | a@b  |

    @CSP-ADR-007 @negative @claims:IMPS-CSP-S-CREAG
    Scenario Outline: A group with a further <character> in its name is refused
      Given A is logged in
      And A has the open group "plain" and is joined to it
      When A creates a group with the name <name>
      Then it is refused with code 402, 400, 752, 806 or 901
      And the session of A is alive

      Examples:
        | character | name |
        | slash     | a/b  |
        | at sign   | a@b  |

    @CSP-ADR-008 @negative @claims:IMPS-CSP-S-CCLI @claims:IMPS-CSP-S-GCLI
    Scenario: A contact list under the address of another user is refused
      Given A and B are logged in
      And A has the contact list "mine" with B
      When A creates a contact list under the address of B
      Then it is refused with code 402, 403, 752, 806, 816 or 901
      And B has no contact list under that address
      And the session of A is alive

    @CSP-ADR-008 @negative @claims:IMPS-CSP-S-CREAG
    Scenario: A group under the address of another user is refused
      Given A and B are logged in
      And A has the open group "mine" and is joined to it
      When A creates a group under the address of B
      Then it is refused with code 402, 403, 752, 806, 816 or 901
      And the session of A is alive

    @CSP-ADR-010 @negative
    Scenario: An address that cannot be parsed is refused
      Given A and B are logged in
      And A can address B
      When A addresses "wv:@@"
      Then the address is refused with code 901, 400, 402, 404, 410, 427 or 531, alone or in DetailedResult
      And the session of A is alive

    @CSP-ADR-010 @negative @claims:IMPS-CSP-S-INVIT
    Scenario: An address that cannot be parsed is not invited
      Given A and B are logged in
      And A can invite B
      When A sends the invitation "lost" with
        | address | wv:@@ |
      Then the address is refused with code 901, 400, 402, 404, 410, 427 or 531, alone or in DetailedResult
      And the session of A is alive

    @CSP-ADR-010 @negative @claims:IMPS-CSP-S-SUBPRES
    Scenario: An address that cannot be parsed is not subscribed to
      Given A and B are logged in
      And A can address B
      When A subscribes to the presence of the address "wv:@@"
      Then the address is refused with code 901, 400, 402, 404, 410, 427 or 531, alone or in DetailedResult
      And the session of A is alive

    @CSP-ADR-010 @negative
    Scenario: An address that cannot be parsed logs nobody in
      When the suite logs in as "wv:@@"
      Then no session is opened, and a refusal has code 901, 400, 402, 404, 409, 410, 427, 516 or 531
      And A can log in with the right password

    @CSP-ADR-010 @negative @claims:IMPS-CSP-S-CREAG
    Scenario: A group under an address that cannot be parsed is refused
      Given A is logged in
      And A has the open group "plain" and is joined to it
      When A creates a group under the address "wv:@@"
      Then it is refused with code 901, 400, 402, 404, 410, 427, 531 or 806
      And the session of A is alive

    @CSP-ADR-011 @claims:IMPS-CSP-S-SENDMSG
    Scenario: A message to a domain that cannot be reached fails
      Given A and B are logged in
      And A can address B
      When A sends a text with DeliveryReport T to "wv:user@unreachable.invalid"
      Then it fails with code 516, 101, 201, 404, 410, 504, 531 or 900, or a DeliveryReport tells of the failure

    @CSP-ADR-011 @unclaimed:IMPS-CSP-S-SENDMSG
    Scenario: A request to a domain that cannot be reached fails
      Given A and B are logged in
      And A can address B
      When A addresses "wv:user@unreachable.invalid"
      Then the address is refused with code 516, 101, 201, 404, 410, 504, 531 or 900, alone or in DetailedResult
