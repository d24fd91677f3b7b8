Feature: Service provider information
  Who runs the service: a name, perhaps a logo, a description and a URL, for everybody who asks, logged in or not.

  @CSP-SPI-001
  Scenario: The provider says its name
    Given A is logged in
    When A asks for the service provider information
    Then the answer is a GetSPInfo-Response with a Name

  @CSP-SPI-002
  Scenario: The information is given without a session
    When the suite asks for the service provider information without a session
    Then the answer is a GetSPInfo-Response with a Name

  @CSP-SPI-002
  Scenario: The information is given within a session
    Given A is logged in
    When A asks for the service provider information
    Then the answer is a GetSPInfo-Response with a Name

  @CSP-SPI-003
  Scenario: The ClientID of the request comes back
    Given A is logged in
    When A asks for the service provider information
    Then the GetSPInfo-Response returns the ClientID of A

  @CSP-SPI-004
  Scenario: A logo says what it is
    Given A is logged in
    When A asks for the service provider information
    Then a Logo in the answer has ContentType and ContentData
    And its data is BASE64 where ContentEncoding says so, and wherever it is binary in XML

  @CSP-SPI-005
  Scenario: A description says something, and a URL leads somewhere
    Given A is logged in
    When A asks for the service provider information
    Then a Description in the answer is a text, and a URL in it a URL
