Feature: The WBXML syntax
  The binary form of the same messages. A decoder takes whatever form WBXML and the token tables allow for the same
  content. That the server's own documents decode is watched in all scenarios.

  Rule: Text

    @SYN-WBX-001
    Scenario Outline: Text written <how> is understood
      When A logs in with text written <how>
      Then the login is accepted with a SessionID

      Examples:
        | how                           |
        | as inline strings             |
        | as string table references    |
        | as entities                   |
        | as opaque data                |
        | in several parts              |

    @SYN-WBX-001
    Scenario: The literal name of a known element is understood
      When A logs in with the element UserID named by a literal
      Then the login is accepted with a SessionID

  Rule: Typed data

    @SYN-WBX-002
    Scenario Outline: The number <number> <how> is understood
      Given A can log in with TimeToLive <number>, written as text
      When A logs in with TimeToLive <number>, written <how>
      Then the login is accepted with the KeepAliveTime of before

      Examples:
        | number | how                     |
        | 240    | as opaque of 1 octet    |
        | 600    | as opaque of 2 octets   |
        | 600    | as opaque of 4 octets   |

    @SYN-WBX-003 @claims:IMPS-CSP-S-SENDMSG
    Scenario Outline: A date written <how> is understood
      Given A and B are logged in
      When A sends the text "dated" to B with a DateTime written <how>
      Then B gets the text "dated"

      Examples:
        | how                     |
        | as opaque of 6 octets   |
        | as text                 |

    @SYN-WBX-004
    Scenario: A value spelt out means the same as its token
      Given A is logged in without negotiation
      When A negotiates capabilities with values as tokens, then with values as text
      Then both were answered the same

  Rule: Structure

    @SYN-WBX-005
    Scenario: Superfluous code page switches do no harm
      When A logs in with a code page switch before every tag
      Then the login is accepted with a SessionID

    @SYN-WBX-009
    Scenario Outline: Lengths and numbers with leading octets 80 are understood, text <how>
      When A logs in with lengths and numbers in longer form, text <how>
      Then the login is accepted with a SessionID

      Examples:
        | how                        |
        | as string table references |
        | as opaque data             |

    @SYN-WBX-007 @negative
    Scenario Outline: A <fault> document is refused and the session goes on
      Given A is logged in without negotiation
      And A sends a KeepAlive-Request by hand
      When A posts that message, <fault>
      Then it is not carried out, however that is said
      And the session of A is alive

      Examples:
        | fault                                 |
        | cut short                             |
        | with a string table that has no end   |
        | with a length beyond its end          |

    @SYN-WBX-008 @claims:IMPS-CSP-S-GCLI
    Scenario: WBXML and XML have the same effect
      When A does the same in a session over XML and in one over WBXML: login, negotiation, KeepAlive-Request, GetList-Request
      Then both were answered by the same primitives with the same codes and values

  Rule: Beside other syntaxes

    @SYN-WBX-056 @claims:IMPS-CSP-S-SENDMSG
    Scenario Outline: A message with <what> goes through WBXML whole
      Given A speaks as the scenario does, B and C in the other syntaxes
      And A and B are logged in
      When A sends B a message with <what>
      Then it comes to B whole
      When B sends A a message with <what>
      Then it comes to A whole

      Examples:
        | what                      |
        | letters of many octets    |
        | signs of markup           |
        | a large number            |
        | a date                    |
        | a long text               |
        | binary content            |
