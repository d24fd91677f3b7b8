Feature: Client under test

  @CSP-CLT-001
  Scenario: A client asks for nothing but a login before it has a session
    Given the client is set up
    When the user logs in
    Then watching finds no fault

  @CSP-CLT-002
  Scenario: A login with a password needs one request and uses the SessionID of the answer
    Given the client is set up
    When the user logs in
    Then watching finds no fault

  @CSP-CLT-007
  Scenario: A client goes on when a part of the functions is refused
    Given the server does not agree to GETWL
    And the client is set up
    When the user logs in
    Then the client goes on with its session or ends it in order

  @CSP-CLT-008
  Scenario: A client reads a missing list of functions as full agreement
    Given the server leaves the list of functions out
    And the client is logged in
    When the user looks at his contact lists
    Then the client sends a GetList-Request

  @CSP-CLT-003
  Scenario: A client makes the digest of nonce and password in the schema of the server
    Given the server challenges with MD5 and code 200
    And the client is set up
    When the user logs in by digest
    Then the client proves its password with a digest of MD5

  @CSP-CLT-003
  Scenario: A client makes a digest after code 401, too
    Given the server challenges with SHA and code 401
    And the client is set up
    When the user logs in by digest
    Then the client proves its password with a digest of SHA

  @CSP-CLT-004 @CSP-LOG-030
  Scenario: A client that logs in by digest offers MD5 and sends no password
    Given the client is set up
    When the user logs in by digest
    Then watching finds no fault

  @CSP-CLT-012
  Scenario: A Status of a client has a code of three digits
    Given the client is logged in
    When the server begins a MessageNotification
    Then watching finds no fault

  @CSP-CLT-018
  Scenario: A client answers the decision of somebody it invited
    Given the client is logged in
    And the user has invited B
    When the server begins an Invite-Response
    Then the client answers it with Status

  @CSP-CLT-031
  Scenario: A client asks for a report when its user wants one
    Given the client is logged in
    When the user sends a message to B and wants a report
    Then the client sends a SendMessage-Request with
      | DeliveryReport | T |
    When the user sends a message to B
    Then the client sends a SendMessage-Request with
      | DeliveryReport | one of F, missing |

  @CSP-CLT-030
  Scenario: A client names the message that its user fetches
    Given the client is logged in
    And the server has begun a MessageNotification
    When the user fetches the message
    Then the client sends a GetMessage-Request with
      | MessageID | {name:m} |

  @CSP-CLT-030
  Scenario: A client names the message that its user rejects
    Given the client is logged in
    And the server has begun a MessageNotification
    When the user rejects the message
    Then the client sends a RejectMessage-Request with
      | MessageID | {name:m} |

  @CSP-CLT-030
  Scenario: A client names the message that its user forwards
    Given the client is logged in
    And the server has begun a MessageNotification
    When the user forwards the message to C
    Then the client sends a ForwardMessage-Request with
      | MessageID | {name:m} |

  @CSP-CLT-029
  Scenario: A client tells its user that a message could not be delivered
    Given the client is logged in
    And the server refuses a SendMessage-Request with code 531
    When the user sends a message to B
    Then the client shows that it was refused

  @CSP-CLT-021
  Scenario: A client subscribes to presence
    Given the client is logged in
    When the user subscribes to the presence of B
    Then the client sends a SubscribePresence-Request with
      | User/UserID or UserIDList/UserID | {B} |

  @CSP-CLT-022
  Scenario: A client unsubscribes
    Given the client is logged in
    And the user has subscribed to the presence of B
    When the user no longer wants the presence of B
    Then the client sends an UnsubscribePresence-Request

  @CSP-CLT-023
  Scenario: A client asks for presence and goes on after a partial answer
    Given the client is logged in
    And the server answers a GetPresence-Request with code 201
    When the user asks for the presence of B
    Then the client sends a GetPresence-Request with
      | User/UserID or UserIDList/UserID | {B} |
    And the client goes on with its session

  @CSP-CLT-027
  Scenario: A client makes an attribute list
    Given the client is logged in
    When the user decides what B may see
    Then the client sends a CreateAttributeList-Request with
      | UserID or UserIDList/UserID | {B} |

  @CSP-CLT-028
  Scenario: A client asks for watchers and goes on
    Given the client is logged in
    When the user asks who watches him
    Then the client sends a GetWatcherList-Request
    And the client goes on with its session

  @CSP-CLT-024
  Scenario: A client learns the contact lists
    Given the client is logged in
    When the user looks at his contact lists
    Then the client sends a GetList-Request

  @CSP-CLT-025
  Scenario: A client changes a contact list
    Given the client is logged in
    When the user makes a contact list with B
    Then the client sends a CreateList-Request
    When the user adds C to the list
    Then the client sends a ListManage-Request with
      | AddNickList | there |
      | RemoveNickList | missing |
    When the user removes C from the list
    Then the client sends a ListManage-Request with
      | AddNickList | missing |
      | RemoveNickList | there |
    When the user deletes the list
    Then the client sends a DeleteList-Request

  @CSP-CLT-015
  Scenario: A client searches with elements of its version
    Given the client is logged in
    When the user searches
    Then the client sends a Search-Request with
      | SearchPairList | there |

  @CSP-CLT-017
  Scenario: A client invites somebody
    Given the client is logged in
    When the user invites B
    Then the client sends an Invite-Request with
      | InviteID | there |
      | InviteType | one of IM, GR, GM, PR, SC |
      | Recipient/User/UserID | {B} |

  @CSP-CLT-019
  Scenario: A client takes back an invitation of its own
    Given the client is logged in
    And the user has invited B
    When the user takes the invitation of B back
    Then the client sends a CancelInvite-Request with
      | InviteID | {kept:invitation} |

  @CSP-CLT-020
  Scenario: A client shares content and withdraws it
    Given the client is logged in
    When the user shares a page with B
    Then the client sends an Invite-Request with
      | InviteType | SC |
      | URLList/URL | http://example.com/page |
    When the user withdraws the page from B
    Then the client sends a CancelInvite-Request

  @CSP-CLT-032
  Scenario: A client adds and removes entries of the blocked list
    Given the client is logged in
    When the user blocks B
    Then the client sends a BlockEntity-Request with
      | BlockList/AddList/UserID | {B} |
    When the user unblocks B
    Then the client sends a BlockEntity-Request with
      | BlockList/RemoveList/UserID | {B} |

  @CSP-CLT-036
  Scenario: A client makes a group of its user
    Given the client is logged in
    When the user makes a group
    Then the client sends a CreateGroup-Request with
      | GroupID | {kept:group} |

  @CSP-CLT-033
  Scenario: A client joins a group, and copes with a refused screen name
    Given the client is logged in
    And the user has made a group
    And the server refuses a JoinGroup-Request with code 811
    When the user joins the group
    Then the client sends a JoinGroup-Request with
      | GroupID | {kept:group} |
    And the client goes on with its session

  @CSP-CLT-034
  Scenario: A client leaves a group and writes nothing to it
    Given the client is logged in
    And the user has made and joined a group
    When the user leaves the group
    Then the client sends a LeaveGroup-Request with
      | GroupID | {kept:group} |
    When the user writes to the group
    Then the client sends no SendMessage-Request

  @CSP-CLT-035
  Scenario: A client wants notices only of groups it has joined
    Given the client is logged in
    And the user has made a group
    When the user wants notices of the group
    Then the client sends no SubscribeGroupNotice-Request

  @CSP-CLT-037
  Scenario: A client copes with a lack of privilege
    Given the client is logged in
    And the user has made and joined a group
    And the server refuses an AddGroupMembers-Request with code 816
    When the user adds B to the group
    Then the client sends no LeaveGroup-Request
    And the client goes on with its session

  @CSP-CLT-039
  Scenario: A client takes provider information without a logo
    Given the client is logged in
    And the server tells only the name of the provider
    When the user asks about the provider
    Then the client goes on with its session
