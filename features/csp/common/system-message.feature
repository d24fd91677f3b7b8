Feature: System messages
  From 1.3 on the operator can tell users something, and have them answer.

  Rule: While the user is logged in

    @CSP-SYS-001
    Scenario: The operator tells a user something
      Given A is logged in
      When the operator sends A the system message "closed at noon"
      Then A gets the system message "closed at noon" with a SystemMessageID

    @CSP-SYS-002
    Scenario: The answer to a system message is accepted
      Given A is logged in
      And the operator asks A "shall it go on?" with the options "Yes" and "No"
      When A answers the system message "shall it go on?" with "No"
      Then the answer to the system message is accepted with code 200
      And the session of A survives

  Rule: Before the user logs in

    Background:
      Given A can log in and log out

    @CSP-SYS-003 @informative @needs:login-message
    Scenario: A login that waits for the answer to a system message succeeds with it
      Given the operator lets A log in only after "new terms" is answered with "I agree"
      When A logs in with the right password
      Then the login is refused with the system message "new terms"
      When A logs in with the answer "I agree" to the system message "new terms"
      Then the login is accepted with a SessionID

    @CSP-SYS-004 @informative @negative @needs:login-message
    Scenario: A login with a wrong VerificationKey stays refused
      Given the operator lets A log in only after the key of "are you human?" is given
      When A logs in with the right password
      Then the login is refused with the system message "are you human?"
      When A logs in with a wrong key for the system message "are you human?"
      Then the login is refused with code 401, 402 or 403
      When A logs in with the right key for the system message "are you human?"
      Then the login is accepted with a SessionID
