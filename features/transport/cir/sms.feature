Feature: Communication initiation by short message
  The call comes as a short message to the port of calls, in the alphabet of telephones.

  @TRN-CIR-SMS-001 @claims:IMPS-CSP-S-SENDMSG
  Scenario: A short message calls a client at the port of calls
    Given A is logged in
    And B is logged in at a client with a telephone number
    And B offers SSMS and waits for short messages at port 3716
    When A sends the text "hello" to B
    Then a short message comes to B at that port
    And B gets the text "hello"

  @TRN-CIR-SMS-002 @claims:IMPS-CSP-S-SENDMSG
  Scenario: The call is packed in the default alphabet of GSM
    Given A is logged in
    And B is logged in at a client with a telephone number
    And B offers SSMS and waits for short messages at port 3716
    When A sends the text "hello" to B
    Then a short message comes to B at that port
    And the septets of the short message call B
