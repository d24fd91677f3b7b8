Feature: Documents between servers

  Background:
    Given A is logged in
    And the peer has a session with the server

  Rule: Several transactions in one document

    @SSP-ENV-005
    Scenario: Each of two requests in one document is served and answered
      Given B is logged in
      When the peer sends A the text "first" and B the text "second" in one document
      Then A gets the text "first"
      And B gets the text "second"
      And each of the two requests has an answer of its own

    @SSP-ENV-006 @negative
    Scenario: A transaction without identifier is left out, the next one is served
      Given B is logged in
      When the peer sends A the text "lost" without identifier and B the text "second" in one document
      Then B gets the text "second"
      And after a text of Z that A gets, A has not got the text "lost"

    @SSP-ENV-007 @negative
    Scenario: An empty transaction is left out, the next one is served
      When the peer sends an empty transaction and A the text "second" in one document
      Then A gets the text "second"
      And the second request has an answer

  Rule: Text

    @SSP-ENV-008
    Scenario: White space around secret and digest does not count
      Given the server has no session with the peer
      When the peer opens a session with white space around its secret and its digest
      Then the set-up comes to its end

    @SSP-ENV-009
    Scenario: Markup and other letters in a text arrive as they were sent
      When A sends Z a text with markup and letters of other scripts
      Then the peer gets this text from well-formed XML in UTF-8

    @SSP-ENV-010
    Scenario: An unknown attribute and an unknown element are passed over
      Given a text of Z reaches A
      When the peer sends A the text "hello" with an attribute and an element that nobody knows
      Then A gets the text "hello"
      And the request with unknown parts is answered with success

    @SSP-ENV-011
    Scenario: Content is carried with its type and its encoding
      When A sends Z a text with markup and letters of other scripts
      Then the peer gets ContentData with a type and the octets of the text
