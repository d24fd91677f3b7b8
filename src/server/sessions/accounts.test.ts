import { describe, expect, it } from 'vitest';
import { createAccounts } from './accounts.ts';
import { AccountsFileError, readAccounts } from './accounts-file.ts';

describe('accounts', () => {
  const start = [
    { user: 'alice', password: 'secret' },
    { user: 'wv:Bob@Example.COM', password: 'b', barred: true },
  ];

  it('are found by their canonical address, however they were written', () => {
    const accounts = createAccounts(['example.com', 'other.example'], start);
    expect(accounts.get('wv:alice@example.com')?.password).toBe('secret');
    expect(accounts.get('wv:bob@example.com')?.barred).toBe(true);
    for (const text of ['wv:ALICE@example.com', 'alice', 'alice@EXAMPLE.com', ' wv:alice ']) {
      expect(accounts.canonical(text)).toBe('wv:alice@example.com');
    }
    expect(accounts.canonical('wv:alice/list@example.com')).toBeUndefined();
    expect(accounts.canonical('wv:@@')).toBeUndefined();
    expect(accounts.canonical('wv:x@far.example')).toBe('wv:x@far.example');
    expect(accounts.isHome('wv:x@far.example')).toBe(false);
    expect(accounts.isHome('wv:x@other.example')).toBe(true);
  });

  it('are added and removed, and reset goes back to the start', () => {
    const accounts = createAccounts(['example.com'], start);
    accounts.add({ user: 'carol', password: 'c' });
    expect(accounts.remove('Alice')).toBe(true);
    expect(accounts.remove('nobody')).toBe(false);
    expect([...accounts.all()].map((a) => a.user)).toEqual(['wv:bob@example.com', 'wv:carol@example.com']);
    accounts.reset();
    expect([...accounts.all()].map((a) => a.user)).toEqual(['wv:alice@example.com', 'wv:bob@example.com']);
  });

  it('refuse what is no user of a home domain', () => {
    const accounts = createAccounts(['example.com']);
    expect(() => accounts.add({ user: 'wv:x@far.example', password: '' })).toThrow(/far\.example.*not served/);
    expect(() => accounts.add({ user: 'a/b', password: '' })).toThrow(/not a user address/);
  });
});

describe('the accounts file', () => {
  it('is read with everything in it', () => {
    const file = readAccounts(
      `homeDomains: [Im.Example]
accounts:
  - user: alice
    password: 0123
    withheld: [GroupFeat, GETWL]
    publicData: { firstName: Alice, mobileNumber: +4912345 }
  - { user: "wv:bob@im.example", password: "b: c", barred: true, unfunded: true }
`,
      'accounts.yaml',
      ['unused.example'],
    );
    expect(file.homeDomains).toEqual(['im.example']);
    expect(file.accounts).toEqual([
      {
        user: 'alice',
        password: '0123',
        barred: false,
        unfunded: false,
        withheld: ['GroupFeat', 'GETWL'],
        publicData: { firstName: 'Alice', mobileNumber: '+4912345' },
      },
      { user: 'wv:bob@im.example', password: 'b: c', barred: true, unfunded: true, withheld: [], publicData: {} },
    ]);
  });

  const problemsOf = (text: string): readonly string[] => {
    try {
      readAccounts(text, 'f.yaml', ['example.com']);
      return [];
    } catch (error) {
      if (!(error instanceof AccountsFileError)) throw error;
      return error.problems;
    }
  };

  it('has every problem named with its line', () => {
    const problems = problemsOf(`accounts:
  - user: alice
    passwort: x
  - user: bob
    password: b
    barred: maybe
    withheld: [GETXX]
  - user: wv:carol@far.example
    password: c
  - user: Bob
    password: [1]
  - user: wv:BOB
    password: d
  - just text
`);
    expect(problems).toEqual([
      "f.yaml:3:5: unknown key 'passwort' in an account; known: user, password, barred, unfunded, withheld, publicData",
      'f.yaml:2:5: an account needs a password',
      'f.yaml:6:13: barred must be true or false',
      "f.yaml:7:16: 'GETXX' is no code of the service tree (GETWL, CREAG, ...) and no feature (GroupFeat, ...)",
      "f.yaml:8:5: the domain of 'wv:carol@far.example' is not served here; served: example.com",
      'f.yaml:11:15: password must be text',
      "f.yaml:12:5: 'wv:BOB' stands twice; first in line 4",
      'f.yaml:14:5: an account must be a map with the keys user, password, barred, unfunded, withheld, publicData',
    ]);
  });

  it.each([
    ['accounts: [', /f\.yaml:1:\d+: not valid YAML/],
    ['', /f\.yaml:1:1: the accounts file must be a map/],
    ['homeDomains: []\naccounts: []', /f\.yaml:1:14: homeDomains needs at least one domain/],
    ['homeDomains: [a.example]', /the key 'accounts' is missing/],
    ['accounts: {}', /f\.yaml:1:11: accounts must be a list/],
  ])('refuses %j', (text, message) => {
    expect(problemsOf(text).join('\n')).toMatch(message);
  });
});
