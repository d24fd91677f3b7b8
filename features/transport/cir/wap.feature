Feature: Communication initiation by WAP push
  The call comes as a connectionless push, as a push proxy gateway would deliver it.

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
