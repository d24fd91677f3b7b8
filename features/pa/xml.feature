Feature: Presence attributes in XML
  Presence attributes are elements of a namespace of their own.

  @PA-XML-003 @claims:IMPS-CSP-S-GALS
  Scenario: Attributes that are only named are empty elements
    Given A and B are logged in
    And A shows OnlineStatus to B
    When A asks for its attribute lists
    Then the attributes in the answer are empty elements

  @PA-XML-004 @claims:IMPS-CSP-S-GETPR
  Scenario: Elements of equal name in two namespaces are told apart
    Given A and B are logged in
    And B shows ClientInfo, CommCap and StatusContent to A
    When B publishes ClientInfo, CommCap and StatusContent
    Then the answer has code 200
    And A reads ClientInfo, CommCap and StatusContent of B as they were published

  @PA-XML-005 @claims:IMPS-CSP-S-GETPR
  Scenario: An unknown attribute costs the attribute and not the message
    Given A and B are logged in
    And B shows StatusText to A
    And B has published StatusText "here"
    When B publishes StatusText "still here" and an attribute nobody knows
    Then the answer has code 200, 201 or 750
    And A reads StatusText "still here" of B if the answer was a success
    And the session of B is alive
