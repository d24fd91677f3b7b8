Feature: Service features
  A function that the server offers can be agreed, alone or as part of its feature in the service tree; agreed, it works.

  @CSP-FEA-001
  Scenario: Every claimed function is agreed
    Given A is logged in without services
    When A asks for each claimed function alone
    Then no answer names the function it was about

  @CSP-FEA-002
  Scenario: Every function that is not claimed is named as not agreed
    Given A is logged in without services
    When A asks for each function that is not claimed alone
    Then each answer names the function it was about, unless it works

  @CSP-FEA-003
  Scenario: Presence is agreed as a feature
    Given A is logged in without services
    And B is logged in
    When A asks for PresenceFeat alone
    Then PresenceFeat is not refused as a whole
    And A can subscribe to the presence of B

  @CSP-FEA-004
  Scenario: Messaging is agreed as a feature
    Given A is logged in without services
    And B is logged in
    When A asks for IMFeat alone
    Then IMFeat is not refused as a whole
    And A can send a message to B

  @CSP-FEA-005 @claims:IMPS-CSP-S-CREAG
  Scenario: Groups are agreed as a feature
    Given A is logged in without services
    And B is logged in
    And B has the open group "lounge" and is joined to it
    When A asks for GroupFeat alone
    Then GroupFeat is not refused as a whole
    And A can join and leave the group "lounge"

  @CSP-FEA-005 @unclaimed:IMPS-CSP-S-CREAG @needs:groups.joinable
  Scenario: Groups are agreed as a feature, where users create none
    Given A is logged in without services
    When A asks for GroupFeat alone
    Then GroupFeat is not refused as a whole
    And A can join and leave the group of the IXIT

  @CSP-FEA-006 @informative
  Scenario: Offline notification beside message receiving
    Given A is logged in without services
    When A asks for NEWM alone, and for NEWM and OFFNOTIF
    Then it is observed whether NEWM is agreed both times
