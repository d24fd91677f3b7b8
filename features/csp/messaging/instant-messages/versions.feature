Feature: Messages between users of different versions and syntaxes
  Messages pass through the server, whichever version and syntax sender and recipient speak.

  Background:
    Given A, B and C speak different versions or syntaxes
    And A and B are logged in
    And C is logged in

  @CSP-IMS-074
  Scenario: Messages between users of different versions
    When A sends the text "to B" to B
    Then B gets the text "to B"
    When B sends the text "to C" to C
    Then C gets the text "to C"
    When C sends the text "to A" to A
    Then A gets the text "to A"
    And its Sender is C

  @CSP-IMS-074 @claims:IMPS-CSP-S-MDELIV
  Scenario: A report about a message to a user of another version
    When A sends the text "report it" to B and asks for a report
    And B gets the text "report it"
    Then A gets a delivery report of "report it" with code 200
