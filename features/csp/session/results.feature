Feature: Results and refusals
  Every request is answered with a result: success, success in part, or a refusal with its reason.

  @CSP-SES-010 @negative
  Scenario Outline: <primitive>, which is not claimed, is refused and not met with silence
    Given A is logged in
    When A sends a well-formed <primitive> that nobody claims to serve
    Then it is refused with code 501, 405 or 506
    And the session of A is alive

    @unclaimed:IMPS-CSP-S-GETMAP @version:1.3
    Examples:
      | primitive      |
      | GetMap-Request |

    @unclaimed:IMPS-CSP-S-SRCH
    Examples:
      | primitive      |
      | Search-Request |

    @unclaimed:IMPS-CSP-S-VRID @since:1.2
    Examples:
      | primitive        |
      | VerifyID-Request |

    @unclaimed:IMPS-CSP-S-GETWL
    Examples:
      | primitive              |
      | GetWatcherList-Request |

    @unclaimed:IMPS-CSP-S-GCLI
    Examples:
      | primitive       |
      | GetList-Request |

    @unclaimed:IMPS-CSP-S-GLBLU
    Examples:
      | primitive              |
      | GetBlockedList-Request |

    @unclaimed:IMPS-CSP-S-GETLM
    Examples:
      | primitive              |
      | GetMessageList-Request |

    @unclaimed:IMPS-CSP-S-CREAG
    Examples:
      | primitive           |
      | CreateGroup-Request |

  @CSP-SES-011 @negative
  Scenario: A request without a mandatory parameter is answered under its TransactionID
    Given A is logged in
    When A sends a request that lacks a mandatory parameter
    Then the answer has the request's TransactionID, and a refusal has code 400 or 402
    And the session of A is alive

  @CSP-SES-014 @claims:IMPS-CSP-S-SENDMSG
  Scenario: A message that reaches some recipients is answered 201 with the failing ones
    Given A and B are logged in
    When A sends a text to B and to the unknown user "nobody"
    Then the answer has code 201 with DetailedResult naming the unknown user and not B

  @CSP-SES-014 @claims:IMPS-CSP-S-SENDMSG
  Scenario Outline: DetailedResult names what failed: <kind>
    Given A and B are logged in
    When A sends "partly" to
      | user   | B      |
      | <kind> | <name> |
    Then the answer has code 201 with DetailedResult
    And DetailedResult names "<name>"
    And B gets the text "partly"

    @claims:IMPS-CSP-S-GROUPMSG
    Examples:
      | kind          | name |
      | unknown group | none |

    @since:1.2 @claims:IMPS-CSP-S-CCLI
    Examples:
      | kind                 | name    |
      | unknown contact list | nowhere |

  @CSP-SES-014 @unclaimed:IMPS-CSP-S-SENDMSG @claims:IMPS-CSP-S-SUBPRES
  Scenario: A subscription that succeeds in part is answered 201 with the failing users
    Given A and B are logged in
    When A subscribes to the presence of B and of the unknown user "nobody"
    Then the answer has code 201 with DetailedResult naming the unknown user and not B

  @CSP-SES-015 @claims:IMPS-CSP-S-SENDMSG
  Scenario: DetailedResult names only what the request named
    Given A and B are logged in
    When A sends a text to B and to the unknown user "nobody"
    Then DetailedResult names nothing that the request did not name

  @CSP-SES-016 @claims:IMPS-CSP-S-SENDMSG @claims:IMPS-CSP-S-CCLI
  Scenario: A message that reaches nobody, for different reasons, is answered 900
    Given A is logged in
    When A sends a text to the unknown user "nobody" and to an own contact list that does not exist
    Then the answer has code 900 or 201 with DetailedResult, or the one code both failed with

  @CSP-SES-017 @informative @claims:IMPS-CSP-S-SENDMSG
  Scenario: A message whose only recipient is unknown
    Given A is logged in
    When A sends a text to the unknown user "nobody"
    Then it is observed whether the answer has code 531 or 427

  @CSP-SES-018
  Scenario: The code of a result has three digits
    Given A is logged in without negotiation
    When A sends a KeepAlive-Request
    Then the code of the answer has three digits

  @CSP-SES-025 @since:1.2 @informative @claims:IMPS-CSP-S-GETM @claims:IMPS-CSP-S-NOTIF
  Scenario: An answer larger than the ParserSize of the client
    Given A and B are logged in, B with ParserSize 4096 and delivery method N
    When A sends a text of 16000 octets to B
    And B fetches the message
    Then it is observed whether the answer is cut down or refused with code 432

  @CSP-SES-029 @since:1.2 @informative
  Scenario: A private extension the server does not know
    Given A is logged in without negotiation
    When A sends an Extended-Request of a private namespace
    Then it is observed how it is answered
    And the session of A is alive
