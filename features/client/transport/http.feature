Feature: Clients: HTTP binding

  @TRN-HTTP-020
  Scenario: A client keeps the distance between polls
    Given the server wants 30 seconds between polls
    And the client is logged in
    When the client is left alone for 200 seconds
    Then watching finds no fault

  @TRN-HTTP-008
  Scenario: A client polls inside its session without a TransactionID
    Given the client is logged in
    When the client is left alone for 60 seconds
    Then watching finds no fault

  @TRN-HTTP-001 @TRN-HTTP-004
  Scenario: A client posts its messages with their media type
    Given the client is set up
    When the user logs in
    Then watching finds no fault

  @TRN-HTTP-023
  Scenario: A client opens no more transactions than were agreed
    Given the client is logged in
    When the user looks at his contact lists
    Then watching finds no fault

  @TRN-HTTP-013
  Scenario: A client gives up a transaction that HTTP refuses
    Given the client is logged in
    And HTTP answers a GetList-Request with status 500
    When the user looks at his contact lists
    Then the client shows that it was refused

  @TRN-HTTP-014
  Scenario: A client reads answers in chunks
    Given the server answers in chunks
    And the client is set up
    When the user logs in
    Then the client goes on with its session

  @TRN-HTTP-011
  Scenario: A client gives up a request that is answered with nothing, and keeps its session
    Given the client is logged in
    And HTTP answers a GetList-Request with status 200
    When the user looks at his contact lists
    Then the client goes on with its session

  @TRN-HTTP-026
  Scenario: A client finds the answer that belongs to its request
    Given the client is logged in
    And the answer to a GetList-Request comes after something the server begins
    When the user looks at his contact lists
    Then the client answers what the server began, and goes on

  @TRN-HTTP-034
  Scenario: A client does not repeat a login by itself
    Given the connection breaks at a Login-Request
    And the client is set up
    When the user logs in
    Then the client has sent one Login-Request
