Feature: HTTP over TLS
  The service access point may be reached over TLS; nothing else changes.

  @TRN-TLS-001 @informative
  Scenario: A session over TLS
    Given the service access point is reached over TLS
    When A logs in, is kept alive, polls and logs out, each over a connection that is closed after the answer
    Then all of these were answered as usual
