import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../problems.ts';
import { loadIut, readIut } from './load.ts';
import { TEMPLATE } from './template.ts';
import { addressOf } from './types.ts';

const minimal = `ics:
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

function problemsOf(text: string, items?: ReadonlySet<string>): string[] {
  try {
    readIut(text, 'iut.yaml', { knownItems: items });
  } catch (error) {
    if (error instanceof ConfigurationError)
      return error.message
        .split('\n')
        .slice(1)
        .map((l) => l.trim());
    throw error;
  }
  return [];
}

describe('readings of open points', () => {
  const openPoints = new Map([
    ['AMB-004', ['corrected', 'printed']],
    ['AMB-011', undefined],
  ]);
  const read = (readings: string) =>
    readIut(minimal.replace('ixit:', `  readings: { ${readings} }\nixit:`), 'iut.yaml', { openPoints }).ics.readings;

  it('can be chosen where the register has a choice', () => {
    expect(read('AMB-004: printed')).toEqual({ 'AMB-004': 'printed' });
  });

  it.each([
    [
      'AMB-004: both',
      'iut.yaml:5:24: ics.readings.AMB-004: "both" is no reading of AMB-004: write corrected or printed',
    ],
    ['AMB-011: alike', 'the reading of AMB-011 cannot be chosen: what the suite accepts there holds for everybody'],
    ['AMB-999: x', 'there is no open point AMB-999; choices exist for AMB-004'],
  ])('are refused where there is none (%s)', (readings, says) => {
    expect(() => read(readings)).toThrow(says);
  });
});

describe('an ICS/IXIT file', () => {
  it('needs little: defaults fill in the rest', () => {
    const { ics, ixit } = readIut(minimal, 'iut.yaml');
    expect(ics.roles).toEqual(['csp-server']);
    expect(ics.optional).toBe('none');
    expect(ixit.timers).toEqual({
      connect: 5000,
      response: 10_000,
      notification: 10_000,
      transaction: 20_000,
      cirAnswer: 10_000,
      cirNotice: 10_000,
      scenario: 60_000,
      restart: 10_000,
    });
    expect(ixit.accounts.bob.user).toBe('wv:bob');
    expect(ixit.policies.secondLogin).toBeUndefined();
    expect(ixit.secrets).toEqual(['a', 'b', 'c', 'd']);
  });

  it('is valid as the template stands', () => {
    const { ics, ixit } = readIut(TEMPLATE, 'iut.yaml');
    expect(ics.versions).toEqual(['1.1', '1.2', '1.3']);
    expect(ics.claimed.map((c) => c.item)).toContain('IMPS-CSP-S-UPDPR');
    expect(ixit.keepAlive).toEqual({ margin: 60, timeToLive: 600 });
  });

  it('is still valid when every commented line of the template is used', () => {
    const all = TEMPLATE.split('\n')
      .map((line) => line.replace(/^(\s*)# (?=\s*(- \{|[A-Za-z_"][A-Za-z0-9_."-]*: ?(\S|$)))/, '$1'))
      .map((line) => (/^\s+(impsc|env:NAME|csp-server)/.test(line) ? `#${line}` : line))
      .join('\n')
      .replace('env:BARRED_PASSWORD', 'x')
      .replace('file:limited.password', 'y');
    const text = all
      .split('\n')
      .filter((line) => !/^(ics|ixit)?[^:]*[a-z],? .*: the|^Lines|^What/.test(line))
      .join('\n');
    const authority = join(mkdtempSync(join(tmpdir(), 'iut-')), 'ca.pem');
    writeFileSync(authority, rootCertificates[0] ?? '');
    // Sets of users must be alike, and the first one has a profile now; lanes.test.ts is about them.
    const once = text
      .replace(/^ +lanes: .*\n/m, '')
      .replace(/^ +alice: \{[^{}]*\}\n/m, '')
      .replace('ca.pem', authority);
    const { ixit, program } = readIut(once, 'iut.yaml');
    expect(ixit.accounts.alice.profile).toEqual({ USER_FIRST_NAME: 'Alice' });
    expect(ixit.http.tls.ca?.pem).toBe(rootCertificates[0]);
    expect(ixit.limits.groups).toBe(100);
    expect(ixit.policies.secondLogin).toBe('both');
    expect(ixit.limits.contacts).toBe(100);
    expect(ixit.specialAccounts.restricted?.refused).toEqual(['SRCH']);
    expect(ixit.groups.public).toBe('wv:/lobby@example.com');
    expect(program?.command).toEqual(['node', 'operate.js']);
  });

  it('names line, column and key of an unknown key, with the one that was meant', () => {
    expect(problemsOf(minimal.replace('address:', 'adress:'))).toEqual([
      'iut.yaml:5:1: ixit: the key "address" is missing: the URL of the service access point: http://127.0.0.1:8080/imps',
      'iut.yaml:6:3: ixit.adress: unknown key (did you mean address?)',
    ]);
  });

  it('names the value and what would fit', () => {
    expect(problemsOf(minimal.replace('["1.2"]', '["1.4"]'))).toEqual([
      'iut.yaml:3:14: ics.versions[0]: "1.4" is none of 1.1, 1.2, 1.3 (did you mean 1.1, 1.2 or 1.3?)',
    ]);
    expect(problemsOf(minimal.replace('["1.2"]', '[1.2]'))[0]).toContain(
      'iut.yaml:3:14: ics.versions[0]: 1.2 is a number; write it in quotes: "1.2"',
    );
    expect(problemsOf(minimal.replace('http://127.0.0.1:1/', 'localhost'))[0]).toBe(
      'iut.yaml:6:12: ixit.address: "localhost" does not fit; here stands: the URL of the service access point: http://127.0.0.1:8080/imps',
    );
  });

  it('names every missing account', () => {
    const problems = problemsOf(minimal.replace(/ {4}carol.*\n {4}dave.*\n/, ''));
    expect(problems.map((p) => p.replace(/ missing:.*/, ' missing'))).toEqual([
      'iut.yaml:8:3: ixit.accounts: the key "carol" is missing',
      'iut.yaml:8:3: ixit.accounts: the key "dave" is missing',
    ]);
  });

  it('gives line and column of YAML that cannot be parsed', () => {
    expect(problemsOf(minimal.replace('[xml]', '[xml'))[0]).toMatch(/^iut\.yaml:\d+:\d+: /);
    expect(problemsOf(`${minimal}ics: {}\n`)[0]).toBe(
      'iut.yaml:13:1: this key stands twice in the same place; keep one',
    );
  });

  it('refuses two parties with the same account', () => {
    expect(problemsOf(minimal.replace('user: bob', 'user: Alice'))).toEqual([
      'iut.yaml:10:18: ixit.accounts.bob.user: bob and alice must be different users of the server',
    ]);
  });

  it('refuses claims of items that do not exist or are claimed and not claimed', () => {
    const text = minimal.replace(
      'ixit:',
      '  items:\n    claimed: [IMPS-CSP-S-GETSPY, A]\n    notClaimed: [{ item: A, versions: ["1.2"] }]\nixit:',
    );
    expect(problemsOf(text, new Set(['IMPS-CSP-S-GETSPI', 'A']))).toEqual([
      'iut.yaml:6:15: ics.items.claimed[0]: there is no item IMPS-CSP-S-GETSPY (did you mean IMPS-CSP-S-GETSPI?)',
      'iut.yaml:7:18: ics.items.notClaimed[0]: A is claimed and not claimed at once',
    ]);
  });

  it('takes secrets from the environment and from files, and says which are missing', () => {
    const directory = mkdtempSync(join(tmpdir(), 'iut-'));
    writeFileSync(join(directory, 'bob.txt'), 'from file\n');
    const file = join(directory, 'iut.yaml');
    const text = minimal
      .replace('password: a', 'password: env:ALICE_PW')
      .replace('password: b', 'password: file:bob.txt');
    writeFileSync(file, text);
    const { ixit } = loadIut(file, { environment: { ALICE_PW: 'from environment' } });
    expect(ixit.accounts.alice.password).toBe('from environment');
    expect(ixit.accounts.bob.password).toBe('from file');
    expect(ixit.secrets).toContain('from environment');
    expect(() => loadIut(file, { environment: {} })).toThrow(
      `${file}:9:52: ixit.accounts.alice.password: the environment variable ALICE_PW is not set`,
    );
  });

  it('says why a file cannot be read', () => {
    expect(() => loadIut('/nonexistent/iut.yaml')).toThrow('cannot read the ICS/IXIT file: there is no such file');
    expect(() => loadIut(tmpdir())).toThrow('it is a directory');
    expect(() => readIut('', 'iut.yaml')).toThrow('is empty');
  });
});

describe('secrets of a file', () => {
  const secretsIn = (http: string, address = 'http://127.0.0.1:1/') =>
    readIut(minimal.replace('http://127.0.0.1:1/', `${address}\n  http: ${http}`), 'iut.yaml').ixit;

  it('are the values of headers, unless they only describe the client', () => {
    const ixit = secretsIn(
      '{ headers: { X-Api-Key: 12345678901a, X-On: "yes", User-Agent: Tester/1.0, Accept-Language: en-gb-x-any } }',
    );
    expect(ixit.secrets).toEqual(['a', 'b', 'c', 'd', '12345678901a']);
    expect(ixit.secretHeaders).toEqual(['X-Api-Key', 'X-On']);
  });

  it('are the query of an address and each of its values, and the password of a proxy', () => {
    const ixit = secretsIn('{ proxy: "http://me:p%61ss@proxy:1" }', '"http://h/?one=two%20three&four"');
    expect(ixit.secrets).toEqual(
      expect.arrayContaining(['one=two%20three&four', 'two three', 'four', 'me:p%61ss', 'pass']),
    );
  });
});

describe('the address of a configuration', () => {
  it('is the most exact one', () => {
    const ixit = { address: 'all', addresses: { '1.2': 'v', wbxml: 's', '1.2-wbxml': 'vs' } };
    expect(addressOf(ixit, '1.2', 'wbxml')).toBe('vs');
    expect(addressOf(ixit, '1.2', 'xml')).toBe('v');
    expect(addressOf(ixit, '1.3', 'wbxml')).toBe('s');
    expect(addressOf(ixit, '1.1', 'xml')).toBe('all');
  });
});
