Feature: Clients: XML over HTTP

  @TRN-XML-001 @syntax:xml
  Scenario: A client names the media type of its version
    Given the client is set up
    When the user logs in
    Then watching finds no fault

  @TRN-XML-002 @syntax:xml
  Scenario: A client of 1.3 names the media type of its version
    Given the client is set up
    When the user logs in
    Then watching finds no fault

  @TRN-XML-008
  Scenario: A client speaks one of the syntaxes
    Given the client is set up
    When the user logs in
    Then watching finds no fault
