Feature: Sessions and versions
  Whatever belongs to a session names it; nothing is served in a session that is not there. Messages of a session are
  in the version it was opened with.

  @CSP-SES-004
  Scenario: The answer inside a session is Inband and names the session
    Given A is logged in without negotiation
    When A sends a KeepAlive-Request
    Then the answer is Inband and has the SessionID of A

  @CSP-SES-006 @negative
  Scenario: A request that needs a session is refused without one
    When A sends a KeepAlive-Request without a session
    Then it is refused with code 604
    And A can log in with the right password

  @CSP-SES-007 @negative
  Scenario: A SessionID the server never issued is refused
    Given A is logged in without negotiation
    When A sends a KeepAlive-Request with the SessionID "no-such-session"
    Then it is refused with code 604 or 600
    And the session of A is alive

  @CSP-SES-012 @negative
  Scenario: A version the server does not serve is refused
    When the suite sends a Login-Request of A in version 1.9
    Then no session is opened, and a refusal has code 505 or 400
    And A can log in with the right password

  @CSP-SES-013
  Scenario: The answer is in the version of the request
    Given A is logged in without negotiation
    When A sends a KeepAlive-Request
    Then the answer is in the version of the session

  @CSP-SES-036 @informative
  Scenario: A message of another served version inside the session
    Given A is logged in without negotiation
    When A sends a KeepAlive-Request in another version the server claims
    Then it is observed how it is answered
    And the session of A is alive

  @CSP-SES-028 @since:1.2
  Scenario: Version discovery is answered without login
    When the suite asks for the versions the server serves, offering all known namespaces and an unknown one
    Then it is answered with a list of versions

  @CSP-SES-026 @since:1.2
  Scenario: Version discovery answers with those of the offered namespaces that are served
    When the suite asks for the versions the server serves, offering all known namespaces and an unknown one
    Then the answer lists only namespaces that were offered
    And the answer lists the namespaces of every claimed version from 1.2 on

  @CSP-SES-026 @since:1.2
  Scenario: Version discovery answers with no other namespace than those that were offered
    When the suite asks for the versions the server serves, offering those of the scenario and an unknown one
    Then the answer lists the namespaces that were offered and no other

  @CSP-SES-027 @since:1.2 @informative
  Scenario: Other servers in a version discovery answer
    When the suite asks for the versions the server serves, offering all known namespaces and an unknown one
    Then it is observed whether other servers are named
