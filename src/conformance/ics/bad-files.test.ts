import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../problems.ts';
import { loadIut } from './load.ts';

const directory = mkdtempSync(join(tmpdir(), 'bad-'));
writeFileSync(join(directory, 'empty'), '');
writeFileSync(join(directory, 'line-end'), '\n');
writeFileSync(join(directory, 'latin1'), Buffer.from('s\xe9same', 'latin1'));
writeFileSync(join(directory, 'two-lines'), 'one\ntwo\n');
writeFileSync(join(directory, 'no.pem'), 'no certificate');
writeFileSync(join(directory, 'broken.pem'), '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');

const good = `ics:
  name: Server
  versions: ["1.2"]
  syntaxes: [xml]
ixit:
  address: http://127.0.0.1:1/
  domain: example.com
  accounts:
    alice: { user: wv:alice@example.com, password: a }
    bob: { user: bob, password: b }
    carol: { user: wv:carol, password: c }
    dave: { user: wv:dave, password: d }
`;

let files = 0;
function messageOf(content: string | Buffer): string {
  const file = join(directory, `${files++}.yaml`);
  writeFileSync(file, content);
  try {
    loadIut(file, {
      environment: { EMPTY: '', TWO: 'a\r\nb', WIDE: 'Łódź' },
      knownItems: new Set(['IMPS-CSP-S-GETSPI']),
    });
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError);
    return (error as Error).message.replaceAll(`${file}:`, '').replaceAll(`${directory}/`, '');
  }
  return 'accepted';
}

/** The good file with something replaced, and what must be said of it, place included. */
const REPLACED: readonly (readonly [from: string | RegExp, to: string, says: string | RegExp])[] = [
  // Types of YAML
  ['["1.2"]', '[1.2]', '3:14: ics.versions[0]: 1.2 is a number; write it in quotes: "1.2"'],
  ['["1.2"]', '[1.20]', '3:14: ics.versions[0]: 1.20 is none of 1.1, 1.2, 1.3'],
  ['["1.2"]', '1.2', '3:13: ics.versions: 1.2 is a number, expected array'],
  ['["1.2"]', '["1.2", "1.2"]', '3:3: ics.versions: the same entry stands twice'],
  ['["1.2"]', '[]', '3:3: ics.versions: at least 1 entry is needed'],
  ['["1.2"]', '[1.2.0]', '"1.2.0" is none of 1.1, 1.2, 1.3'],
  ['["1.2"]', '', '3:13: ics.versions: nothing stands here, expected array'],
  ['name: Server', 'name: ~', '2:9: ics.name: ~ is empty, expected string'],
  ['name: Server', 'name: 0x1F', '2:9: ics.name: 0x1F is a number, expected string'],
  ['name: Server', 'name: true', 'ics.name: true is a boolean, expected string'],
  ['name: Server', 'name: [a]', 'ics.name: ["a"] is a list, expected string'],
  ['password: a', 'password: 0123', /9:52: ixit\.accounts\.alice\.password: 0123 is a number.*write it in quotes/],
  ['password: a', 'password: 1e3', '1e3 is a number'],
  ['password: a', 'password:', 'ixit.accounts.alice.password: nothing stands here'],
  ['password: a', 'password: ""', 'ixit.accounts.alice.password: "" does not fit'],
  ['ixit:', 'ixit:\n  timers: { response: .inf }', '6:23: ixit.timers.response: .inf is no finite number'],
  ['ixit:', 'ixit:\n  timers: { response: -.INF }', '-.INF is no finite number'],
  ['ixit:', 'ixit:\n  timers: { response: .nan }', '.nan is no finite number'],
  ['ixit:', 'ixit:\n  timers: { response: 1e400 }', '1e400 is no finite number'],
  ['ixit:', 'ixit:\n  timers: { response: 10s }', '"10s" is a string, expected number'],
  ['ixit:', 'ixit:\n  timers: { response: 0 }', 'ixit.timers.response: 0 must be > 0'],
  ['ixit:', 'ixit:\n  timers: 5', 'ixit.timers: 5 is a number, expected object'],
  ['ixit:', 'ixit:\n  policies: { searchable: yes }', /"yes" is a string, expected boolean.*write true or false/],
  ['ixit:', 'ixit:\n  policies: { secondLogin: on }', '"on" is none of both, refuse, replace'],
  ['ixit:', 'ixit:\n  limits: { contacts: 1.5 }', '1.5 is a number, expected integer'],
  ['ixit:', 'ixit:\n  keepAlive: { timeToLive: 0.5 }', '0.5 is a number, expected integer'],
  ['ixit:', 'ixit:\n  pollMinimum: -1', 'ixit.pollMinimum: -1 must be >= 0'],
  // Syntax of YAML
  [/$/, 'ics: {}\n', '13:1: this key stands twice in the same place'],
  ['name: Server', '\tname: Server', '2:3: a tab is used to indent'],
  ['[xml]', '[xml', /^The ICS\/IXIT file is not valid YAML\.\n {2}\d+:\d+: /],
  ['[xml]', '*syntaxes', '4:13: there is no anchor "&syntaxes" above this alias'],
  ['name: Server', 'name: &x [*x]', '2:13: the alias "*x" stands within what it stands for'],
  ['name: Server', 'name: &x { y: { z: *x } }', 'the alias "*x" stands within what it stands for'],
  ['name: Server', 'name: !odd Server', 'unknown tag !odd; leave it out'],
  ['name: Server', 'name: !!int Server', 'unknown tag'],
  ['name: Server', '{ a: b }: Server', '2:3: a key must be a word'],
  ['name: Server', '[a, b]: Server', '2:3: a key must be a word'],
  [/^/, '%YAML 1.1\n---\n', '1:1: leave out %YAML 1.1'],
  [/^/, '%YAML 3.0\n---\n', 'Unsupported YAML version'],
  [/$/, '---\nics: {}\n', '13:1: a second document begins here (---)'],
  [/$/, '<<: { ics: {} }\n', '13:1: <<: unknown key'],
  [/$/, '__proto__: { a: 1 }\n', '13:1: __proto__: unknown key'],
  [/^/, 'constructor: x\n', '1:1: constructor: unknown key'],
  ['name: Server', `name: ${'['.repeat(120)}${']'.repeat(120)}`, 'nested more than 100 levels deep'],
  ['name: Server', `name: ${'['.repeat(20_000)}${']'.repeat(20_000)}`, 'nested too deep'],
  // Addresses
  [
    'http://127.0.0.1:1/',
    'http://127.0.0.1:99999/',
    '6:12: ixit.address: the port 99999 is none: a number from 1 to 65535',
  ],
  ['http://127.0.0.1:1/', 'http://127.0.0.1:0/', 'ixit.address: the port 0 is none'],
  ['http://127.0.0.1:1/', 'http://127.0.0.1:http/', 'the port http is none'],
  ['http://127.0.0.1:1/', 'http://[::1]:-1/', 'the port -1 is none'],
  ['http://127.0.0.1:1/', 'http://[::1/', 'is no URL'],
  ['http://127.0.0.1:1/', 'http://:80/', 'is no URL'],
  ['http://127.0.0.1:1/', 'http://300.1.1.1/', 'is no URL'],
  ['http://127.0.0.1:1/', 'http:///imps', '"http:///imps" does not fit'],
  ['http://127.0.0.1:1/', 'ftp://127.0.0.1/', '"ftp://127.0.0.1/" does not fit'],
  ['http://127.0.0.1:1/', 'localhost:8080', '"localhost:8080" does not fit'],
  ['http://127.0.0.1:1/', '"http://127.0.0.1/a b"', 'does not fit'],
  ['http://127.0.0.1:1/', '"http://127.0.0.1/#top"', 'an address with a fragment (#)'],
  ['http://127.0.0.1:1/', 'http://me:SECRET@127.0.0.1/', 'write ixit.http.headers: { Authorization: "env:NAME" }'],
  ['http://127.0.0.1:1/', 'ftp://me:SECRET@127.0.0.1/?key=SECRET', '"ftp://***@127.0.0.1/?***" does not fit'],
  ['ixit:', 'ixit:\n  addresses: { wbxml: "http://h:70000/" }', '6:23: ixit.addresses.wbxml: the port 70000 is none'],
  ['ixit:', 'ixit:\n  addresses: { "1.4": "http://h/" }', '6:16: ixit.addresses.1.4: this key does not fit here'],
  ['ixit:', 'ixit:\n  http: { proxy: "https://p:3128" }', 'the proxy itself is reached over http'],
  ['ixit:', 'ixit:\n  http: { proxy: "http://p:0" }', 'ixit.http.proxy: the port 0 is none'],
  [
    /ixit:\n {2}address: http:/,
    'ixit:\n  http: { proxy: "http://p:1" }\n  address: https:',
    'a proxy serves http addresses only',
  ],
  // Secrets
  ['password: a', 'password: file:empty', '9:52: ixit.accounts.alice.password: the file empty is empty'],
  ['password: a', 'password: file:line-end', 'the file line-end is empty'],
  ['password: a', 'password: file:latin1', 'cannot read the secret from latin1: it is not UTF-8'],
  ['password: a', 'password: file:none', 'cannot read the secret from none: there is no such file'],
  ['password: a', 'password: "file:."', 'it is a directory'],
  ['password: a', 'password: "file:"', 'file: needs the path of a file'],
  ['password: a', 'password: "env:"', 'env: needs the name of an environment variable'],
  ['password: a', 'password: env:EMPTY', 'the environment variable EMPTY is empty'],
  ['password: a', 'password: env:NONE', 'the environment variable NONE is not set'],
  ['password: a', 'password: "text:"', 'nothing stands behind text:'],
  ['password: a', 'password: "a\\x01b"', 'the password holds characters that no message can hold'],
  ['ixit:', 'ixit:\n  http: { headers: { X-Key: env:TWO } }', 'the value does not fit into one line of a header'],
  ['ixit:', 'ixit:\n  http: { headers: { X-Key: env:WIDE } }', 'the value does not fit into one line of a header'],
  ['ixit:', 'ixit:\n  http: { headers: { X-Key: "a\\r\\nb" } }', 'ixit.http.headers.X-Key'],
  [
    'ixit:',
    'ixit:\n  http: { headers: { "X Key": a } }',
    'this key does not fit here; keys are: names of HTTP headers',
  ],
  ['ixit:', 'ixit:\n  http: { headers: { Content-Length: "1" } }', 'Content-Length is written by the suite'],
  [
    'ixit:',
    'ixit:\n  http: { tls: { ca: none.pem } }',
    '6:22: ixit.http.tls.ca: cannot use none.pem: there is no such file',
  ],
  ['ixit:', 'ixit:\n  http: { tls: { ca: no.pem } }', 'no.pem holds no certificate'],
  ['ixit:', 'ixit:\n  http: { tls: { ca: broken.pem } }', 'cannot use broken.pem: a certificate in it is broken'],
  ['ixit:', 'ixit:\n  http: { tls: { ca: no.pem, insecure: true } }', 'keep one of the two'],
  ['ixit:', 'ixit:\n  http: { tls: { verify: false } }', 'unknown key (known here: ca, cert, key, insecure)'],
  // Claims
  ['[xml]', '[xml, sms]', /4:19: ics\.syntaxes\[1\]: "sms" is none of xml, wbxml, pts.*plain text/],
  ['[xml]', '[XML]', '"XML" is none of xml, wbxml, pts (did you mean xml'],
  ['ixit:', '  bearers: [smtp]\nixit:', '"smtp" is none of http'],
  [
    'ixit:',
    '  items: { claimed: [IMPS-CSP-S-GETSPY] }\nixit:',
    '5:22: ics.items.claimed[0]: there is no item IMPS-CSP-S-GETSPY',
  ],
  ['ixit:', '  items: { claimed: IMPS-CSP-S-GETSPI }\nixit:', 'is a string, expected array'],
  [
    'ixit:',
    '  items: { claimed: [IMPS-CSP-S-GETSPI], notClaimed: [IMPS-CSP-S-GETSPI] }\nixit:',
    'is claimed and not claimed at once',
  ],
  ['user: bob', 'user: wv:Alice', '10:18: ixit.accounts.bob.user: bob and alice must be different users'],
  ['user: bob', 'user: bob at example', 'does not fit'],
];

describe('a file that is wrong is refused with the place of every fault', () => {
  it.each(REPLACED)('%s -> %s', (from, to, says) => {
    const bad = good.replace(from, to);
    expect(bad).not.toBe(good);
    const message = messageOf(bad);
    if (typeof says === 'string') expect(message).toContain(says);
    else expect(message).toMatch(says);
    expect(message).toMatch(/\b\d+:\d+: /);
    expect(message).not.toContain('SECRET');
    expect(message).not.toMatch(/\n\s+at /);
  });

  const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]'];
  for (let i = 1; i < 9; i++)
    bomb.push(`${'abcdefghi'[i]}: &${'abcdefghi'[i]} [${Array(9).fill(`*${'abcdefghi'[i - 1]}`)}]`);

  it.each([
    ['aliases that multiply each other', bomb.join('\n'), /\n {2}\d+:\d+: aliases multiply each other/],
    ['UTF-16 with its mark', Buffer.from(`\ufeff${good}`, 'utf16le'), /1:1: not UTF-8: it begins as UTF-16 does/],
    ['UTF-16 without', Buffer.from(good, 'utf16le'), /1:2: not UTF-8: the octet 00 stands here/],
    [
      'Latin-1',
      Buffer.from(good.replace('Server', 'Sérver'), 'latin1'),
      /2:10: not UTF-8: the octet E9 does not fit here/,
    ],
    [
      'a character cut at the end',
      Buffer.concat([Buffer.from(good), Buffer.from([0xc3])]),
      /13:1: not UTF-8: the octet C3/,
    ],
    ['octets', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0]), /1:8: not UTF-8/],
    ['nothing', '', /the ICS\/IXIT file is empty/],
    ['comments only', '# nothing\n', /is empty/],
    ['a list', '- a\n', /1:1: \["a"\] is a list, expected object/],
    ['a word', 'nothing', /1:1: "nothing" is a string, expected object/],
    ['a number', '0123', /1:1: 0123 is a number, expected object/],
  ])('%s', (_, content, says) => {
    expect(messageOf(content)).toMatch(says);
  });

  it('tells the first fifty problems of many', () => {
    const many = Array.from({ length: 60 }, (_, i) => `key${i}: x`).join('\n');
    expect(messageOf(`${good}${many}\n`)).toMatch(/\n {2}\.\.\. and 10 more$/);
  });

  it('and what is only unusual is taken', () => {
    const unusual = good
      .replace('http://127.0.0.1:1/', 'HTTP://LOCALHOST:8080/Im%20ps?key=1')
      .replace('name: Server', 'name: &name "a: b # c"\n  vendor: *name')
      .replace('password: a', 'password: "file:two-lines"');
    expect(messageOf(`\ufeff${unusual.replaceAll('\n', '\r\n')}`)).toBe('accepted');
    expect(messageOf(`${good}${`#${'x'.repeat(99)}\n`.repeat(20_000)}`)).toBe('accepted');
  });
});
