Feature: Shared content
  A user shows others what is to be found under URLs, by an invitation that carries them.

  Background:
    Given A and B are logged in

  @CSP-INV-006
  Scenario: A shared content invitation carries its URLs
    When A sends the invitation "pictures" with
      | user       | B                          |
      | InviteType | SC                         |
      | URL        | http://example.com/one.png |
      | URL        | http://example.com/two.png |
    Then B gets the invitation "pictures"
    And the invitation has the URLs "http://example.com/one.png" and "http://example.com/two.png"

  @CSP-INV-034 @claims:IMPS-CSP-S-CREAG
  Scenario Outline: Content is shared while chatting in a group, with <whom>
    Given C is logged in
    And A has the open group "club" and is joined to it
    And B is joined to the group "club" of A as "bobby"
    And C is joined to the group "club" of A as "carly"
    When A sends the invitation "pictures" with
      | <recipient> | <name>                     |
      | InviteType  | SC                         |
      | URL         | http://example.com/one.png |
    Then B gets the invitation "pictures"

    Examples:
      | whom               | recipient           | name  |
      | one of the joined  | screen name in club | bobby |
      | everybody joined   | group               | club  |

  @CSP-INV-007 @negative
  Scenario: A shared content invitation without URLs is refused
    Given A can invite B
    When A sends the invitation "nothing" with
      | user       | B  |
      | InviteType | SC |
    Then it is refused with code 400 or 402
    When A sends the invitation "pictures" with
      | user       | B                          |
      | InviteType | SC                         |
      | URL        | http://example.com/one.png |
    Then B gets the invitation "pictures" and not the invitation "nothing"

  @CSP-INV-026 @claims:IMPS-CSP-S-CAINV
  Scenario: Shared content is withdrawn
    Given B got the invitation "pictures" of A with
      | user       | B                          |
      | InviteType | SC                         |
      | URL        | http://example.com/one.png |
    When A cancels the invitation "pictures" to B
    Then the answer is a Status with code 200
    And B is told that "pictures" is cancelled

  @CSP-INV-026 @claims:IMPS-CSP-S-CAINV
  Scenario: The withdrawal names the URLs, if any, that the sharer named
    Given B got the invitation "pictures" of A with
      | user       | B                          |
      | InviteType | SC                         |
      | URL        | http://example.com/one.png |
      | URL        | http://example.com/two.png |
    When A cancels the invitation "pictures" with
      | user | B                          |
      | URL  | http://example.com/one.png |
    Then the answer is a Status with code 200
    And B is told that "pictures" is cancelled
    And the cancellation names the URL "http://example.com/one.png", if any
