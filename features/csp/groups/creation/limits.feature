Feature: Limits of groups
  Where a server has a maximum number of groups, of one user or altogether, it says so when it is reached.

  Background:
    Given A and B are logged in

  @CSP-GRP-009 @negative
  Scenario: Beyond the maximum number of groups of one user a further one is refused
    Given A owns as many groups as one user may
    When A creates the group "further"
    Then it is refused with code 814

  @CSP-GRP-010 @negative
  Scenario: Beyond the maximum number of groups of the server a further one is refused
    Given C is logged in
    And D is logged in
    And A has the group "first"
    When A, B, C and D create one group more than the server may have
    Then it is refused with code 815
