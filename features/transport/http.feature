Feature: The HTTP binding
  Each message of the client is the body of an HTTP POST, the answer the body of its response. HTTP carries, CSP
  decides: what goes wrong with a request stands in the CSP answer.

  Rule: Status and body

    @TRN-HTTP-002
    Scenario: Requests are answered by HTTP 200 with a CSP message
      When A logs in with the right password
      Then the answer came with HTTP 200 and a CSP message
      When A sends a KeepAlive-Request
      Then the answer came with HTTP 200 and a CSP message

    @TRN-HTTP-003 @negative
    Scenario: A failed login is reported inside HTTP 200
      Given A can log in and log out
      When A logs in with a wrong password
      Then the answer came with HTTP 200 and a CSP message
      And the CSP message reports a failure

    @TRN-HTTP-003 @negative
    Scenario: An unknown session is reported inside HTTP 200
      Given A is logged in without negotiation
      When A sends a KeepAlive-Request with the SessionID "no-such-session"
      Then the answer came with HTTP 200 and a CSP message
      And the CSP message reports a failure
      And the session of A is alive

    @TRN-HTTP-005
    Scenario: The answer is in the syntax of the request and says so
      Given A is logged in without negotiation
      When A sends a KeepAlive-Request
      Then the media type of the answer is that of the request
      And the body of the answer is in the syntax of the request

    @TRN-HTTP-009 @claims:IMPS-CSP-S-SENDMSG @claims:IMPS-CSP-S-UPDPR
    Scenario: The client's answers to the server are taken with HTTP 200
      Given A and B are logged in
      And A shows StatusText to B
      And B is subscribed to the presence of A
      When A sets StatusText to "something new"
      And A sends the text "hello" to B
      And B polls until everything came
      Then B answered a NewMessage, and a PresenceNotification-Request where one came
      And each of these answers got HTTP 200 with nothing or a further request, after MessageDelivered perhaps a Status

    @TRN-HTTP-012 @claims:IMPS-CSP-S-SENDMSG
    Scenario: An empty answer can be told from its head
      Given A and B are logged in
      When A sends the text "hello" to B
      And B polls until everything came
      Then each empty answer to B had Content-Length 0 and no Transfer-Encoding

  Rule: Connections

    @TRN-HTTP-027
    Scenario: Two sessions over one connection
      Given A and B are logged in without negotiation, over one connection
      When A and B send KeepAlive-Requests in turn, over that connection
      Then each was answered in its own session

    @TRN-HTTP-027
    Scenario: One session over several connections
      Given A is logged in without negotiation
      When A sends KeepAlive-Requests over two connections
      Then each was answered in its own session

    @TRN-HTTP-032
    Scenario: Every request over a connection of its own
      When A logs in, is kept alive, polls and logs out, each over a connection that is closed after the answer
      Then all of these were answered as usual

    @TRN-HTTP-033
    Scenario: A client without cookies
      When A logs in, is kept alive, polls and logs out, without ever sending a Cookie header
      Then all of these were answered as usual

  Rule: Requests out of the ordinary

    @TRN-HTTP-029 @negative
    Scenario: A body that cannot be parsed
      Given A is logged in without negotiation
      And A sends a KeepAlive-Request by hand
      When A posts the first half of that message
      Then it is refused by HTTP 4xx, a closed connection or Status 400
      And the session of A is alive

    @TRN-HTTP-030 @negative
    Scenario: A request without Content-Type
      Given A is logged in without negotiation
      And A sends a KeepAlive-Request by hand
      When A posts that message without Content-Type
      Then it is refused by HTTP 4xx, a closed connection or Status 400
      And the session of A is alive

    @TRN-HTTP-031
    Scenario: A client that waits for 100 before it sends the body
      Given A is logged in without negotiation
      And the session of A is alive
      When A sends a KeepAlive-Request with Expect: 100-continue
      Then the keep-alive is confirmed
