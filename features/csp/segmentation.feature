@version:1.3
Feature: Segmentation of large answers
  An answer larger than the client can parse comes in segments. The answer says how many there are, the client fetches
  them one by one or discards them. A server may refuse such a request instead.

  @claims:IMPS-CSP-S-SENDMSG @claims:IMPS-CSP-S-NOTIF @claims:IMPS-CSP-S-GETM
  Rule: A message too large for the client is announced, fetched and discarded

    Background:
      Given A and B are logged in, B with ParserSize 4096 and delivery method N
      And B is notified of a text of 16000 octets from A

    @CSP-SEG-001
    Scenario: An answer longer than the parser size is cut into segments and announced by SegmentInfo
      When B fetches the long text
      Then the answer announces several segments, or is refused with code 432

    @CSP-SEG-002
    Scenario: A segment is handed out by its name
      Given B is announced the segments of the long text
      When B asks for the second and for the last of them
      Then each is a GetSegment-Response with a SegmentContent of its own

    @CSP-SEG-003
    Scenario: The segments put together are the whole primitive
      Given B is announced the segments of the long text
      When B fetches all of them
      Then put together they are the GetMessage-Response with the text of A

    @CSP-SEG-004 @informative
    Scenario: Segments are discarded
      Given B is announced the segments of the long text
      When B discards them
      Then it is observed whether the answer has code 200
      And it is observed whether the second of them is gone for B

  Rule: Segments have names

    @CSP-SEG-005 @informative @negative
    Scenario: A segment that never was
      Given A is logged in
      When A asks for a segment of an unknown TransactionID
      Then it is observed whether the answer has code 404, 402 or 420
      And the session of A is alive
