Feature: Registration and automatic login
  Whether a login of a user nobody knows creates an account is the operator's decision.

  Rule: Without automatic registration

    Background:
      Given A can log in and log out

    @CSP-REG-005 @negative
    Scenario: A login of an unknown user is refused, and refused again
      When the suite logs in as the unknown user "stranger"
      Then the login is refused with code 531 or 409
      When the suite logs in as the unknown user "stranger"
      Then the login is refused with code 531 or 409
      And A can log in with the right password

    @CSP-REG-005 @negative
    Scenario: A digest login of an unknown user is refused, and refused again
      When the suite logs in with a digest as the unknown user "stranger"
      Then the login is refused with code 531 or 409
      When the suite logs in with a digest as the unknown user "stranger"
      Then the login is refused with code 531 or 409
      And A can log in with the right password

  Rule: With automatic registration

    @CSP-REG-001 @informative
    Scenario: A login of an unknown user creates the account and opens a session
      When the suite logs in as the unknown user "newcomer"
      Then the login is accepted with a SessionID

    @CSP-REG-002 @informative
    Scenario: A UserID and a Password that were assigned are returned
      When the suite logs in without UserID and Password
      Then the login is accepted with a SessionID
      And the Login-Response holds UserID and Password

  Rule: Automatic login

    @CSP-REG-003 @informative
    Scenario: A client whose telephone number the network vouches for is logged in without password
      When the phone user logs in by the number the network vouches for
      Then the login is accepted with a SessionID

    @CSP-REG-004 @informative @negative
    Scenario: A telephone number that nobody vouches for is refused
      When the phone user logs in by a number that nobody vouches for
      Then the login is refused with code 920
