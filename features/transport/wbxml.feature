Feature: WBXML over HTTP
  The binary syntax travels as application/vnd.wv.csp.wbxml, from 1.3 on as application/vnd.wv.csp+wbxml. Its head names
  the WBXML version, the public identifier of the document type, and the character set.

  @TRN-WBXML-001
  Scenario: A session over WBXML
    When A logs in with the right password
    Then the login is accepted with a SessionID
    And the body of the answer is in the syntax of the request
    And the session of A is alive

  @TRN-WBXML-004
  Scenario: The character set 6A, UTF-8, in the head is understood
    When A logs in with the character set 6A in the head
    Then the login is accepted with a SessionID

  @TRN-WBXML-005
  Scenario Outline: The public identifier <identifier> is understood
    Given A is logged in without negotiation
    And the session of A is alive
    When A sends a KeepAlive-Request with the public identifier <identifier>
    Then the keep-alive is confirmed

    Examples:
      | identifier     |
      | of the version |
      | 01             |

  @TRN-WBXML-006
  Scenario: The head of the answer is that of the request
    Given A is logged in without negotiation
    When A sends a KeepAlive-Request with the public identifier of the version
    Then the head of the answer has the public identifier and the character set of the request
    And the WBXML version of the answer is not above that of the request

  @TRN-WBXML-006
  Scenario Outline: The answer to WBXML <version> is no newer
    Given A is logged in without negotiation
    When A sends a KeepAlive-Request in WBXML <version>
    Then Status or KeepAlive-Response 200 is in the answer
    And the WBXML version of the answer is not above that of the request

    Examples:
      | version |
      | 1.1     |
      | 1.2     |

  @TRN-WBXML-007
  Scenario Outline: The value token of <method> is that of the approved tables
    Given A is logged in without negotiation
    When A offers the bearer HTTP and <method> as CIR method
    Then SupportedCIRMethod of the answer is <method>, by the value token <token> or as text, or absent

    Examples:
      | method | token |
      | SHTTP  | A5    |
      | SSMS   | A4    |
