Feature: Clients: instant messaging

  @CSP-IMS-067
  Scenario: A client acknowledges a message
    Given the client is logged in
    When the server begins a NewMessage
    Then the client answers it with MessageDelivered
    And watching finds no fault

  @CSP-IMS-068
  Scenario: A client answers a notification of a message
    Given the client is logged in
    When the server begins a MessageNotification
    Then the client answers it with Status

  @CSP-IMS-070
  Scenario: A client sends text in UTF-8
    Given the client is logged in
    When the user sends a message to B
    Then the client sends a SendMessage-Request with
      | ContentData | Grüße € |
      | MessageInfo/Recipient/User/UserID | {B} |

  @CSP-IMS-069
  Scenario: A client acknowledges a message that it fetched
    Given the client is logged in
    And a message waits in the server
    When the user fetches the waiting message
    Then the client sends a MessageDelivered
