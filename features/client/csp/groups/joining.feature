Feature: Clients: joining and leaving groups

  @CSP-JON-031
  Scenario: A client that is taken out of a group leaves it
    Given the client is logged in
    And the user has made and joined a group
    When the server begins a LeaveGroup-Response
    Then the client goes on with its session

  @CSP-JON-032
  Scenario: A client writes to no group that it has not joined
    Given the client is logged in
    And the user has made a group
    When the user writes to the group
    Then the client sends no SendMessage-Request
