Feature: Addresses between servers

  Background:
    Given A is logged in
    And the peer has a session with the server
    And a text of Z reaches A

  Rule: A peer speaks for its own users

    @SSP-ADR-001 @negative
    Scenario Outline: The peer cannot ask for a user of <domain>
      When Z sends A the text "lost", asked for by a user of <domain>
      Then the request of the peer is refused with code 901
      And after a text of Z that A gets, A has not got the text "lost"

      Examples:
        | domain                   |
        | the domain of the server |
        | a third domain           |

    @SSP-ADR-002 @negative
    Scenario Outline: The peer cannot send in the name of a user of <domain>
      When Z sends A the text "lost" under the name of a user of <domain>
      Then the request of the peer is refused with code 901
      And after a text of Z that A gets, A has not got the text "lost"

      Examples:
        | domain                   |
        | the domain of the server |
        | a third domain           |

  Rule: Spellings of one address

    @SSP-ADR-003
    Scenario: Addresses without the scheme are accepted
      When Z sends A the text "hello", all addresses without the scheme
      Then the request of the peer succeeds
      And A gets the text "hello"

    @SSP-ADR-004
    Scenario: Domains in other letter case are the same domains
      When Z sends A the text "hello", all domains in other letter case
      Then A gets the text "hello"

  Rule: Users who cannot be reached

    @SSP-ADR-005 @negative
    Scenario: A request for an unknown user is answered with 531 for that user
      When Z sends an unknown user the text "lost"
      Then the answer has code 531 for the unknown user

    @SSP-ADR-006
    Scenario: One of two addressees is unknown
      When Z sends A and an unknown user the text "hello"
      Then the answer of the server has code 201 and details about the unknown user
      And A gets the text "hello"

    @SSP-ADR-007 @negative
    Scenario: All addressees are unknown
      When Z sends two unknown users the text "lost"
      Then the answer of the server has code 900 and details about both users

  Rule: Clients of a user

    @SSP-ADR-008
    Scenario: The client that a message is for is named to the peer
      When A sends a text to a client of Z
      Then the peer gets the text, for that client of Z

    @SSP-ADR-008 @claims:IMPS-CSP-S-MULTISESS
    Scenario: A message of the peer is for one client of a user
      Given A is logged in at two clients
      When Z sends the text "hello" to the client of A
      And Z sends the text "marker" to the client of A2
      Then A gets the text "hello"
      And A2 gets the text "marker" and not the text "hello"
