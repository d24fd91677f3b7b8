Feature: Clients: WBXML syntax

  @SYN-WBX-011 @syntax:wbxml
  Scenario: A client writes tokens of its version
    Given the client is logged in
    When the user looks at his contact lists
    Then watching finds no fault
