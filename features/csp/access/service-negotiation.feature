Feature: Service negotiation
  The client asks for the functions it is going to use; the answer names those that are not agreed. Nothing belongs to
  the session that was not agreed.

  Rule: Names in the answer

    @CSP-SVC-001
    Scenario Outline: The answer names nothing that was not asked for: <feature>
      Given A is logged in without services
      When A asks for the functions of <feature>
      Then the answer is a Service-Response that names functions of <feature> at most

      Examples:
        | feature         |
        | FundamentalFeat |
        | PresenceFeat    |
        | IMFeat          |
        | GroupFeat       |

    @CSP-SVC-001
    Scenario: A function asked for and not named is agreed
      Given A is logged in without services
      And A asks for every function by its code
      When A sends a request of each claimed function the answer does not name
      Then none of them is refused with code 506, 405 or 501

    @CSP-SVC-002
    Scenario: Nothing is named where everything is agreed
      Given A is logged in without services
      When A asks for the claimed functions and no others
      Then the answer is a Service-Response without Functions, or with an empty one

    @CSP-SVC-003
    Scenario Outline: An empty element asks for everything beneath it: <elements>
      Given A is logged in without services
      And A asks for <elements>
      When A sends a request of each claimed function the answer does not name
      Then none of them is refused with code 506, 405 or 501

      Examples:
        | elements                                      |
        | the four features, each as an empty element   |
        | the function groups, each as an empty element |

    @CSP-SVC-005
    Scenario: AllFunctionsRequest T is answered with AllFunctions
      Given A is logged in without services
      When A asks for functions with AllFunctionsRequest T
      Then the answer is a Service-Response with WVCSPFeat in AllFunctions

    @CSP-SVC-006 @informative
    Scenario: AllFunctionsRequest F
      Given A is logged in without services
      When A asks for functions with AllFunctionsRequest F
      Then it is observed whether the answer holds AllFunctions

    @CSP-SVC-010 @claims:IMPS-CSP-S-PRESENCE
    Scenario: MP asks for the mandatory functions of presence
      Given A is logged in without services
      And B is logged in
      When A asks for PresenceFeat/MP alone
      Then PresenceFeat is not refused as a whole
      And A can subscribe to the presence of B

    @CSP-SVC-010 @claims:IMPS-CSP-S-IM
    Scenario: MM asks for the mandatory functions of messaging
      Given A is logged in without services
      And B is logged in
      When A asks for IMFeat/MM alone
      Then IMFeat is not refused as a whole
      And A can send a message to B

    @CSP-SVC-011 @informative
    Scenario: A function the version does not have
      Given A is logged in without services
      When A asks for a function that its version does not have
      Then it is observed whether the answer names that function

    @CSP-SVC-012 @informative
    Scenario: A later service negotiation
      Given A is logged in
      And A asks for the functions of FundamentalFeat
      When A sends a request of a claimed function of another feature
      Then it is observed whether it is refused with code 506, 405 or 501

    @CSP-SVC-013 @negative
    Scenario: A service request without a session is refused
      Given A is logged in without services
      And A can negotiate services
      When A asks for functions without a session
      Then it is refused with code 604
      And the session of A is alive

  Rule: Agreed functions count

    @CSP-SVC-019 @informative
    Scenario: A service is used before any service negotiation
      Given A is logged in without services
      When A sends a request of a claimed function
      Then it is observed whether it is refused with code 506, 405 or 501
      And the session of A is alive

    @CSP-SVC-007 @informative
    Scenario: The functions of a restricted user
      Given A is logged in without services
      And A asks for every function by its code
      When the restricted user asks for every function by its code
      Then it is observed whether fewer functions are agreed with the restricted user than with A

    @CSP-SVC-008 @negative
    Scenario: A function that was named as not agreed is refused
      Given a session in which the answer named a function as not agreed
      When a request of that function is sent
      Then it is refused with code 506, 405 or 501
      And that session is alive

    @CSP-SVC-017 @negative
    Scenario: A function that was not asked for is refused
      Given A is logged in without services
      And A asks for every function but a claimed one
      And the other claimed functions of A are not refused with code 506, 405 or 501
      When A sends a request of the function left out
      Then it is refused with code 506, 405 or 501
      And the session of A is alive

    @CSP-SVC-009 @claims:IMPS-CSP-S-CREAG @claims:IMPS-CSP-S-GRCHN @claims:IMPS-CSP-S-SENDMSG
    Scenario: Nothing is sent of a function that was not agreed
      Given A and C are logged in
      And B is logged in without the functions SUBGCN and GRCHN
      And A has the open group "lounge" and is joined to it
      And B is joined to the group "lounge" of A, subscribed to its changes
      When C joins and leaves the group "lounge" of A
      And A sends the text "the end" to the group "lounge"
      Then B gets the text "the end"
      And B got no GroupChangeNotice before it

    @CSP-SVC-020 @claims:IMPS-CSP-S-SENDMSG @claims:IMPS-CSP-S-NEWM
    Scenario: With NEWM and without NOTIF messages are pushed
      Given A is logged in
      And B is logged in without the functions NOTIF and GETM
      When A sends the text "pushed" to B
      Then B is pushed the text "pushed"

    @CSP-SVC-020 @claims:IMPS-CSP-S-SENDMSG @claims:IMPS-CSP-S-NOTIF @claims:IMPS-CSP-S-GETM
    Scenario: With NOTIF and without NEWM messages are announced and fetched
      Given A is logged in
      And B is logged in without the functions NEWM and SETD
      When A sends the text "announced" to B
      Then B is notified of "announced"
      And B was not pushed the text "announced"
      When B fetches "announced"
      Then the answer is a GetMessage-Response with the text "announced"
      When B confirms "announced"
      Then the answer is a Status with code 200

    @CSP-SVC-020 @claims:IMPS-CSP-S-SENDMSG @claims:IMPS-CSP-S-MULTISESS @claims:IMPS-CSP-S-NEWM
    Scenario: Of two clients the one that agreed to receiving gets the messages
      Given A is logged in
      And B is logged in
      And B2 is logged in without the functions NEWM and NOTIF
      When A sends the text "pushed" to B
      Then B gets the text "pushed"

    @CSP-SVC-020 @claims:IMPS-CSP-S-SENDMSG @claims:IMPS-CSP-S-GETLM @claims:IMPS-CSP-S-GETM
    Scenario: With GETM and without NEWM and NOTIF messages are found in the list
      Given A is logged in
      And B is logged in without the functions NEWM and NOTIF
      When A sends the text "listed" to B
      Then B gets or finds the text "listed"
