Feature: Client capability negotiation
  The client says what it can do: how it wants messages, how large, of what kind, over which bearers, and how the
  server may reach it. The server answers with what was agreed.

  Rule: The transaction

    @CSP-CAP-001
    Scenario: A capability request is answered by ClientCapability-Response
      Given A is logged in without negotiation
      When A sends its CapabilityList
      Then the answer is a ClientCapability-Response

    @CSP-CAP-002
    Scenario: The agreed capabilities stand in the list the version has for them
      Given A is logged in without negotiation
      When A sends its CapabilityList
      Then the answer holds CapabilityList on 1.1, AgreedCapabilityList from 1.2 on, and not the other one

    @CSP-CAP-013 @negative
    Scenario: A capability request without a session is refused
      Given A is logged in without negotiation
      And A can negotiate capabilities
      When A sends its CapabilityList without a session
      Then it is refused with code 604
      And the session of A is alive

    @CSP-CAP-012 @informative @claims:IMPS-CSP-S-SENDMSG @claims:IMPS-CSP-S-NOTIF @claims:IMPS-CSP-S-NEWM
    Scenario: A repeated negotiation
      Given A and B are logged in, B with delivery method P
      And B negotiates capabilities anew, with delivery method N
      When A sends the text "announced?" to B
      Then it is observed whether B is notified of the text "announced?" instead of getting it

    @CSP-CAP-014 @informative
    Scenario: A service request before the capability negotiation the server demanded
      Given A is logged in without negotiation
      When A asks for the four features, each as an empty element
      Then it is observed whether the answer is a Service-Response
      And A can negotiate capabilities

  Rule: Bearers and ways to reach the client

    @CSP-CAP-003
    Scenario Outline: Nothing is agreed that was not offered: <method>
      Given A is logged in without negotiation
      When A offers the bearer HTTP and <method> as CIR method
      Then the answer names no other SupportedBearer than HTTP
      And the answer names no other SupportedCIRMethod than <method>

      Examples:
        | method  |
        | nothing |
        | SUDP    |
        | STCP    |
        | WAPUDP  |
        | WAPSMS  |

      @since:1.2
      Examples:
        | method |
        | SHTTP  |

      @version:1.3
      Examples:
        | method |
        | SSMS   |

    @CSP-CAP-004
    Scenario: With STCP the answer says where to connect to
      Given A is logged in without negotiation
      When A offers the bearer HTTP and STCP as CIR method
      Then TCPAddress and TCPPort of the answer take a connection if STCP is agreed

    @CSP-CAP-040
    Scenario: STCP is agreed only with an address to connect to
      Given A is logged in without negotiation
      When A offers the bearer HTTP and STCP as CIR method
      Then the answer holds TCPAddress and TCPPort where it agrees to STCP

    @CSP-CAP-040 @since:1.2
    Scenario: SHTTP is agreed only with a URL to connect to
      Given A is logged in without negotiation
      When A offers the bearer HTTP and SHTTP as CIR method
      Then the answer holds the URL for it where it agrees to SHTTP

    @CSP-CAP-040 @until:1.1
    Scenario: SUDP is agreed only where the client said at which port it listens
      Given A is logged in without negotiation
      When A offers the bearer HTTP and SUDP as CIR method, without a port
      Then the answer does not agree to SUDP

    @CSP-CAP-006
    Scenario: Polls spaced by ServerPollMin are served
      Given A is logged in without negotiation
      When A sends its CapabilityList with ServerPollMin 2
      Then ServerPollMin of the answer is a whole number or absent
      When A polls three times, each after the agreed ServerPollMin
      Then each of the three polls is served

  Rule: Delivery of messages

    @CSP-CAP-007 @claims:IMPS-CSP-S-SENDMSG
    Scenario: After delivery method N messages are announced
      Given A and B are logged in, B with delivery method N
      When A sends the text "announced" to B
      Then B is notified of the text "announced" and not sent it

    @CSP-CAP-008 @claims:IMPS-CSP-S-SENDMSG
    Scenario: After delivery method P messages that fit are pushed
      Given A and B are logged in, B with delivery method P and accepted length 32767
      When A sends the text "pushed" to B
      Then B is sent the text "pushed" by NewMessage

    @CSP-CAP-009 @claims:IMPS-CSP-S-SENDMSG
    Scenario: A message longer than the accepted length is announced, whatever the delivery method
      Given A and B are logged in, B with delivery method P and accepted length 20
      When A sends a text of 200 octets to B
      Then B is notified of the text "long" and not sent it

    @CSP-CAP-009 @version:1.3 @claims:IMPS-CSP-S-SENDMSG
    Scenario: A text longer than the accepted text length is announced
      Given A and B are logged in, B with delivery method P and accepted text length 40
      When A sends a text of 200 octets to B
      Then B is notified of the text "long" and not sent it

    @CSP-CAP-010 @claims:IMPS-CSP-S-SENDMSG
    Scenario: Content of a type that was not accepted is not pushed
      Given A and B are logged in, B with content type text/plain
      When A sends an image of type image/png to B
      And A sends the text "the end" to B
      Then B gets the text "the end"
      And B was sent no NewMessage with the image before it

    @CSP-CAP-008 @claims:IMPS-CSP-S-SENDMSG
    Scenario: With AnyContent T content of any type is pushed
      Given A and B are logged in, B with any content and delivery method P
      When A sends an image of type image/png to B
      Then B gets the image with ContentEncoding BASE64, octet for octet

    @CSP-CAP-011 @claims:IMPS-CSP-S-SENDMSG
    Scenario: Binary content comes in the accepted transfer encoding
      Given A and B are logged in, B with content type image/png
      When A sends an image of type image/png to B
      Then B gets the image with ContentEncoding BASE64, octet for octet

    @CSP-CAP-015 @informative @claims:IMPS-CSP-S-SENDMSG
    Scenario: Messages for a user with two sessions of different priority
      Given A and A2 are logged in, A2 with SessionPriority 5
      And A negotiates capabilities anew, with SessionPriority 1
      And B is logged in
      When B sends the text "which one" to A
      Then it is observed which session of A gets the text "which one"
