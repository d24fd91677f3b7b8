Feature: Clients: delivery reports

  @CSP-DLR-010
  Scenario: A client answers a delivery report
    Given the client is logged in
    When the server begins a DeliveryReport-Request
    Then the client answers it with Status and code 200
