Feature: Content
  What a message carries reaches the recipient octet for octet: text in whatever script, and content other than text
  where the client accepts it.

  @CSP-IMS-012
  Scenario: The repertoire of ISO 8859-1 is delivered unchanged in UTF-8
    Given A and B are logged in
    When A sends B a text with every printable character of ISO 8859-1
    Then the answer is a SendMessage-Response with code 200
    And B gets exactly that

  @CSP-IMS-003
  Scenario Outline: A text comes as it was sent: <what>
    Given A and B are logged in
    When A sends B a text with <what>
    Then the answer is a SendMessage-Response with code 200
    And B gets exactly that

    Examples:
      | what                          |
      | white space at both ends      |
      | markup characters             |
      | the look of a number          |
      | the look of BASE64            |
      | a word that has a value token |

  @CSP-IMS-003
  Scenario Outline: A text beyond what every server must carry is refused or comes as it was sent: <what>
    Given A and B are logged in
    When A sends B a text with <what>
    Then B gets exactly that, unless it was refused

    Examples:
      | what               |
      | emoji              |
      | right-to-left text |
      | combining marks    |
      | 65536 octets       |

  @CSP-IMS-003
  Scenario: A text in BASE64 is refused or comes as the same text
    Given A and B are logged in
    When A sends B, in BASE64, a text with every printable character of ISO 8859-1
    Then B gets exactly that, unless it was refused

  @CSP-IMS-003
  Scenario: A message without content is refused or comes without content
    Given A and B are logged in
    When A sends a message without content to B
    Then B gets it without content, unless it was refused

  @CSP-IMS-013
  Scenario Outline: Other content is delivered to a client that accepts it: <what>
    Given A and B are logged in, B with content type <type>
    When A sends B, in BASE64, <what>
    Then the answer is a SendMessage-Response with code 200
    And B gets exactly that, under its content type

    Examples:
      | what                     | type                     |
      | a small picture          | image/png                |
      | an image of 20000 octets | image/jpeg               |
      | every octet there is     | application/octet-stream |
      | one octet                | application/octet-stream |
      | a multipart message      | multipart/mixed          |

  @CSP-IMS-073 @informative
  Scenario Outline: Content of a type the standard suggests: <type>
    Given A and B are logged in, B with content type <type>
    When A sends B, in BASE64, <what>
    Then it is observed whether B gets exactly that

    Examples:
      | what                | type                            |
      | a visiting card     | text/x-vCard                    |
      | an appointment      | text/x-vCalendar                |
      | a multimedia message | application/vnd.wap.mms-message |
      | a picture message   | application/x-ems               |

  @CSP-IMS-013 @syntax:wbxml
  Scenario: Content that is written as opaque data comes unchanged
    Given A and B are logged in, B with content type application/octet-stream
    When A sends B, in BASE64 and as opaque data, every octet there is
    Then the answer is a SendMessage-Response with code 200
    And B gets exactly that, under its content type

  @CSP-IMS-014 @informative
  Scenario: A content type nobody knows
    Given A and B are logged in
    When A sends B, in BASE64, content of a type nobody knows
    Then it is observed whether the answer has code 415, 201 or 900

  @CSP-IMS-165 @informative @negative
  Scenario Outline: Content that contradicts what is said of it: <what>
    Given A and B are logged in
    When A sends "odd" to B with
      | <path> | <value> |
    Then it is observed whether the answer has code 402, 400, 415, 201 or 900
    And the session of A is alive

    Examples:
      | what                | path            | value     |
      | an unknown encoding | ContentEncoding | X-UNKNOWN |
      | no BASE64           | ContentEncoding | BASE64    |

  @CSP-IMS-032 @version:1.3
  Scenario: The name of the content reaches the recipient
    Given A and B are logged in
    When A sends "a cat" to B with
      | ContentName | cat.png |
    Then B gets the text "a cat"
    And its ContentName is "cat.png"

  @CSP-IMS-033 @version:1.3
  Scenario: The font reaches the recipient
    Given A and B are logged in
    When A sends "in red" to B with
      | Font/Size  | Big  |
      | Font/Style | Bold |
      | Font/Color | Red  |
    Then B gets the text "in red"
    And its Font has Size Big, Style Bold and Color Red
