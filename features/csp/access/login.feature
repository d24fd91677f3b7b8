Feature: Login
  A user opens a session: the client says who the user is and which client it is, and proves it with a password in
  clear (two-way) or with a digest over a nonce of the server (four-way).

  Rule: Two-way login

    @CSP-LOG-001 @CSP-SES-005
    Scenario: The right password opens a session
      When A logs in with the right password
      Then the login is accepted with a SessionID
      And the session of A is alive

    @CSP-LOG-002
    Scenario: The answer returns the ClientID of the request
      When A logs in with the right password
      Then the login is accepted with a SessionID
      And the Login-Response returns the ClientID of A

    @CSP-LOG-003
    Scenario: Two logins get different SessionIDs
      When A logs in with the right password
      And B logs in with the right password
      Then the SessionIDs of A and B differ

    @CSP-LOG-007 @negative
    Scenario: A wrong password is refused
      When A logs in with a wrong password
      Then the login is refused with code 409
      And A can log in with the right password

    @CSP-LOG-061 @informative @negative
    Scenario: A ClientID that says nothing
      When A logs in with a ClientID without content
      Then it is observed whether the login is refused
      And A can log in with the right password

    @CSP-LOG-009 @until:1.2 @negative
    Scenario: An unknown user is refused
      When the suite logs in as the unknown user "nobody"
      Then the login is refused with code 531 or 409
      And A can log in with the right password

    @CSP-LOG-010 @until:1.2 @negative
    Scenario: A login without UserID is refused
      When A logs in without UserID
      Then the login is refused with code 531, 400, 402 or 409
      And A can log in with the right password

    @CSP-LOG-013 @negative
    Scenario: A barred account is refused
      When the barred user logs in with the right password
      Then the login is refused with code 403, 401, 902 or 903
      And A can log in with the right password

    @CSP-LOG-014 @negative
    Scenario: A user of a domain that is not served is refused
      When the suite logs in as "wv:user@unserved.invalid"
      Then the login is refused with code 516, 409 or 531
      And A can log in with the right password

    @CSP-LOG-027
    Scenario Outline: The UserID may be written <form>
      When A logs in with the UserID written <form>
      Then the login is accepted with a SessionID

      Examples:
        | form                             |
        | with scheme and domain           |
        | without the scheme               |
        | without the domain               |
        | without the scheme or the domain |

    @CSP-LOG-028 @informative
    Scenario: Letter case of the UserID
      When A logs in with the UserID in other letter case
      Then it is observed whether the login is accepted

  Rule: Four-way login

    @CSP-LOG-004
    Scenario: Offered digest schemas are answered with a nonce and one of them
      When A asks for a digest login with MD5 and SHA
      Then the answer is a Login-Response with code 200 or 401
      And it holds a Nonce, and MD5 or SHA as DigestSchema
      And it holds no SessionID

    @CSP-LOG-005
    Scenario Outline: The right <schema> digest opens a session
      When A logs in with a digest, offering <schema>
      Then the login is accepted with a SessionID, or <schema> is not in use
      And the session of A is alive if there is one

      Examples:
        | schema |
        | MD5    |
        | SHA    |
        | MD4    |

    @CSP-LOG-005
    Scenario: One of the digests opens a session
      When A logs in with a digest of MD5, or of SHA where MD5 is not in use
      Then the login is accepted with a SessionID
      And the session of A is alive

    @CSP-LOG-008 @negative
    Scenario: A digest over a wrong password is refused
      When A logs in with a digest over a wrong password
      Then the login is refused with code 409
      And A can log in with a digest

    @CSP-LOG-008 @negative
    Scenario: A digest that answers no nonce is refused
      When A sends a digest over a nonce the server never gave
      Then it is refused with code 409, 400 or 402
      And A can log in with a digest

    @CSP-LOG-009 @until:1.2 @negative
    Scenario: A digest login of an unknown user is refused, at the latest with the second request
      When the suite logs in with a digest as the unknown user "nobody"
      Then the login is refused with code 531 or 409
      And A can log in with a digest

    @CSP-LOG-011 @since:1.2 @negative
    Scenario: Offering only a schema nobody knows opens no session
      When A asks for a digest login with X-SUITE-UNKNOWN
      Then no session is opened, and a refusal has code 543, 400, 401, 402 or 405
      And no other DigestSchema is chosen
      And A can log in with the right password

  Rule: A second login of the same client

    @CSP-LOG-015 @needs:policies.secondLogin=refuse
    Scenario: The second login of a client is refused and the first session goes on, where one session is allowed
      Given A is logged in
      When the same client of A logs in once more
      Then the second login is refused with code 603
      And the session of A is alive

    @CSP-LOG-015 @needs:policies.secondLogin=replace
    Scenario: The older session ends, where the newer login wins
      Given A is logged in
      When the same client of A logs in once more
      Then the second login is accepted with a SessionID
      And the older session is refused with code 604, 600 or 601

  Rule: Negotiation inside login

    @CSP-LOG-023 @version:1.3
    Scenario: Capabilities offered in the login are agreed there, or can be negotiated afterwards
      When A logs in with a CapabilityList
      Then the login is accepted with a SessionID
      And AgreedCapabilityList is in the answer, or A can negotiate capabilities

    @CSP-LOG-024 @version:1.3
    Scenario: Once capabilities are agreed the server does not ask for them
      When A logs in with a CapabilityList
      Then the login is accepted with a SessionID
      And an answer with AgreedCapabilityList has no CapabilityRequest T

  Rule: Re-establishment

    @CSP-LOG-018 @version:1.3
    Scenario: A live session of the same client is taken up again
      Given A is logged in without negotiation
      When A re-establishes the session
      Then the re-established session has the SessionID of before
      And the session of A is alive

    @CSP-LOG-019 @version:1.3 @negative
    Scenario: Another client cannot take the session up
      Given A is logged in without negotiation
      When another client of A tries to re-establish the session
      Then the re-establishment is refused with code 422, 403, 502 or 604
      And the session of A is alive

    @CSP-LOG-020 @version:1.3 @negative
    Scenario: A session that never was cannot be taken up
      When A tries to re-establish the session "no-such-session"
      Then the re-establishment is refused with code 502, 404, 422 or 604
      And A can log in with the right password
