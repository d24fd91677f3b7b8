Feature: Messages of another domain on their way to a client

  Background:
    Given A is logged in
    And the peer has a session with the server

  @SSP-IMS-004 @claims:IMPS-CSP-S-NEWM
  Scenario: A message of the peer is pushed to a client that wants it so
    Given A has the delivery method P
    When Z sends A the text "pushed"
    Then A gets the text "pushed" by a NewMessage

  @SSP-IMS-004 @claims:IMPS-CSP-S-NOTIF
  Scenario: A message of the peer is announced to a client that wants it so
    Given A has the delivery method N
    When Z sends A the text "announced"
    Then A gets the text "announced" by a MessageNotification

  @SSP-IMS-006 @negative
  Scenario: A message of a blocked user does not arrive, and the peer learns of it
    Given Z sends A the text "before"
    And A gets the text "before"
    And A blocks Z
    When Z sends A the text "blocked" and asks for a report
    And Y sends A the text "marker"
    Then A gets the text "marker" and not the text "blocked"
    And the peer learns that "blocked" failed

  @SSP-IMS-007 @needs:policies.storeAndForward
  Scenario: A message for a user who is away comes after the login
    Given A logs out
    When Z sends A the text "meanwhile"
    And A is logged in
    Then the message of Z was accepted
    And A gets or finds the text "meanwhile"

  @SSP-IMS-007 @needs:policies.storeAndForward=false
  Scenario: A message for a user who is away is refused by a server that keeps nothing
    Given A logs out
    When Z sends A the text "meanwhile"
    Then the message of Z is refused with code 410 or 533

  @SSP-IMS-008 @needs:policies.storeAndForward @needs:clock
  Scenario: A message that expired meanwhile does not come
    Given A logs out
    When Z sends A the text "too late", valid for 3 seconds
    And Z sends A the text "in time", valid for 600 seconds
    And 10 seconds pass
    And A is logged in
    Then A gets or finds the text "in time" and not the text "too late"
