Feature: Delivery reports
  A sender who asks for it learns what became of a message.

  @CSP-DLR-001 @CSP-DLR-003
  Scenario: Delivery is reported once the recipient confirmed
    Given A and B are logged in
    When A sends the text "report it" to B and asks for a report
    And B gets the text "report it"
    Then A gets a delivery report of "report it" with code 200
    And the report has Result and MessageInfo, and its DeliveryTime, if there is one, is a date and time

  @CSP-DLR-002
  Scenario: Without being asked for no report is sent
    Given A and B are logged in
    When A sends the text "silently" to B
    And B gets the text "silently"
    And A sends the text "report it" to B and asks for a report
    And B gets the text "report it"
    Then A gets a delivery report of "report it" with code 200
    And A got no delivery report of "silently"

  @CSP-DLR-005 @claims:IMPS-CSP-S-CREAG
  Scenario: A group message is reported once, and for the group
    Given A and B are logged in
    And C is logged in
    And A has the open group "lounge" and is joined to it
    And B is joined to the group "lounge" of A
    And C is joined to the group "lounge" of A
    When A sends "to all" to the group "lounge" and asks for a report
    And B gets the text "to all"
    And C gets the text "to all"
    And A sends the text "report it" to B and asks for a report
    And B gets the text "report it"
    Then A gets a delivery report of "report it" with code 200
    And A gets exactly one delivery report of "to all", about the group "lounge"

  @CSP-DLR-007
  Scenario: Every recipient is covered by a report
    Given A and B are logged in
    And C is logged in
    When A sends "to both" to B and C and asks for a report
    And B gets the text "to both"
    And C gets the text "to both"
    Then A gets delivery reports of "to both" that cover B and C

  @CSP-DLR-008 @since:1.2 @needs:clock @claims:IMPS-CSP-S-OFFLINE
  Scenario: A message that expires is reported
    Given A is logged in
    When A sends the text "in vain" to B, valid for 5 seconds, and asks for a report
    And 30 seconds pass
    Then A gets a delivery report of "in vain" with code 542, 410 or 533

  @CSP-DLR-009
  Scenario: A report waits for its sender
    Given A and B are logged in, B with delivery method N
    When A sends the text "report it later" to B and asks for a report
    And A logs out
    And B is notified of "report it later"
    And B fetches "report it later"
    And B confirms "report it later"
    And A is logged in
    Then A gets a delivery report of "report it later" with code 200
