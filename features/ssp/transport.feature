Feature: Transport between servers

  Background:
    Given A is logged in
    And the peer has a session with the server
    And a text of Z reaches A

  @SSP-TRN-003
  Scenario: A port for clients and servers tells them apart by the media type
    Given clients and servers reach the server at one port
    When the peer sends A the text "hello" at the port for clients
    Then A gets the text "hello"
    And the HTTP answer holds no message for clients

  @SSP-TRN-004
  Scenario: Documents of the peer are acknowledged with 2xx
    When A sends a message to Z
    And the peer has answered it
    And Z sends A the text "hello"
    Then every document of the peer was acknowledged with HTTP 2xx

  @SSP-TRN-005 @informative
  Scenario: The answer to a request comes in a POST of its own
    When Z sends A the text "hello"
    Then it is observed whether the answer came in a POST

  @SSP-TRN-006 @negative
  Scenario Outline: A body that is <body> is refused by HTTP
    When the peer posts <body>
    Then the POST is refused with HTTP 400, and no document comes for it
    And after a text of Z that A gets, A has not got the text "lost"

    Examples:
      | body              |
      | no XML            |
      | XML that is cut off |

  @SSP-TRN-007 @negative
  Scenario: A document with another document element is refused by HTTP
    When the peer posts a document with the document element Foo
    Then the POST is refused with HTTP 400, and no document comes for it
    And after a text of Z that A gets, A has not got the text "lost"

  @SSP-TRN-008 @negative
  Scenario: A document without set-up and session is refused by HTTP
    When the peer posts a document without set-up and session
    Then the POST is refused with HTTP 400, and no document comes for it
    And after a text of Z that A gets, A has not got the text "lost"

  @SSP-TRN-009
  Scenario: A message that was answered with HTTP 500 is sent again
    When the peer answers the next message with HTTP 500
    And A sends a message to Z
    Then the same transaction comes to the peer again

  @SSP-TRN-011
  Scenario: A session outlives its connections
    When the peer closes all its connections
    And Z sends A the text "hello"
    Then A gets the text "hello"
    And no set-up was needed for it
