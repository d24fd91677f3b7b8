Feature: Push and confirmation
  A message is pushed with its content, or announced and fetched. It waits until the client confirmed it.

  @CSP-IMS-034
  Scenario: A pushed message has MessageInfo and content
    Given A and B are logged in, B with delivery method P
    When A sends the text "pushed" to B
    Then B is pushed the text "pushed" with MessageID, Sender, Recipient and ContentData

  @CSP-IMS-035 @claims:IMPS-CSP-S-GETM
  Scenario: An unconfirmed message is kept
    Given A and B are logged in, B with delivery method P and unanswering
    When A sends the text "kept" to B
    And B is pushed the text "kept"
    And B fetches "kept"
    Then the answer is a GetMessage-Response with the text "kept"

  @CSP-IMS-035 @needs:clock @claims:IMPS-CSP-S-GETM
  Scenario: A message is kept however often it is left unanswered
    Given A and B are logged in, B with delivery method P and unanswering
    When A sends the text "kept" to B
    And B is pushed the text "kept"
    And B fetches what waits 5 times, 20 seconds apart
    And B fetches "kept"
    Then the answer is a GetMessage-Response with the text "kept"

  @CSP-IMS-036 @needs:clock
  Scenario: A confirmed message does not come again later
    Given A and B are logged in, B with delivery method P
    When A sends the text "once" to B
    And B gets the text "once"
    And B fetches what waits 3 times, 20 seconds apart
    Then B got the text "once" one time

  @CSP-IMS-036 @claims:IMPS-CSP-S-GETLM
  Scenario: A confirmed message is not delivered again
    Given A and B are logged in, B with delivery method P
    When A sends the text "once" to B
    And B gets the text "once"
    And A sends the text "the end" to B
    And B gets the text "the end"
    Then B got the text "once" one time
    And "once" is not among the messages waiting for B

  @CSP-IMS-038 @negative
  Scenario: Confirming a message that never was is refused
    Given A is logged in
    When A confirms the message "no-such-message"
    Then it is refused with code 426, 420 or 402, or the answer is empty

  @CSP-IMS-039
  Scenario: An announcement carries no content
    Given A and B are logged in, B with delivery method N
    When A sends the text "announced" to B
    Then B is notified of "announced" with MessageID and Sender and without content

  @CSP-IMS-041
  Scenario: An announced message is fetched
    Given A and B are logged in, B with delivery method N
    When A sends the text "fetch me" to B
    And B is notified of "fetch me"
    And B fetches "fetch me"
    Then the answer is a GetMessage-Response with the text "fetch me"

  @CSP-IMS-037
  Scenario: The confirmation of a fetched message is answered
    Given A and B are logged in, B with delivery method N
    When A sends the text "fetch me" to B
    And B is notified of "fetch me"
    And B fetches "fetch me"
    And B confirms "fetch me"
    Then the answer is a Status with code 200

  @CSP-IMS-037
  Scenario: A confirmation that is sent twice is answered twice
    Given A and B are logged in, B with delivery method N
    When A sends the text "fetch me" to B
    And B is notified of "fetch me"
    And B fetches "fetch me"
    And B confirms "fetch me"
    Then the answer is a Status with code 200
    When B confirms "fetch me"
    Then the answer is a Status with code 200, 420 or 426

  @CSP-IMS-042
  Scenario: Fetching removes nothing, confirming does
    Given A and B are logged in, B with delivery method N
    When A sends the text "still here" to B
    And B is notified of "still here"
    And B fetches "still here" twice
    Then the answer is a GetMessage-Response with the text "still here"
    When B confirms "still here"
    And B fetches "still here"
    Then it is refused with code 426

  @CSP-IMS-043 @negative
  Scenario: Fetching a message that never was is refused
    Given A is logged in
    When A fetches the message "no-such-message"
    Then it is refused with code 426

  @CSP-IMS-044 @negative
  Scenario: The message of another cannot be fetched
    Given A and B are logged in, B with delivery method N
    And C is logged in
    When A sends the text "private" to B
    And B is notified of "private"
    And C fetches "private"
    Then it is refused with code 426, 403 or 404
    When B fetches "private"
    Then the answer is a GetMessage-Response with the text "private"

  @CSP-IMS-045
  Scenario: The list names the messages that wait
    Given A and B are logged in, B with delivery method N
    When A sends the texts "one" and "two" to B
    And B lists the messages
    Then the list names "one" and "two"

  @CSP-IMS-046
  Scenario: The list is no longer than asked for
    Given A and B are logged in, B with delivery method N
    When A sends the texts "one", "two" and "three" to B
    And B lists at most 2 messages
    Then the list has at most 2 messages

  @CSP-IMS-047 @version:1.3
  Scenario: The total is told beside a shorter list
    Given A and B are logged in, B with delivery method N
    When A sends the texts "one", "two" and "three" to B
    And B lists at most 2 messages
    Then MessageTotalCount, if there is one, is 3

  @CSP-IMS-048
  Scenario: With nothing waiting the list is empty
    Given A is logged in
    When A lists the messages
    Then the list is empty

  @CSP-IMS-051 @negative
  Scenario: The history of a group that never was is refused
    Given A is logged in
    When A lists the messages of the unknown group "none"
    Then it is refused with code 800, 821 or 808

  @CSP-IMS-052
  Scenario: A rejected message is gone
    Given A and B are logged in, B with delivery method N
    When A sends the text "unwanted" to B
    And B is notified of "unwanted"
    And B rejects "unwanted"
    Then the answer is a Status with code 200
    And "unwanted" no longer waits for B

  @CSP-IMS-054 @negative
  Scenario: Rejecting a message that never was is refused
    Given A is logged in
    When A rejects the message "no-such-message"
    Then a message is refused with code 426

  @CSP-IMS-054 @negative
  Scenario: A message that never was is told apart from one that is rejected
    Given A and B are logged in, B with delivery method N
    When A sends the text "unwanted" to B
    And B is notified of "unwanted"
    And B rejects the messages "unwanted" and "no-such-message", which never was
    Then a message is refused with code 426
    And DetailedResult names the message "no-such-message" and not "unwanted"
    And "unwanted" no longer waits for B

  @CSP-IMS-071
  Scenario: Several messages are rejected at a time
    Given A and B are logged in, B with delivery method N
    When A sends the texts "one" and "two" to B
    And B rejects "one" and "two"
    Then the answer is a Status with code 200
    And "one" no longer waits for B
    And "two" no longer waits for B

  @CSP-IMS-062
  Scenario: From now on messages are announced
    Given A and B are logged in, B with delivery method P
    When B sets the delivery method to N
    Then the answer is a Status with code 200
    When A sends the text "quietly" to B
    Then B is notified of "quietly"
    And B was not pushed the text "quietly"

  @CSP-IMS-063
  Scenario: From now on messages are pushed
    Given A and B are logged in, B with delivery method N
    When B sets the delivery method to P
    Then the answer is a Status with code 200
    When A sends the text "at once" to B
    Then B is pushed the text "at once"

  @CSP-IMS-164
  Scenario: From now on messages are pushed up to a length
    Given A and B are logged in, B with delivery method P
    When B sets the delivery method to P up to 40 octets
    Then the answer is a Status with code 200
    When A sends a text of 200 octets to B
    And B polls until everything came
    Then B is notified of the text "long" and not sent it

  @CSP-IMS-065 @informative @negative
  Scenario: A delivery method for a group that never was
    Given A is logged in
    When A sets the delivery method to N for the unknown group "none"
    Then it is observed whether the answer has code 808 or 800

  @CSP-IMS-066 @informative @negative
  Scenario: A delivery method nobody knows
    Given A is logged in
    When A sets the delivery method to X
    Then it is observed whether the answer has code 402 or 400

  @CSP-IMS-029 @informative @needs:policies.storeAndForward
  Scenario: More messages than may wait for a user
    Given A is logged in
    And as many messages of A wait for D as may
    When A sends "one too many" to
      | user | D |
    Then it is observed whether the answer has code 507, 201 or 900

  @CSP-IMS-053 @claims:IMPS-CSP-S-REJCM
  Scenario: Rejection is reported
    Given A and B are logged in, B with delivery method N
    When A sends the text "unwanted" to B and asks for a report
    And B is notified of "unwanted"
    And B rejects "unwanted"
    Then A gets a delivery report of "unwanted" with code 538
