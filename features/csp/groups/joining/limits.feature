Feature: Limits of joining
  Where a server has a maximum number of groups a user may be joined to, it says so when it is reached.

  Background:
    Given A and B are logged in

  @CSP-JON-017 @informative
  Scenario: Joining beyond the maximum number of groups of a user
    Given C is logged in
    When A joins one group of B and C more than a user may
    Then it is observed whether the answer has code 814
