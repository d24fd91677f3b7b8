Feature: Contact lists and other domains

  Background:
    Given A is logged in
    And the peer has a session with the server

  @SSP-CLI-002 @negative
  Scenario: A contact list of another domain cannot be addressed
    When A sends the text "lost" to a contact list of Z
    Then a recipient is refused with code 700, 516 or 531
    And A sends a message to Z
    And the first request at the peer is that message, for Z

  @SSP-CLI-003 @claims:IMPS-CSP-S-CCLI
  Scenario: A contact list with a user of the peer is taken apart at home
    Given B is logged in
    And A has the contact list "friends" with B and with Z of the peer
    When A sends the text "hello" to the contact list "friends" of A
    Then B gets the text "hello"
    And the peer gets the text "hello" for Z alone
