Feature: Short messages
  The data channel over a short-message centre: parts in any order, from several phones, and transactions of the server
  without a poll.

  @TRN-SMS-003 @claims:IMPS-CSP-S-SUBPRES
  Scenario: A transaction of the server comes without a poll
    Given A is logged in by short message
    And B is logged in
    And B shows StatusText to A
    And A subscribes by short message to StatusText of B
    When B publishes StatusText "by phone"
    Then a short message with that transaction comes to A

  @TRN-SMS-005
  Scenario Outline: Parts that come <how> are put together
    Given A is logged in by short message
    When A sends a long request by short message, its parts <how>
    Then it is answered by short message with code 200

    Examples:
      | how                      |
      | in order                 |
      | the last one first       |
      | twice                    |

  @TRN-SMS-006 @informative
  Scenario: Parts of several senders under one number are kept apart
    Given A is logged in by short message
    And B is logged in by short message
    When A and B send parts of long requests under one transaction number, by turns
    Then both are answered by short message with code 200
