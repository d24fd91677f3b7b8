Feature: Clients: session and transaction layer

  @CSP-SES-034
  Scenario: A client polls when it is told that something waits
    Given the server wants 120 seconds between polls
    And the server hands things out at polls alone
    And the client is logged in
    When two things wait for the client
    Then the client comes for the second at once

  @CSP-SES-030
  Scenario: A client answers a request of the server under its TransactionID
    Given the client is logged in
    When the server begins a MessageNotification
    Then the client answers it with Status

  @CSP-SES-031
  Scenario: The TransactionIDs of open requests are different
    Given the client is logged in
    And the server leaves a GetList-Request open
    When the user looks at his contact lists and asks for the presence of B at the same time
    Then the two have different TransactionIDs

  @CSP-SES-032
  Scenario: A client waits for the final answer after a provisional one
    Given the client is logged in
    And the server answers a GetList-Request provisionally first
    When the user looks at his contact lists
    Then the client asks for it only once, and goes on

  @CSP-SES-033
  Scenario: A client leaves its session after code 600
    Given the client is logged in
    And the server refuses a Polling-Request with code 600
    When the client is left alone for 60 seconds
    Then the client sends nothing more in its session

  @CSP-SES-033
  Scenario: A client leaves its session after code 604
    Given the client is logged in
    And the server refuses a Polling-Request with code 604
    When the client is left alone for 60 seconds
    Then the client sends nothing more in its session

  @CSP-SES-035 @syntax:xml
  Scenario: A client goes on after elements it does not know
    Given the client is logged in
    And the next answer holds an element nobody knows
    When the user looks at his contact lists
    Then the client goes on with its session
