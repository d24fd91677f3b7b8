Feature: Content other than plain text
  Pictures and other content go to clients that accept them.

  @CSP-IMS-013
  Scenario: A picture is delivered to a client that accepts it
    Given A and B are logged in, B with content type image/png
    When A sends a small picture to B
    Then the answer is a SendMessage-Response with code 200
    And B gets the picture unchanged

  @CSP-IMS-014 @informative
  Scenario: A content type nobody knows
    Given A and B are logged in
    When A sends content of the type application/x-suite-unknown to B
    Then it is observed whether the answer has code 415, 201 or 900

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
