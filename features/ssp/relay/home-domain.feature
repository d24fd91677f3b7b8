Feature: The home domain of a client towards other domains

  @SSP-RLY-001
  Scenario: A message goes to the domain of its recipient itself
    Given A is logged in
    And the server has no session with the peer
    When A sends a message to Z
    Then the first document at the peer is a SendSecretToken in mode Request
    And a message for Z comes to the peer itself

  @SSP-RLY-012
  Scenario: Recipients of one message are served here and there
    Given A and B are logged in
    And the peer has a session with the server
    When A sends one message to B and Z
    Then B gets the text "both"
    And Z alone is named to the peer

  @SSP-RLY-013 @claims:IMPS-SSP-S-GROUP
  Scenario: An answer of the peer comes in the version of the client
    Given A speaks CSP 1.1 and is logged in
    And the peer has the group "lounge" with "zoe" in it
    When A joins the group "lounge" of the peer and asks who is there
    Then A learns in the form of its version that "zoe" is there

  @SSP-RLY-002
  Scenario: A request for a service that another domain provides goes there
    Given the user served elsewhere is logged in
    When the user served elsewhere asks for that service within the own domain
    Then the request of that user comes to the domain that provides it
