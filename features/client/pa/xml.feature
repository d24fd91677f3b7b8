Feature: Clients: presence XML syntax

  @PA-XML-006
  Scenario: A client writes presence values of its version
    Given the client is logged in
    When the user changes his availability
    Then watching finds no fault

  @PA-XML-007 @syntax:xml
  Scenario: A client takes presence with attributes it does not know
    Given the client is logged in
    And the next answers hold attributes nobody knows
    When the server begins a PresenceNotification-Request
    Then the client answers it with Status and code 200
    And the client goes on with its session
