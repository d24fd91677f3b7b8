Feature: Polling over HTTP
  A poll is a request of HTTP like any other. Where nothing waits, the response says so without content.

  @TRN-HTTP-006 @TRN-HTTP-012
  Scenario: A poll with nothing waiting is answered by an empty body
    Given A is logged in without negotiation
    When A polls until nothing comes
    Then the answer is HTTP 200 with no octet and Content-Length 0
    And the session of A is alive

  @TRN-HTTP-018
  Scenario: The Poll flag is F or absent when nothing waits
    Given A is logged in without negotiation
    And A polls until nothing comes
    When A sends a KeepAlive-Request
    Then the Poll flag of the answer is not T, or the next poll brings something
