Feature: Clients: XML syntax

  @SYN-XML-010 @SYN-XML-011 @SYN-XML-012 @SYN-XML-013 @syntax:xml
  Scenario: A client writes documents of its version
    Given the client is logged in
    When the user looks at his contact lists
    Then watching finds no fault
