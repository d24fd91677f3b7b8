Feature: Messages of another domain

  Background:
    Given A is logged in
    And the peer has a session with the server

  @SSP-IMS-002
  Scenario: A message keeps the identifier that its home domain gave it
    When Z sends A the text "numbered"
    Then A gets the text "numbered" under the identifier of the peer

  @SSP-IMS-003
  Scenario: A message is answered with its identifier and a status
    When Z sends A the text "answered"
    Then the answer is a SendMessageResponse with the identifier of "answered" and code 200
    And A gets the text "answered"

  @SSP-IMS-005
  Scenario Outline: Content arrives as it was, sent <how>
    When Z sends A a note <how>
    Then A gets the note octet for octet under its content type

    Examples:
      | how       |
      | plain     |
      | in base64 |
