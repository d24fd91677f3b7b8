Feature: The plain text syntax
  Messages as a line of codes and values. Codes are known for login, negotiation, contact lists and presence; scenarios
  about anything else do not apply in this syntax.

  Rule: Parameters

    @SYN-PTS-002 @claims:IMPS-CSP-S-CCLI
    Scenario Outline: A value with <what> comes back unharmed
      Given A is logged in
      When A creates a contact list that is called <name>
      Then the contact list is shown as <name>

      Examples:
        | what                      | name                |
        | double quotes             | the "other" list    |
        | separators of values      | one, two (three)    |
        | signs between code, value | a=b & c=d           |
        | letters of many octets    | Zoë, 漢字 and 😀     |

    @SYN-PTS-005 @negative @informative
    Scenario: A message of an unknown type is answered
      Given A is logged in without negotiation
      And the session of A is alive
      When A sends a plain text message of the type ZZ
      Then it is answered with code 501
      And the session of A is alive

    @SYN-PTS-006 @negative @informative
    Scenario: A version that is not served is answered
      Given A can log in and log out
      When A sends a login with the version digits 19
      Then it is answered with code 505

  Rule: The same service

    @SYN-PTS-003 @claims:IMPS-CSP-S-GCLI
    Scenario: Plain text and XML are answered by the same primitives
      When A does the same in a session over XML and in one over plain text
      Then both were answered by the same primitives with the same codes

    @SYN-PTS-007 @claims:IMPS-CSP-S-CCLI
    Scenario: Plain text and XML have the same effect
      Given A is logged in
      And A owns the contact list "friends" with B as "bobby" and C
      Then the contact list "friends" of A reads the same over XML

  Rule: Segments

    @SYN-PTS-001 @claims:IMPS-CSP-S-CCLI
    Scenario: A long answer is cut into parts
      Given A is logged in by short message
      And A owns 12 contact lists with long names, made by short message
      When A asks for its contact lists by short message
      Then the answer came in parts with letters, 26 at most
      And no part has more than 133 octets

  Rule: Beside other syntaxes

    @SYN-PTS-051 @claims:IMPS-CSP-S-GETPR @claims:IMPS-CSP-S-UPDPR
    Scenario Outline: A text with <what> goes through plain text whole
      Given A speaks as the scenario does, B and C in the other syntaxes
      And A and B are logged in
      And C is logged in
      And A shows StatusText to B
      And A shows StatusText to C
      And B shows StatusText to A
      And C shows StatusText to A
      When A publishes a text with <what>
      Then B reads that text of A
      And C reads that text of A
      When B publishes a text with <what>
      Then A reads that text of B
      When C publishes a text with <what>
      Then A reads that text of C

      Examples:
        | what                      |
        | letters of many octets    |
        | signs of markup           |
        | separators of plain text  |
        | white space within        |
        | a large number            |
        | a date                    |
        | nothing but a quote       |
