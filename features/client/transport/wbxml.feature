Feature: Clients: WBXML over HTTP

  @TRN-WBXML-002 @syntax:wbxml
  Scenario: A client names the media type of its version
    Given the client is set up
    When the user logs in
    Then watching finds no fault

  @TRN-WBXML-003 @syntax:wbxml
  Scenario: A client of 1.3 names the media type of its version
    Given the client is set up
    When the user logs in
    Then watching finds no fault
