Feature: The XML syntax
  Messages are well-formed XML in the namespaces of their version. How a document is written, in the ways XML leaves
  open, makes no difference. What every message of the server must be is watched in all scenarios.

  Rule: Documents

    @SYN-XML-007 @claims:IMPS-CSP-S-SENDMSG
    Scenario Outline: Markup characters come back unharmed, written <how>
      Given A and B are logged in
      When A sends the text "<&>'\" & so on ]]>" to B, written <how>
      Then B gets the text "<&>'\" & so on ]]>"

      Examples:
        | how                         |
        | with entities               |
        | with character references   |
        | in CDATA sections           |

    @SYN-XML-007 @unclaimed:IMPS-CSP-S-SENDMSG @claims:IMPS-CSP-S-CCLI @claims:IMPS-CSP-S-MCLS
    Scenario Outline: Markup characters in a display name come back unharmed, written <how>
      Given A and B are logged in
      When A creates a contact list with B and the DisplayName "<&>'\"", written <how>
      Then the DisplayName of the list is "<&>'\""

      Examples:
        | how                         |
        | with entities               |
        | with character references   |
        | in CDATA sections           |

    @SYN-XML-008
    Scenario Outline: A message <how> is understood
      Given A is logged in without negotiation
      When A sends a KeepAlive-Request written <how>
      Then the keep-alive is confirmed

      Examples:
        | how                             |
        | with empty-element tags         |
        | with start and end tags         |
        | with white space between elements |

    @SYN-XML-097 @negative
    Scenario Outline: A message <fault> is refused and the session goes on
      Given A is logged in without negotiation
      And A sends a KeepAlive-Request by hand
      When A posts that message, <fault>
      Then it is not carried out, however that is said
      And the session of A is alive

      Examples:
        | fault                            |
        | cut short                        |
        | without its last end tag         |
        | with an end tag of another name  |
        | with a bare ampersand in a value |

    @SYN-XML-009 @informative
    Scenario: An unknown element inside a known primitive
      Given A is logged in without negotiation
      When A sends a KeepAlive-Request with an element nobody knows
      Then it is observed how it is answered
      And the session of A is alive
