Feature: Communication initiation over HTTP
  The server gives each session a URL, which the client fetches at its own pace. Only the status means something.

  Background:
    Given A and B are logged in

  @TRN-CIR-HTTP-001
  Scenario: With SHTTP the answer of 1.2 gives a CIRURL
    Given B offers SHTTP
    Then the answer holds a URL that B can fetch

  @TRN-CIR-HTTP-002
  Scenario: With SHTTP the answer of 1.3 gives a CIRHTTPAddress
    Given B offers SHTTP
    Then the answer holds a URL that B can fetch

  @TRN-CIR-HTTP-003 @negative
  Scenario: SHTTP is not agreed in 1.1
    When B offers SHTTP and STCP in 1.1
    Then SHTTP is not agreed with B

  @TRN-CIR-HTTP-004 @claims:IMPS-CSP-S-SENDMSG
  Scenario: The status is 200 while something waits
    Given B offers SHTTP
    When A sends the text "hello" to B
    Then a fetch of its URL calls B
    And B gets the text "hello"

  @TRN-CIR-HTTP-005
  Scenario: The status is 204 while nothing waits
    Given B offers SHTTP
    When B fetches its URL while nothing waits
    Then the status is 204

  @TRN-CIR-HTTP-006
  Scenario: The status is never 200 while nothing waits
    Given B offers SHTTP
    When B fetches its URL while nothing waits
    Then the status is not 200, or the next poll of B brings something

  @TRN-CIR-HTTP-008
  Scenario: The URLs of two sessions differ and cannot be guessed
    Given A offers SHTTP
    And B offers SHTTP
    Then the URLs of A and B differ and do not hold their SessionIDs
