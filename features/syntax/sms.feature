Feature: The SMS binding
  Plain text of 1.2 in short messages.

  Background:
    Given A is logged in by short message
    And A owns 12 contact lists with long names, made by short message

  @SYN-SMS-001 @claims:IMPS-CSP-S-CCLI
  Scenario: Parts carry the digits of the version
    When A asks for its contact lists by short message
    Then every part begins with the digits of the version

  @SYN-SMS-003 @claims:IMPS-CSP-S-CCLI
  Scenario: Parts fit into a short message
    When A asks for its contact lists by short message
    Then no part has more than 133 octets
