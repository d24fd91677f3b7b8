Feature: Communication initiation by WAP push
  The call comes as a connectionless push, as a push proxy gateway would deliver it.

  Rule: In a datagram

    Background:
      Given A and B are logged in
      And B offers WAPUDP and listens for pushes

    @TRN-CIR-WAP-004 @claims:IMPS-CSP-S-SENDMSG
    Scenario: A push comes to the port of pushes
      When A sends the text "hello" to B
      Then a WSP push comes to B
      And B gets the text "hello"

    @TRN-CIR-WAP-001 @claims:IMPS-CSP-S-SENDMSG
    Scenario: The push has the content type of a CIR
      When A sends the text "hello" to B
      Then a WSP push comes to B
      And the content type of the push is "application/vnd.wv.csp.cir"

    @TRN-CIR-WAP-002 @claims:IMPS-CSP-S-SENDMSG
    Scenario: The push is for the application of IMPS
      When A sends the text "hello" to B
      Then a WSP push comes to B
      And the application of the push is "x-wap-application:wv.ua"

    @TRN-CIR-WAP-003 @claims:IMPS-CSP-S-SENDMSG
    Scenario: The body of the push is the plain text of the call
      When A sends the text "hello" to B
      Then a WSP push comes to B
      And the body of the push calls B

  Rule: In a short message

    @TRN-CIR-WAP-005 @claims:IMPS-CSP-S-SENDMSG
    Scenario: A push by short message is 8-bit data for the port of pushes
      Given A is logged in
      And B is logged in at a client with a telephone number
      And B offers WAPSMS and waits for short messages at port 2948
      When A sends the text "hello" to B
      Then a short message comes to B at that port
      And its data are octets with a WSP push that calls B

    @TRN-CIR-WAP-006 @negative
    Scenario: A push by short message is not agreed without a number to send it to
      Given A is logged in
      And nobody told the server a telephone number of A
      When A offers WAPSMS alone
      Then WAPSMS is not agreed
