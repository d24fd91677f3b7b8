/** Server items of the sample: id | table | status in 1.2 and 1.3 | feature. Ids and features as in the catalogue. */
export const SAMPLE_ITEMS = `
IMPS-CSP-S-TRANS | csp-server | M M | Transaction layer
IMPS-CSP-S-SESSION | csp-server | M M | Session identity and session descriptor
IMPS-CSP-S-RESULT | csp-server | M M | Results, partial results and refusals
IMPS-CSP-S-VERSION | csp-server | M M | Protocol version of messages and version-bound primitives
IMPS-CSP-S-POLL | csp-server | M M | Polling and poll flag
IMPS-CSP-S-VERDISC | csp-server | O O | Version discovery
IMPS-CSP-S-ADDR | csp-server | M M | Addresses of users, lists, groups and domains
IMPS-CSP-S-LOGIN | csp-server | M M | Login with password (two-way)
IMPS-CSP-S-LOGIN4 | csp-server | M M | Login with digest (four-way)
IMPS-CSP-S-REEST | csp-server | NA O | Re-establishment of a session
IMPS-CSP-S-AUTOLOGIN | csp-server | NA O | Automatic registration and automatic login
IMPS-CSP-S-MULTISESS | csp-server | NA O | Several sessions of one user, session priority, remote session management
IMPS-CSP-S-LOGOUT | csp-server | M M | Logout
IMPS-CSP-S-DISCONNECT | csp-server | O O | Disconnect by the server
IMPS-CSP-S-KEEPALIVE | csp-server | M M | Keep alive
IMPS-CSP-S-CAPNEG | csp-server | M M | Client capability negotiation
IMPS-CSP-S-SVCNEG | csp-server | M M | Service negotiation
IMPS-CSP-S-GETSPI | csp-server | O O | Get service provider information
IMPS-CSP-S-SGMNT | csp-server | NA O | Segmentation of long primitives
IMPS-CSP-S-GETMAP | csp-server | NA O | Get map
IMPS-CSP-S-SRCH | csp-server | O O | Search for users and groups, also continued
IMPS-CSP-S-STSRC | csp-server | O O | Stop search
IMPS-CSP-S-ADVSR | csp-server | NA O | Advanced search and search by public profile
IMPS-CSP-S-INVIT | csp-server | O O | Invitation
IMPS-CSP-S-CAINV | csp-server | O O | Cancel invitation
IMPS-CSP-S-CONTENT | csp-server | O O | Shared content (by invitation with URLs)
IMPS-CSP-S-VRID | csp-server | O O | Verify ID
IMPS-CSP-S-SYSMSG | csp-server | NA O | System message
IMPS-CSP-S-GENNOTIF | csp-server | NA O | General notifications
IMPS-CSP-S-PUBPROF | csp-server | NA O | Public profile
IMPS-CSP-S-SYNTAX | csp-server | NA M | Combination of syntaxes
IMPS-CSP-S-PRESENCE | csp-server | O O | Presence service (feature as a whole)
IMPS-CSP-S-SUBPRES | csp-server | C C | Subscribe and unsubscribe presence
IMPS-CSP-S-AUTOSUB | csp-server | O O | Automatic subscription of contact list members
IMPS-CSP-S-PRESNOTIF | csp-server | C C | Presence notification
IMPS-CSP-S-GETPR | csp-server | O O | Get presence
IMPS-CSP-S-UPDPR | csp-server | O O | Update presence
IMPS-CSP-S-PROAUTH | csp-server | C C | Proactive authorization
IMPS-CSP-S-REACT | csp-server | O NA | Reactive authorization
IMPS-CSP-S-CAAUT | csp-server | O NA | Cancel authorization
IMPS-CSP-S-GETAUT | csp-server | O NA | Get reactive authorization status
IMPS-CSP-S-GETWL | csp-server | O O | Watcher list
IMPS-CSP-S-GCLI | csp-server | O O | Get list of contact lists
IMPS-CSP-S-CCLI | csp-server | O O | Create contact list
IMPS-CSP-S-DCLI | csp-server | O O | Delete contact list
IMPS-CSP-S-MCLS | csp-server | O O | Manage contact list
IMPS-CSP-S-CALI | csp-server | O C | Create attribute list
IMPS-CSP-S-DALI | csp-server | O C | Delete attribute list
IMPS-CSP-S-GALS | csp-server | O C | Get attribute list
IMPS-CSP-S-IM | csp-server | O O | Instant messaging service (feature as a whole)
IMPS-CSP-S-SENDMSG | csp-server | C C | Send message to users and contact lists
IMPS-CSP-S-TEXTPLAIN | csp-server | C C | Plain text in UTF-8
IMPS-CSP-S-RICHCONTENT | csp-server | O O | Other content types, content name and font
IMPS-CSP-S-GROUPMSG | csp-server | C C | Messages to groups and to screen names
IMPS-CSP-S-NEWM | csp-server | O O | Push of new messages
IMPS-CSP-S-NOTIF | csp-server | O O | Notification of messages
IMPS-CSP-S-OFFNOTIF | csp-server | NA O | Offline notification
IMPS-CSP-S-GETM | csp-server | O O | Get message
IMPS-CSP-S-GETLM | csp-server | O O | Get list of messages
IMPS-CSP-S-REJCM | csp-server | O O | Reject message
IMPS-CSP-S-FWMSG | csp-server | O O | Forward message
IMPS-CSP-S-SETD | csp-server | O O | Set delivery method
IMPS-CSP-S-MDELIV | csp-server | O O | Delivery report
IMPS-CSP-S-OFFLINE | csp-server | O O | Store and forward of messages to offline users
IMPS-CSP-S-GLBLU | csp-server | O O | Get blocked and granted lists
IMPS-CSP-S-BLENT | csp-server | O O | Block and grant entities
IMPS-CSP-S-GROUP | csp-server | O O | Group service (feature as a whole)
IMPS-CSP-S-JOIN | csp-server | C C | Join group, screen names, automatic join
IMPS-CSP-S-GROUPACC | csp-server | C C | Access control of groups at joining
IMPS-CSP-S-LEAVE | csp-server | C C | Leave group and forced leave
IMPS-CSP-S-CREAG | csp-server | O O | Create group
IMPS-CSP-S-DELGR | csp-server | O O | Delete group
IMPS-CSP-S-GETGP | csp-server | O O | Get group properties
IMPS-CSP-S-SETGP | csp-server | O O | Set group properties
IMPS-CSP-S-SUBGCN | csp-server | O O | Subscribe to group changes
IMPS-CSP-S-GRCHN | csp-server | O O | Group change notice
IMPS-CSP-S-GETGM | csp-server | O O | Get group members
IMPS-CSP-S-ADDGM | csp-server | O O | Add group members
IMPS-CSP-S-RMVGM | csp-server | O O | Remove group members
IMPS-CSP-S-MBRAC | csp-server | O O | Member access rights
IMPS-CSP-S-REJEC | csp-server | O O | Reject list of a group
IMPS-CSP-S-GETJU | csp-server | O O | Get joined users
IMPS-CSP-S-EXCON | csp-server | NA O | Extend conversation to a group
IMPS-CSPT-S-HTTP | csp-transport | M M | HTTP: messages, answers, sessions, several transactions
IMPS-CSPT-S-HTTPPOLL | csp-transport | M M | HTTP: empty answers, polling, poll flag
IMPS-CSPT-S-HTTPROBUST | csp-transport | M M | HTTP: broken and repeated input
IMPS-CSPT-S-HTTPS | csp-transport | O O | HTTP over TLS
IMPS-CSPT-S-WSP | csp-transport | O O | WSP through a gateway
IMPS-CSPT-S-SMS | csp-transport | O O | SMS as data channel
IMPS-CSPT-S-CIR | csp-transport | O O | CIR channel in general
IMPS-CSPT-S-STCP | csp-transport | O O | CIR over TCP
IMPS-CSPT-S-SUDP | csp-transport | O O | CIR over UDP
IMPS-CSPT-S-SHTTP | csp-transport | O O | CIR over HTTP
IMPS-CSPT-S-WAPPUSH | csp-transport | O O | CIR by WAP push (WAPSMS, WAPUDP)
IMPS-CSPT-S-SSMS | csp-transport | NA O | CIR by standalone SMS
IMPS-XMLS-S-DOC | csp-xmls | M M | Documents, encoding, media type
IMPS-XMLS-S-NS | csp-xmls | M M | Namespaces and version
IMPS-XMLS-S-MODEL | csp-xmls | M M | Content of messages: one primitive, order, names, unknown elements
IMPS-WBXML-S-DOC | csp-wbxml | M M | Document head, charset, public identifier
IMPS-WBXML-S-TOKENS | csp-wbxml | M M | Token tables, code pages, value tokens
IMPS-WBXML-S-DATA | csp-wbxml | M M | Strings, integers, dates
IMPS-WBXML-S-ROBUST | csp-wbxml | M M | Broken documents
IMPS-PA-S-QUALIFIER | pa | M M | Qualifier on every value
IMPS-PA-S-ONLINE | pa | M M | Online status and registration
IMPS-PA-S-CLIENT | pa | O O | Client information and communication capabilities
IMPS-PA-S-LOCATION | pa | O O | Location, network, time zone, language
IMPS-PA-S-AVAIL | pa | O O | User availability
IMPS-PA-S-MOOD | pa | O O | Mood
IMPS-PA-S-TEXTS | pa | O O | Status text, alias, free text location
IMPS-PA-S-CONTACT | pa | O O | Preferred contacts and contact information
IMPS-PA-S-STATUSCONTENT | pa | O O | Status content
IMPS-PA-S-INFOLINK | pa | O O | Information link
IMPS-PA-S-MULTICLIENT | pa | M M | Client attributes per client
IMPS-PA-S-EXTRA | pa | O O | Attributes beyond the defined ones
IMPS-PAX-S-SEND | pa-xmls | M M | Presence values sent
IMPS-PAX-S-READ | pa-xmls | M M | Presence values and attribute names received
IMPS-SSP-S-SETUP | ssp | M M | Session set-up: exchange of secrets
IMPS-SSP-S-PROOF | ssp | M M | Session set-up: proof of both sides, session identifiers
IMPS-SSP-S-SESSION | ssp | M M | Session identifiers and life of a session
IMPS-SSP-S-KEEPALIVE | ssp | O O | Keep-alive between servers
IMPS-SSP-S-END | ssp | O O | Logout and disconnect between servers
IMPS-SSP-S-PEERAUTH | ssp | M M | Traffic only of authenticated domains
IMPS-SSP-S-TXN | ssp | M M | Transactions and originator information
IMPS-SSP-S-ADDR | ssp | M M | Addresses, partial failure, behaviour without relay and without agreement
IMPS-SSP-S-STATUS | ssp | M M | Status codes and unknown requests
IMPS-SSP-S-DISCOVERY | ssp | O O | Service discovery
IMPS-SSP-S-AGREEMENT | ssp | O O | Service negotiation and agreement
IMPS-SSP-S-PROFILE | ssp | O O | User profile management
IMPS-SSP-S-HOME | ssp | C C | Home domain: splitting and mapping of client requests
IMPS-SSP-S-RELAY | ssp | O O | Relay for other servers
IMPS-SSP-S-INVITE | ssp | M M | Invitation between domains
IMPS-SSP-S-SEARCH | ssp | O O | Search across domains
IMPS-SSP-S-LOOKUP | ssp | NA O | Verify identifiers and public profiles across domains
IMPS-SSP-S-CONTLIST | ssp | O O | Contact lists at a remote service element
IMPS-SSP-S-PRESENCE | ssp | O O | Presence between domains (service as a whole)
IMPS-SSP-S-SUBPRES | ssp | C C | Subscription and notification between domains
IMPS-SSP-S-GETPRES | ssp | C C | Get presence between domains
IMPS-SSP-S-PRESPSE | ssp | O O | Presence at a remote service element
IMPS-SSP-S-IM | ssp | O O | Messaging between domains (service as a whole)
IMPS-SSP-S-SENDMSG | ssp | C C | Messages between domains
IMPS-SSP-S-DELREP | ssp | C C | Delivery reports between domains
IMPS-SSP-S-IMPSE | ssp | O O | Messaging at a remote service element
IMPS-SSP-S-GROUP | ssp | O O | Groups between domains (service as a whole)
IMPS-SSP-S-JOIN | ssp | C C | Join, leave and forced leave between domains
IMPS-SSP-S-GROUPMSG | ssp | C C | Group messages between domains
IMPS-SSP-S-GROUPNOTE | ssp | C C | Group changes between domains
IMPS-SSP-S-GROUPADM | ssp | O O | Administration of remote groups
IMPS-SSP-S-CONTENT | ssp | O O | Shared content between domains
IMPS-SMS-S-BINDING | csp-sms-1.2 | O NA | SMS binding
`;
