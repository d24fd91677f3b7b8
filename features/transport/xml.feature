Feature: XML over HTTP
  The textual syntax travels as application/vnd.wv.csp.xml, from 1.3 on as application/vnd.wv.csp+xml.

  @TRN-XML-003
  Scenario Outline: The media type may be written <type>
    Given A is logged in without negotiation
    And the session of A is alive
    When A sends a KeepAlive-Request with the Content-Type "<type>"
    Then the keep-alive is confirmed

    Examples:
      | type                                      |
      | application/vnd.wv.csp.xml                |
      | application/vnd.wv.csp+xml                |
      | application/vnd.wv.csp.xml; charset=utf-8 |
      | application/vnd.wv.csp+xml; charset=UTF-8 |
      | APPLICATION/VND.WV.CSP.XML                |
      | Application/vnd.wv.csp+XML                |

  @TRN-XML-004
  Scenario Outline: A message <how> is understood
    Given A is logged in without negotiation
    When A sends a KeepAlive-Request written <how>
    Then the keep-alive is confirmed

    Examples:
      | how                              |
      | with the DOCTYPE of the version  |
      | without DOCTYPE                  |

  @TRN-XML-005 @claims:IMPS-CSP-S-SENDMSG
  Scenario Outline: UTF-8 text comes back unharmed, written <how>
    Given A and B are logged in
    When A sends the text "Zoë, Αθήνα, Киев, 東京" to B, written <how>
    Then B gets the text "Zoë, Αθήνα, Киев, 東京"

    Examples:
      | how                             |
      | with an encoding declaration    |
      | without an encoding declaration |

  @TRN-XML-005 @unclaimed:IMPS-CSP-S-SENDMSG @claims:IMPS-CSP-S-CCLI @claims:IMPS-CSP-S-MCLS
  Scenario Outline: UTF-8 in a display name comes back unharmed, written <how>
    Given A and B are logged in
    When A creates a contact list with B and the DisplayName "Zoë, Αθήνα, Киев, 東京", written <how>
    Then the DisplayName of the list is "Zoë, Αθήνα, Киев, 東京"

    Examples:
      | how                             |
      | with an encoding declaration    |
      | without an encoding declaration |

  @TRN-XML-007 @informative
  Scenario: A login over XML
    When A logs in with the right password
    Then the login is accepted with a SessionID
