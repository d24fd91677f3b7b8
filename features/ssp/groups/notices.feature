Feature: Changes of groups told to another domain

  Background:
    Given A and B are logged in
    And the peer has a session with the server
    And A has the open group "lounge" and is joined to it
    And Z has joined the group "lounge"

  @SSP-GRP-010
  Scenario: A subscribed user of the peer is told who joins
    Given Z has subscribed to changes of the group "lounge"
    When B is joined to the group "lounge" of A as "bobby"
    Then Z is told that "bobby" joined the group "lounge"

  @SSP-GRP-011
  Scenario: Users who come and go are named by screen name
    Given Z has subscribed to changes of the group "lounge"
    When B is joined to the group "lounge" of A as "bobby"
    And B leaves the group "lounge"
    Then the notices to Z name "bobby" in Joined and in Left, and nobody by address

  @SSP-GRP-012
  Scenario: The state of a subscription follows its requests
    When Z subscribes to changes of the group "lounge"
    Then the subscription of Z to the group "lounge" is told as Yes
    When Z unsubscribes from changes of the group "lounge"
    Then the subscription of Z to the group "lounge" is told as No
