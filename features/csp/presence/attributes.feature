Feature: Presence attributes
  What a client publishes under an attribute reaches authorized watchers as it was published.

  Background:
    Given A is logged in
    And B is logged in

  @CSP-PAT-001 @claims:IMPS-CSP-S-GETPR
  Scenario Outline: UserAvailability <value> comes back
    Given B shows UserAvailability to A
    When B publishes
      """
      <UserAvailability><Qualifier>T</Qualifier><PresenceValue><value></PresenceValue></UserAvailability>
      """
    Then the answer has code 200
    And A reads what B published

    Examples:
      | value         |
      | AVAILABLE     |
      | NOT_AVAILABLE |
      | DISCREET      |

  @CSP-PAT-002 @claims:IMPS-CSP-S-GETPR
  Scenario Outline: StatusMood <value> comes back
    Given B shows StatusMood to A
    When B publishes
      """
      <StatusMood><Qualifier>T</Qualifier><PresenceValue><value></PresenceValue></StatusMood>
      """
    Then the answer has code 200
    And A reads what B published

    Examples:
      | value      |
      | HAPPY      |
      | SAD        |
      | ANGRY      |
      | JEALOUS    |
      | ASHAMED    |
      | INVINCIBLE |
      | IN_LOVE    |
      | SLEEPY     |
      | BORED      |
      | EXCITED    |
      | ANXIOUS    |

  @CSP-PAT-003 @CSP-PAT-012 @CSP-PAT-013 @claims:IMPS-CSP-S-GETPR
  Scenario: OnlineStatus of a user who is logged in
    Given B has attached OnlineStatus and Registration to A
    When A asks for OnlineStatus of B
    Then the answer is a GetPresence-Response with code 200
    And the answer shows OnlineStatus of B as T or F, with a Qualifier

  @CSP-PAT-003 @CSP-PAT-012 @CSP-PAT-013 @claims:IMPS-CSP-S-GETPR
  Scenario: Registration of a user who is logged in
    Given B has attached OnlineStatus and Registration to A
    When A asks for Registration of B
    Then the answer is a GetPresence-Response with code 200
    And Registration of B, where the answer shows a valid one, is T or F

  @CSP-PAT-004 @claims:IMPS-CSP-S-GETPR
  Scenario Outline: ClientType <type> comes back
    Given B shows ClientInfo to A
    When B publishes
      """
      <ClientInfo><Qualifier>T</Qualifier><ClientType><type></ClientType></ClientInfo>
      """
    Then the answer has code 200
    And A reads what B published

    Examples:
      | type     |
      | COMPUTER |
      | PDA      |

  @CSP-PAT-015 @claims:IMPS-CSP-S-GETPR
  Scenario: Maker, model, version and language of the client come back
    Given B shows ClientInfo to A
    When B publishes
      """
      <ClientInfo>
        <Qualifier>T</Qualifier><DevManufacturer>Northern Phones</DevManufacturer>
        <ClientProducer>Suite</ClientProducer><Model>Model 7</Model><ClientVersion>3.1</ClientVersion>
        <Language>fin</Language>
      </ClientInfo>
      """
    Then the answer has code 200
    And A reads what B published

  @CSP-PAT-005 @claims:IMPS-CSP-S-GETPR
  Scenario Outline: Free text in <attribute> comes back
    Given B shows <attribute> to A
    When B publishes
      """
      <<attribute>><Qualifier>T</Qualifier><PresenceValue>Käse für Łódź, 東京 &amp; Ωmega</PresenceValue></<attribute>>
      """
    Then the answer has code 200
    And A reads what B published

    Examples:
      | attribute        |
      | StatusText       |
      | Alias            |
      | FreeTextLocation |

  @CSP-PAT-006 @claims:IMPS-CSP-S-GETPR
  Scenario: Each way of communicating comes back with its status
    Given B shows CommCap to A
    When B publishes
      """
      <CommCap>
        <Qualifier>T</Qualifier>
        <CommC><Cap>CALL</Cap><Status>OPEN</Status><Contact>+358401111111</Contact><Note>office</Note></CommC>
        <CommC><Cap>SMS</Cap><Status>CLOSED</Status><Contact>+358402222222</Contact><Note>away</Note></CommC>
      </CommCap>
      """
    Then the answer has code 200
    And A reads what B published

  @CSP-PAT-007 @claims:IMPS-CSP-S-GETPR
  Scenario: Each preferred contact comes back with its priority
    Given B shows PreferredContacts to A
    When B publishes
      """
      <PreferredContacts>
        <Qualifier>T</Qualifier>
        <AddrPref><PrefC>CALL</PrefC><Caddr>+358401111111</Caddr><Cstatus>OPEN</Cstatus><Cname>one</Cname><Cpriority>10</Cpriority></AddrPref>
        <AddrPref><PrefC>SMS</PrefC><Caddr>+358402222222</Caddr><Cstatus>OPEN</Cstatus><Cname>two</Cname><Cpriority>20</Cpriority></AddrPref>
        <AddrPref><PrefC>EMAIL</PrefC><Caddr>bob@example.com</Caddr><Cstatus>CLOSED</Cstatus><Cname>three</Cname><Cpriority>30</Cpriority></AddrPref>
      </PreferredContacts>
      """
    Then the answer has code 200
    And A reads what B published

  @CSP-PAT-008 @claims:IMPS-CSP-S-GETPR
  Scenario Outline: StatusContent with <form> comes back in that form
    Given B shows StatusContent to A
    When B publishes
      """
      <StatusContent><Qualifier>T</Qualifier><<form>><content></<form>><ContentType><type></ContentType></StatusContent>
      """
    Then the answer has code 200
    And A reads what B published

    Examples:
      | form            | content                        | type       |
      | ReferredContent | http://www.example.com/pic.gif | image/gif  |
      | DirectContent   | at work                        | text/plain |

  @CSP-PAT-009 @claims:IMPS-CSP-S-GETPR
  Scenario Outline: ContactInfo with <form> comes back in that form
    Given B shows ContactInfo to A
    When B publishes
      """
      <ContactInfo><Qualifier>T</Qualifier><<form>><content></<form>></ContactInfo>
      """
    Then the answer has code 200
    And A reads what B published

    Examples:
      | form           | content                                  |
      | ReferredvCard  | http://www.example.com/bob.vcf           |
      | ContainedvCard | BEGIN:VCARD VERSION:2.1 N:Baker END:VCARD |

  @CSP-PAT-010 @claims:IMPS-CSP-S-GETPR
  Scenario: A link comes back with its text
    Given B shows InfoLink to A
    When B publishes
      """
      <InfoLink>
        <Qualifier>T</Qualifier>
        <Inf_link><Link>http://www.example.com/bob</Link><Text>About Bob</Text></Inf_link>
      </InfoLink>
      """
    Then the answer has code 200
    And A reads what B published

  @CSP-PAT-011 @claims:IMPS-CSP-S-GETPR
  Scenario Outline: <attribute>, where it is accepted, comes back unless the network says otherwise
    Given B shows <attribute> to A
    When B publishes
      """
      <<attribute>><Qualifier>T</Qualifier><content></<attribute>>
      """
    Then A reads what B published, unless the network sets <attribute>

    Examples:
      | attribute         | content                                                              |
      | GeoLocation       | <Longitude>24 56 15.6E</Longitude><Latitude>60 10 15.4N</Latitude>   |
      | Address           | <Country>FI</Country><City>Helsinki</City><Street>Mannerheimintie</Street> |
      | PLMN              | <PresenceValue>24405</PresenceValue>                                 |
      | TimeZone          | <Zone>+02</Zone>                                                     |
      | PreferredLanguage | <PresenceValue>fin</PresenceValue>                                   |

  @CSP-PAT-014 @claims:IMPS-CSP-S-GETPR @syntax:xml @informative
  Scenario: An attribute of a namespace of its own
    Given B shows StatusText to A
    When B publishes a status beside an attribute of a namespace of its own
    Then it is observed whether A gets the attribute of B back
