/** The commented file `impsc init` writes. It validates as it stands. */
export const TEMPLATE = `# What your implementation claims (ICS) and how it is reached (IXIT).
#
#   impsc review THIS-FILE          says what follows from the claims, before anything runs
#   impsc run --iut THIS-FILE       runs every scenario that applies
#
# Lines that begin with "# " and a key are optional; the value shown is the default or an example.

ics:
  # As it shall stand in reports.
  name: Example IMPS Server 1.0
  # vendor: Example Ltd.
  # Needed for a certificate only ("impsc certify"), like the section laboratory at the end.
  # implementation: { version: "1.0", build: "1.0.0-1184" }

  # csp-server: serves clients. ssp-server: serves other servers (then ixit.ssp says how). Also: csp-client.
  # A relay for other servers claims the item IMPS-SSP-S-RELAY besides.
  roles: [csp-server]

  # Versions and syntaxes served. Every scenario that applies runs in each combination where it makes a difference.
  # Plain text is "pts", from 1.2 on. Codes are known for login, negotiation, contact lists and presence alone; what needs
  # others is not assessable in it.
  versions: ["1.1", "1.2", "1.3"]
  # Versions of the server-server protocol, if they are not the same.
  # ssp: ["1.3"]
  syntaxes: [xml, wbxml]
  bearers: [http]

  # Mandatory items are claimed unless they stand under notClaimed. Optional ones are claimed when they stand under
  # claimed, or all of them with "optional: all". "impsc list items" names them; what the service negotiation offers
  # must follow from the claims: a claimed function that the server then refuses is a failure.
  items:
    optional: none
    claimed:
      - IMPS-CSP-S-PRESENCE
      - IMPS-CSP-S-GETPR
      - IMPS-CSP-S-UPDPR
      # - { item: IMPS-CSP-S-GETSPI, versions: ["1.2", "1.3"] }
      # - { item: IMPS-CSP-S-REACT, syntaxes: [xml] }
    notClaimed: []

  # Open points of the standard whose reading can be chosen ("impsc show AMB-065"): the errata of the release
  # definition 1.3 (corrected or printed), Sender in the InviteUser-Response of 1.2 (written or absent), search pairs of
  # 1.3 (wrapped or bare), the spelling of the access type of groups (by-version, Accesstype or AccessType).
  # readings:
  #   AMB-004: printed
  #   AMB-058: absent
  #   AMB-065: bare
  #   AMB-186: Accesstype

ixit:
  # URL of the service access point; exceptions by version, syntax or both.
  address: http://127.0.0.1:8080/imps
  # addresses:
  #   "1.1": http://127.0.0.1:8080/imps/1.1
  #   "1.2-wbxml": http://127.0.0.1:8080/imps/binary
  # An address is no place for secrets: put them under http.headers.
  domain: example.com

  # Four users of their own, used by nobody else while a run goes on. A password can be kept elsewhere:
  # env:NAME is an environment variable, file:PATH a file relative to this one.
  accounts:
    # A profile says what a search for the user can find; the keys are the search elements of the standard.
    alice: { user: "wv:alice@example.com", password: alice-password }
    # alice: { user: "wv:alice@example.com", password: alice-password, profile: { USER_FIRST_NAME: Alice } }
    bob: { user: "wv:bob@example.com", password: bob-password }
    carol: { user: "wv:carol@example.com", password: carol-password }
    dave: { user: "wv:dave@example.com", password: dave-password }
    # Without these the requirements about them are inconclusive (untestable).
    # barred: { user: "wv:barred@example.com", password: "env:BARRED_PASSWORD" }
    # restricted: { user: "wv:limited@example.com", password: "file:limited.password", refused: [SRCH] }
    # phone: { user: "wv:frank@example.com", password: frank-password, msisdn: "+358401234567" }
    # unfunded: { user: "wv:ursula@example.com", password: ursula-password }   # without credit for messages
    # elsewhere: { user: "wv:gina@example.com", password: gina-password }   # a service of hers is that of a peer (ssp)

  # Further sets of four users. With them scenarios run side by side, one lane for each set ("impsc run --lanes").
  # lanes: [{ alice: { user: "wv:alice2@example.com", password: alice2-password }, bob: { user: "wv:bob2@example.com", password: bob2-password }, carol: { user: "wv:carol2@example.com", password: carol2-password }, dave: { user: "wv:dave2@example.com", password: dave2-password } }]

  # groups:
  #   public: wv:/lobby@example.com
  #   joinable: wv:alice/lobby@example.com

  # Longest waits, in seconds. Nothing waits longer, nothing sleeps.
  timers:
    connect: 5
    response: 10
    notification: 10
    # For the final answer to a request that was answered provisionally (1xx) first.
    transaction: 20
    # For communication initiation: the answer to HELO or PING, and the call for something that began to wait.
    cirAnswer: 10
    cirNotice: 10
    scenario: 60
    # A server that was there and went away may take this long to come back; the run then goes on.
    restart: 10

  keepAlive:
    # Time a server may keep a session beyond the agreed time: seconds, or a part of that time ("50%").
    # Left out, a server is given as long again.
    margin: 60
    # TimeToLive asked for at login, seconds.
    timeToLive: 600

  # Shortest interval between polls, seconds; 0 where the server sets none.
  pollMinimum: 0

  # How the implementation decides where the standard leaves it a choice. Leave out what you do not know.
  # policies:
  #   secondLogin: both            # or: refuse, replace
  #   storeAndForward: true
  #   offlineInvitations: true
  #   searchable: true
  #   privateGroups: true
  #   automaticRegistration: false
  #   networkAttributes: [PLMN, GeoLocation]   # presence the network sets in place of the client

  # Limits the tester may run into.
  # limits:
  #   contactLists: 20
  #   contacts: 100
  #   attributeLists: 20
  #   groupsPerUser: 10
  #   groups: 100                  # groups on the whole server
  #   joinedGroups: 10
  #   searchHits: 1000
  #   queue: 50                    # messages waiting for one user

  # Headers are sent with every request; their values are kept out of reports (env:NAME and file:PATH keep them out of
  # this file too). At https addresses those certificates are trusted that Node trusts: a certificate of your own goes
  # under ca (PEM), or "insecure: true" in its place takes any.
  # http:
  #   headers: { Authorization: "Bearer 1234" }
  #   proxy: http://proxy.example.com:3128
  #   tls: { ca: ca.pem }          # for a server that demands a certificate besides: cert (PEM) and its key
  #   maxAnswer: 4194304           # octets
  #   perSecond: 20                # requests a second at most; no bound without it
  #   retryAfterMax: 10            # seconds a request is put off at most when the server asks for it (429, 503 with Retry-After)

  # Communication initiation: an address to connect to in place of what the server tells clients (TCP), and an address of
  # this machine to which the server can send datagrams (UDP port 3717 and WAP push port 2948 must be free there).
  # cir:
  #   tcp: 192.0.2.1:3171
  #   listen: 192.0.2.7

  # For the role ssp-server. The tester plays servers of other domains: your server must have a route from each of these
  # domains to the address on which the tester listens for it (url, if that is another address from your side). A second
  # and a third domain are needed by few scenarios. What no document of the protocol attests stands in a dialect, a file
  # of its own (docs/peer.md). "default" says that your server writes the names as the project's dialect guesses them; if
  # nothing is said, what needs such names is not tested. Headers are sent with every document.
  # ssp:
  #   address: http://127.0.0.1:8080/
  #   peers:
  #     - { domain: peer.example, listen: "127.0.0.1:9081" }
  #     - { domain: second.example, listen: "127.0.0.1:9082", url: http://tester.example.com:9082/ }
  #     - { domain: third.example, listen: "127.0.0.1:9083" }
  #   A server that lets another domain provide a service for a user: \`provides: groups\` (or messages, presence) beside the
  #   domain that does, and the user as ixit.accounts.elsewhere.
  #   dialect: default             # or a file: our-ssp.json
  #   timers: { setup: 30, response: 30, retry: 120 }   # seconds
  #   timeToLive: 86400            # seconds a session without traffic may live
  #   headers: { Authorization: "Bearer 1234" }

  # Headers by which the network vouches for the telephone number of phone, for automatic login (1.3). They are sent
  # only where a check is about that.
  # network:
  #   headers: { X-Up-Calling-Line-Id: "358401234567" }

  # A program that starts and operates the implementation: see docs/iut-contract.md.
  # program:
  #   command: [node, operate.js]

# The test, in the words of a certificate.
# laboratory:
#   name: Example Test Laboratory
#   tester: Test engineer 4
#   environment: two machines on one switch, Linux 6.12
`;
