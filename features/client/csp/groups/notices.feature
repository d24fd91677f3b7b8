Feature: Clients: group change notification

  @CSP-GCN-013
  Scenario: A client answers a notice of a group
    Given the client is logged in
    And the user has made and joined a group
    When the server begins a GroupChangeNotice
    Then the client answers it with Status and code 200
