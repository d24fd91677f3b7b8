Feature: Sending messages
  A message goes to users, to contact lists of the sender, to groups and to screen names in groups. The answer tells
  whether it was accepted, and for whom it was not.

  Background:
    Given A and B are logged in

  @CSP-IMS-001
  Scenario: A message to a known user is accepted under a MessageID
    When A sends "hello" to
      | user | B |
    Then the answer is a SendMessage-Response with code 200
    And the answer has a MessageID

  @CSP-IMS-002
  Scenario: Every accepted message has a MessageID of its own
    When A sends the texts "one", "two" and "three" to B
    Then the MessageIDs of "one", "two" and "three" differ
    And B got the texts "one", "two" and "three" under these MessageIDs

  @CSP-IMS-003
  Scenario: Sender, content type and content reach the recipient unchanged
    When A sends "hello" to
      | user | B |
    Then B gets the text "hello"
    And its Sender is A
    And its ContentType is text/plain, or absent

  @CSP-IMS-004
  Scenario: A message to several users reaches each of them
    Given C is logged in
    When A sends "to both" to
      | user | B |
      | user | C |
    Then the answer is a SendMessage-Response with code 200
    And B gets the text "to both"
    And C gets the text "to both"

  @CSP-IMS-005 @claims:IMPS-CSP-S-CCLI
  Scenario: A message to a contact list reaches every member
    Given C is logged in
    And A has the contact list "friends" with B and C
    When A sends "to my friends" to
      | contact list | friends |
    Then the answer is a SendMessage-Response with code 200
    And B gets the text "to my friends"
    And C gets the text "to my friends"

  @CSP-IMS-072 @claims:IMPS-CSP-S-CCLI
  Scenario: A message may go to users and contact lists at a time
    Given C is logged in
    And A has the contact list "friends" with C
    When A sends "to all" to
      | user         | B       |
      | contact list | friends |
    Then the answer is a SendMessage-Response with code 200
    And B gets the text "to all"
    And C gets the text "to all"

  @CSP-IMS-009 @informative @claims:IMPS-CSP-S-CCLI
  Scenario: A user in two addressed lists
    Given A has the contact list "friends" with B
    And A has the contact list "family" with B
    When A sends "twice" to
      | contact list | friends |
      | contact list | family  |
    Then B gets the text "twice"
    And it is observed how often B got the text "twice"

  @CSP-IMS-015 @informative
  Scenario: A message without recipient
    When A sends "to nobody" to nobody
    Then it is observed whether the answer has code 400, 402 or 531

  @CSP-IMS-016 @negative
  Scenario: An unknown recipient is told apart from the others
    When A sends "partly" to
      | user         | B      |
      | unknown user | nobody |
    Then a recipient is refused with code 531 or 427
    And B gets the text "partly"

  @CSP-IMS-016 @negative
  Scenario: A message to an unknown recipient alone is refused
    When A sends "lost" to
      | unknown user | nobody |
    Then a recipient is refused with code 531 or 427

  @CSP-IMS-017 @negative
  Scenario: An unknown contact list is refused
    When A sends "lost" to
      | unknown contact list | none |
    Then a recipient is refused with code 700

  @CSP-IMS-018 @negative @claims:IMPS-CSP-S-CCLI
  Scenario: The contact list of somebody else is refused
    Given C is logged in
    And B has the contact list "friends" with C
    When A sends "not mine" to
      | contact list of B | friends |
    Then a recipient is refused with code 700 or 403
    When A sends the text "the end" to C
    Then C gets the text "the end" and not the text "not mine"

  @CSP-IMS-024 @negative
  Scenario: Nobody is reached, for different reasons
    When A sends "lost" to
      | unknown user         | nobody |
      | unknown contact list | none   |
    Then the answer has code 900 or 201

  @CSP-IMS-025
  Scenario: Some recipients are reached
    When A sends "partly" to
      | user         | B      |
      | unknown user | nobody |
    Then the answer has code 201 with DetailedResult
    And the answer has a MessageID
    And B gets the text "partly" under this MessageID

  @CSP-IMS-026 @negative
  Scenario: Nobody sends in the name of another
    When A sends "forged" to B with C as Sender
    Then it is refused with code 402, 427, 403 or 531
    When A sends the text "the end" to B
    Then B gets the text "the end" and not the text "forged"

  @CSP-IMS-026 @negative @claims:IMPS-CSP-S-GROUPMSG @claims:IMPS-CSP-S-CREAG
  Scenario Outline: <what> is no sender
    Given C is logged in
    And A has the open group "lounge" and is joined to it
    And B is joined to the group "lounge" of A
    And C is joined to the group "lounge" of A as "carly"
    When A sends "forged" to the group "lounge" with <sender> as Sender
    Then it is refused with code 402, 427, 403, 531, 808 or 810
    When A sends the text "the end" to B
    Then B gets the text "the end" and not the text "forged"

    Examples:
      | what                         | sender                    |
      | The screen name of another   | the screen name "carly"   |
      | A group as a whole           | the group                 |

  @CSP-IMS-030 @informative
  Scenario: A message of a user who has no credit
    Given the user without credit is logged in
    When the user without credit sends "on the house" to B
    Then it is observed whether the answer has code 902 or 903

  @CSP-IMS-027 @version:1.3
  Scenario: A message without Sender is from the user of the session
    When A sends "guess who" to B without Sender
    Then the answer is a SendMessage-Response with code 200
    And B gets the text "guess who"
    And its Sender is A

  @CSP-IMS-028
  Scenario: A message without DateTime gets the time of the server
    When A sends the text "when" to B
    Then B gets the text "when"
    And its DateTime is a date and time

  @CSP-IMS-031
  Scenario: ContentSize tells the length of the content
    When A sends the text "how long" to B
    Then B gets the text "how long"
    And its ContentSize, if there is one, is the length of the text
