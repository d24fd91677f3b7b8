/** The JSON Schema of an ICS/IXIT file. Descriptions end up in error messages: they say what to write. */

import { BEARERS, SYNTAXES } from '../../protocol/configuration.ts';
import { PRESENCE_ATTRIBUTES } from '../../protocol/facts/presence.ts';
import { VERSIONS } from '../../protocol/version.ts';
import { PROVIDED_SERVICES } from './ssp.ts';
import { MOST_LANES, PARTIES, ROLES, SPECIAL_ACCOUNTS } from './types.ts';

const text = (description: string) => ({ type: 'string', minLength: 1, description });
const flag = (description: string) => ({ type: 'boolean', description });
const seconds = (description: string) => ({ type: 'number', exclusiveMinimum: 0, maximum: 86_400, description });
const limit = (description: string) => ({ type: 'integer', minimum: 1, description });
const url = (description: string) => ({
  type: 'string',
  pattern: '^[Hh][Tt][Tt][Pp][Ss]?://[^\\s/?#]+\\S*$',
  description,
});
const object = (description: string, properties: object, required: readonly string[] = []) => ({
  type: 'object',
  description,
  properties,
  required,
  additionalProperties: false,
});

const versions = {
  type: 'array',
  minItems: 1,
  uniqueItems: true,
  description: 'a list of versions, quoted: ["1.1", "1.2", "1.3"]',
  items: { enum: [...VERSIONS] },
};
const claimSyntaxes = {
  type: 'array',
  minItems: 1,
  uniqueItems: true,
  description: 'a list of xml, wbxml',
  items: { enum: [...SYNTAXES] },
};
const claims = (description: string) => ({
  type: 'array',
  uniqueItems: true,
  description,
  items: {
    oneOf: [
      text('the id of an SCR item, such as IMPS-CSP-S-GETSPI'),
      {
        ...object(
          'an item in some versions or syntaxes',
          { item: text('the id of an SCR item'), versions, syntaxes: claimSyntaxes },
          ['item'],
        ),
        minProperties: 2,
      },
    ],
    description: 'the id of an SCR item, or { item: ID, versions: ["1.2"], syntaxes: [xml] }',
  },
});
const account = object(
  'an account: { user: "wv:alice@example.com", password: "env:ALICE_PASSWORD" }',
  {
    user: {
      type: 'string',
      pattern: '^(wv:)?[^\\s@/]+(@[^\\s@/]+)?$',
      description: 'a user address: wv:alice@example.com',
    },
    password: text('a password in quotes, or env:NAME, or file:PATH to keep it out of this file'),
    msisdn: {
      type: 'string',
      pattern: '^\\+?[0-9]{3,20}$',
      description: 'a telephone number in quotes: "+358401234567"',
    },
    profile: {
      type: 'object',
      description: 'search elements with their values: { USER_FIRST_NAME: Alice }',
      propertyNames: {
        pattern: '^USER_[A-Z_]+$',
        description: 'search elements of the standard (USER_FIRST_NAME, ...)',
      },
      additionalProperties: { type: 'string' },
    },
    refused: {
      type: 'array',
      description: 'function codes this user is not entitled to: [SRCH]',
      items: { type: 'string', pattern: '^[A-Z]{2,8}$', description: 'a function code of the service tree: SRCH' },
    },
  },
  ['user', 'password'],
);

export const iutSchema = {
  type: 'object',
  description: 'a map with the keys ics and ixit',
  required: ['ics', 'ixit'],
  additionalProperties: false,
  properties: {
    ics: object(
      'what the implementation claims',
      {
        name: text('product and release, as it shall stand in reports'),
        vendor: text('who makes it'),
        implementation: object('the product that is tested', {
          version: text('version of the product, in quotes: "3.3"'),
          build: text('build of the product, in quotes: "3.3.0-1184"'),
        }),
        roles: {
          type: 'array',
          minItems: 1,
          uniqueItems: true,
          description: `a list of ${ROLES.join(', ')}`,
          items: { enum: [...ROLES] },
        },
        versions,
        ssp: {
          type: 'array',
          minItems: 1,
          uniqueItems: true,
          description: 'versions of the server-server protocol, quoted: ["1.3"]',
          items: { enum: ['1.2', '1.3'] },
        },
        syntaxes: {
          type: 'array',
          minItems: 1,
          uniqueItems: true,
          description: `a list of ${SYNTAXES.join(', ')}`,
          items: { enum: [...SYNTAXES], description: 'xml, wbxml, or pts for plain text (1.2 and later)' },
        },
        bearers: {
          type: 'array',
          minItems: 1,
          description: 'a list of bearers: [http]',
          items: { enum: [...BEARERS], description: 'http; other bearers are claimed by their items (IMPS-CSPT-S-*)' },
        },
        items: object('which SCR items are claimed', {
          optional: {
            enum: ['none', 'all'],
            description: 'none or all: what holds for optional items not named below',
          },
          claimed: claims('a list of ids of SCR items'),
          notClaimed: claims('a list of ids of SCR items'),
        }),
        readings: {
          type: 'object',
          description: 'readings of open points: { AMB-004: printed }',
          propertyNames: { pattern: '^AMB-[0-9]{3}$', description: 'ids of the ambiguity register (AMB-004)' },
          additionalProperties: { type: 'string' },
        },
      },
      ['name', 'versions', 'syntaxes'],
    ),
    ixit: object(
      'how the implementation is reached',
      {
        address: url('the URL of the service access point: http://127.0.0.1:8080/imps'),
        addresses: {
          type: 'object',
          description: 'exceptions: { "1.2-wbxml": "http://..." }',
          propertyNames: {
            pattern: '^((1\\.[123])(-(xml|wbxml))?|xml|wbxml)$',
            description: 'a version ("1.2"), a syntax (wbxml) or both ("1.2-wbxml")',
          },
          additionalProperties: url('a URL: http://127.0.0.1:8080/imps'),
        },
        domain: { type: 'string', pattern: '^[^\\s@/:]+$', description: 'the home domain: example.com' },
        accounts: object(
          'the test accounts',
          Object.fromEntries([...PARTIES, ...SPECIAL_ACCOUNTS].map((name) => [name, account])),
          PARTIES,
        ),
        lanes: {
          type: 'array',
          minItems: 1,
          maxItems: MOST_LANES - 1,
          description: 'further sets of accounts: [{ alice: {...}, bob: {...}, carol: {...}, dave: {...} }]',
          items: object(
            'a set of accounts with the keys alice, bob, carol, dave',
            Object.fromEntries(PARTIES.map((name) => [name, account])),
            PARTIES,
          ),
        },
        groups: object('groups that exist', {
          public: { type: 'string', pattern: '^wv:/', description: 'a public group: wv:/lobby@example.com' },
          joinable: { type: 'string', pattern: '^wv:', description: 'a group all test users may join' },
        }),
        timers: object('longest waits in seconds', {
          connect: seconds('seconds until a connection is established'),
          response: seconds('seconds until the answer to a request is whole'),
          notification: seconds('seconds until something the server starts has been collected by polling'),
          transaction: seconds('seconds until the final answer to a request that was answered provisionally (1xx)'),
          cirAnswer: seconds('seconds until HELO or PING is answered on a channel of communication initiation'),
          cirNotice: seconds('seconds until the server calls a client for which something began to wait'),
          scenario: seconds('seconds for a whole scenario'),
          restart: seconds('seconds an implementation that went away may take to come back'),
        }),
        keepAlive: object('the keep-alive timer', {
          margin: {
            type: ['number', 'string'],
            minimum: 0,
            pattern: '^[0-9]{1,4}%$',
            description: 'what the server allows beyond the agreed time: seconds, or a part of that time ("50%")',
          },
          timeToLive: {
            type: 'integer',
            minimum: 1,
            maximum: 86_400,
            description: 'TimeToLive asked for at login, whole seconds',
          },
        }),
        pollMinimum: {
          type: 'number',
          minimum: 0,
          description: 'shortest interval between polls in seconds; 0 for none',
        },
        policies: object('how the implementation decides where it may choose', {
          secondLogin: { enum: ['both', 'refuse', 'replace'], description: 'both, refuse or replace' },
          storeAndForward: flag('true when messages for users offline are kept'),
          offlineInvitations: flag('true when invitations for users offline are kept'),
          searchable: flag('true when the test accounts can be found by a search'),
          privateGroups: flag('true when users may create groups'),
          automaticRegistration: flag('true when a login of an unknown user creates the account (1.3)'),
          networkAttributes: {
            type: 'array',
            uniqueItems: true,
            description: 'presence attributes the network sets in place of the client: [PLMN]',
            items: { enum: PRESENCE_ATTRIBUTES.map(({ name }) => name) },
          },
        }),
        limits: object('limits the tester may run into', {
          contactLists: limit('contact lists a user may have'),
          contacts: limit('contacts in a list'),
          attributeLists: limit('attribute lists a user may have'),
          groupsPerUser: limit('groups a user may have'),
          groups: limit('groups on the whole server'),
          joinedGroups: limit('groups a user may have joined'),
          searchHits: limit('hits a search keeps'),
          queue: limit('messages waiting for one user'),
        }),
        http: object('HTTP', {
          headers: {
            type: 'object',
            description: 'headers sent with every request: { X-Up-Calling-Line-Id: "358401234567" }',
            propertyNames: { pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$", description: 'names of HTTP headers' },
            additionalProperties: {
              type: 'string',
              pattern: '^[^\\u0000-\\u0008\\u000A-\\u001F\\u007F\\u0100-\\uFFFF]*$',
              description: 'text on one line, or env:NAME, or file:PATH',
            },
          },
          proxy: url('the URL of an HTTP proxy: http://proxy.example.com:3128'),
          tls: object('which certificates are trusted at https addresses', {
            ca: text('a file with the certificate of the server or of its authority (PEM): ca.pem'),
            cert: text('a file with the certificate of the simulated clients (PEM): client.pem'),
            key: text('a file with the key of that certificate (PEM): client-key.pem'),
            insecure: flag('true when any certificate is to be taken'),
          }),
          perSecond: { type: 'number', exclusiveMinimum: 0, description: 'requests a second at most: 20' },
          retryAfterMax: {
            type: 'number',
            minimum: 0,
            description: 'seconds a request is put off at most where the server asks for it (Retry-After)',
          },
          maxAnswer: { type: 'integer', minimum: 1024, description: 'octets of the largest answer that is read' },
        }),
        cir: object('communication initiation', {
          tcp: {
            type: 'string',
            pattern: '^([^\\s:/]+|\\[[0-9A-Fa-f:.]+\\]):[0-9]{1,5}$',
            description: 'host:port to connect to in place of what the server tells: 192.0.2.1:3171',
          },
          listen: {
            type: 'string',
            pattern: '^[0-9A-Fa-f:.]+$',
            description: 'an address of this machine that the server reaches: 192.0.2.7',
          },
        }),
        network: object('the network between client and implementation', {
          headers: {
            type: 'object',
            description: 'headers that vouch for the number of phone: { X-Up-Calling-Line-Id: "358401234567" }',
            propertyNames: { pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$", description: 'names of HTTP headers' },
            additionalProperties: {
              type: 'string',
              pattern: '^[^\\u0000-\\u0008\\u000A-\\u001F\\u007F\\u0100-\\uFFFF]*$',
              description: 'text on one line, or env:NAME, or file:PATH',
            },
          },
        }),
        ssp: object(
          'the server-server protocol',
          {
            address: url('the URL at which the server listens for other servers: http://127.0.0.1:8080/'),
            peers: {
              type: 'array',
              minItems: 1,
              description: 'domains the tester plays: [{ domain: peer.example, listen: "127.0.0.1:9081" }]',
              items: object(
                'a domain the tester plays: { domain: peer.example, listen: "127.0.0.1:9081" }',
                {
                  domain: { type: 'string', pattern: '^[^\\s@/:]+$', description: 'a domain: peer.example' },
                  listen: {
                    type: 'string',
                    pattern: '^(?:(?:[^\\s:/\\[\\]]+|\\[[0-9A-Fa-f:]+\\]):)?[0-9]{1,5}$',
                    description: 'address and port on which the tester listens: "127.0.0.1:9081"',
                  },
                  url: url('the URL at which the server reaches the tester: http://tester.example.com:9081/'),
                  provides: {
                    enum: [...PROVIDED_SERVICES],
                    description: 'the service this domain provides for the user ixit.accounts.elsewhere: groups',
                  },
                },
                ['domain'],
              ),
            },
            dialect: text(
              'a file with the names and habits that no document of the protocol attests: our-ssp.json; or default',
            ),
            timers: object('longest waits in seconds', {
              setup: seconds('seconds for each step of a set-up'),
              response: seconds('seconds until the answer to a request, or something the server sends, has come'),
              retry: seconds('seconds until the server sends again what was not taken'),
            }),
            timeToLive: {
              type: 'integer',
              minimum: 1,
              description: 'seconds a session without traffic may live: 86400',
            },
            headers: {
              type: 'object',
              description: 'HTTP headers by name: { Authorization: "env:SSP_TOKEN" }',
              propertyNames: { pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$", description: 'names of HTTP headers' },
              additionalProperties: {
                type: 'string',
                pattern: '^[^\\u0000-\\u0008\\u000A-\\u001F\\u007F\\u0100-\\uFFFF]*$',
                description: 'text on one line, or env:NAME, or file:PATH',
              },
            },
          },
          ['address', 'peers'],
        ),
        program: object(
          'an external program that starts and operates the implementation',
          {
            command: {
              type: 'array',
              minItems: 1,
              items: { type: 'string', minLength: 1, description: 'the program, or an argument' },
              description: 'program and arguments: [node, operate.js]',
            },
            directory: text('the directory it runs in, relative to this file'),
            answer: seconds('seconds to wait for the answer to one command'),
          },
          ['command'],
        ),
      },
      ['address', 'domain', 'accounts'],
    ),
    laboratory: object('who tests, and where', {
      name: text('the laboratory, as it shall stand on a certificate'),
      tester: text('who runs the test'),
      environment: text('machines and network of the test, in words'),
    }),
  },
};
