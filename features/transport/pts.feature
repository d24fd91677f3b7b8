Feature: Plain text messages
  The preamble and the parameters of a message, and what a server makes of their forms.

  @TRN-PTS-008
  Scenario: A client logs in over plain text
    When A logs in with the usual parameters
    Then the login is accepted with a SessionID

  Rule: Preamble

    @TRN-PTS-002
    Scenario: Codes in small letters mean the same
      Given A is logged in without negotiation
      And the session of A is alive
      When A sends a KeepAlive-Request with codes in small letters
      Then the answer is a KeepAlive-Response with code 200

    @TRN-PTS-003
    Scenario Outline: The answer repeats the transaction number <number>
      Given A is logged in without negotiation
      When A sends a KeepAlive-Request under the transaction number <number>
      Then the answer bears the transaction number <number>

      Examples:
        | number |
        | 7      |
        | 417    |
        | 999    |

  Rule: Parameters

    @TRN-PTS-005
    Scenario: Parameters may stand in any order
      Given A can log in and log out
      When A logs in with its parameters in the opposite order
      Then the login is accepted with a SessionID

    @TRN-PTS-007 @negative @informative
    Scenario: Unreadable parameters are answered under the number of the message
      Given A is logged in without negotiation
      And the session of A is alive
      When A sends a KeepAlive-Request with a double quote that is not closed
      Then it is answered with code 400
      And the session of A is alive
