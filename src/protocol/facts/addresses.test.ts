import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Address,
  type AddressUse,
  canonicalAddress,
  contactListAddress,
  formatAddress,
  groupAddress,
  parseAddress,
  sameAddress,
  userAddress,
} from './addresses.ts';

function parsed(text: string, use?: AddressUse): Address {
  const result = parseAddress(text, use);
  if (!result.ok) throw new Error(`${text}: ${result.problem.message}`);
  return result.address;
}
function problemOf(text: string, use?: AddressUse): string {
  const result = parseAddress(text, use);
  if (result.ok) throw new Error(`${text} was taken as ${JSON.stringify(result.address)}`);
  return `${result.problem.at}: ${result.problem.message}`;
}

describe('parseAddress', () => {
  it.each([
    ['wv:john@smith.com', undefined, 'user', 'john', undefined, 'smith.com'],
    ['john@smith.com', 'user', 'user', 'john', undefined, 'smith.com'],
    ['WV:john', 'user', 'user', 'john', undefined, undefined],
    ['wv:+358401234567@im.com', undefined, 'msisdn', '+358401234567', undefined, 'im.com'],
    ['wv:john/My_friends@smith.com', 'contact-list', 'contact-list', 'john', 'My_friends', 'smith.com'],
    ['wv:john/partygroup@there.com', 'group', 'private-group', 'john', 'partygroup', 'there.com'],
    ['wv:john/phone@there.com', undefined, 'resource', 'john', 'phone', 'there.com'],
    ['wv:/chatgroup@server.com', 'group', 'public-group', undefined, 'chatgroup', 'server.com'],
    ['wv:a%40b%2Fc@d', 'user', 'user', 'a@b/c', undefined, 'd'],
    ['wv:%C3%BC@d', 'user', 'user', 'ü', undefined, 'd'],
  ] as const)('reads %s as %s', (text, use, kind, user, resource, domain) => {
    expect(parsed(text, use)).toEqual({ kind, user, resource, domain });
  });

  it.each([
    ['', undefined, '0: the address is empty; write wv:user@domain'],
    ['wv:', undefined, '3: the address is empty; write wv:user@domain'],
    ['mailto:a@b', undefined, "0: the scheme is 'mailto'; IMPS addresses begin with 'wv:'"],
    ['wv:@@', undefined, "4: a second '@'; inside a name write %40"],
    ['wv:a/a@b@home', 'group', "8: a second '@'; inside a name write %40"],
    ['wv:A/a/b@home', 'contact-list', "6: a second '/'; inside a name write %2F"],
    ['wv:a@', undefined, "5: the domain after '@' is empty; leave out '@' for the home domain"],
    ['wv:a@b..c', undefined, "5: the domain 'b..c' has an empty label"],
    ['wv:a@b c', undefined, "6: ' ' cannot stand in a domain"],
    ['wv:@home', undefined, '3: no user before the domain'],
    ['wv:john/@home', 'group', "8: the name after '/' is empty"],
    ['wv:john smith@home', 'user', '7: white space or a control character in the user part'],
    ['wv:a;b@home', 'user', "4: ';' is reserved; inside the user part write %3B"],
    ['wv:john/a+b@home', 'group', "9: '+' is reserved"],
    ['wv:a%4@home', 'user', "4: '%' opens an escape"],
    ['wv:%FF@home', 'user', '3: the escapes of the user part are not UTF-8'],
    ['wv:+49abc@home', 'user', "3: '+' opens a telephone number"],
    ['wv:john@home', 'contact-list', '3: a contact list is written'],
    ['wv:/list@home', 'contact-list', '3: a contact list has an owner'],
    ['wv:john@home', 'group', '3: a group is written'],
    ['wv:/x@home', 'user', '3: no user before the slash'],
  ] as const)('refuses %j', (text, use, says) => {
    expect(problemOf(text, use)).toContain(says);
  });
});

describe('canonical form and comparison', () => {
  it('fills in scheme and home domain and drops case', () => {
    expect(canonicalAddress('John', 'Home.Example')).toBe('wv:john@home.example');
    expect(canonicalAddress('wv:John/Friends', 'home', 'contact-list')).toBe('wv:john/friends@home');
    expect(canonicalAddress('wv:/Chat@Other', 'home', 'group')).toBe('wv:/chat@other');
    expect(canonicalAddress('wv:@@', 'home')).toBeUndefined();
  });

  it('compares across the spellings of one user', () => {
    for (const spelling of ['wv:alice@home', 'alice@home', 'wv:alice', 'alice', 'WV:ALICE@HOME', 'wv:%61lice@home']) {
      expect(sameAddress('wv:alice@home', spelling, 'home'), spelling).toBe(true);
    }
    expect(sameAddress('alice@elsewhere', 'alice', 'home')).toBe(false);
    expect(sameAddress('wv:@@', 'wv:@@', 'home')).toBe(false);
  });

  it('keeps a telephone number apart from a name that begins with a plus', () => {
    expect(userAddress('+358401', 'im.com')).toBe('wv:+358401@im.com');
    expect(sameAddress('wv:+358401', 'wv:%2B358401', 'home')).toBe(false);
  });
});

describe('writing', () => {
  const part = fc.string({ minLength: 1, maxLength: 12, unit: 'binary' }).filter((s) => !/^\+[0-9]+$/.test(s));
  const domain = fc.stringMatching(/^[a-z0-9-]{1,8}(\.[a-z0-9-]{1,8}){0,2}$/);

  it('escapes what is reserved so that any name comes back', () => {
    fc.assert(
      fc.property(part, part, domain, (owner, name, host) => {
        expect(parsed(userAddress(owner, host), 'user')).toMatchObject({ kind: 'user', user: owner, domain: host });
        expect(parsed(contactListAddress(owner, name, host), 'contact-list')).toEqual({
          kind: 'contact-list',
          user: owner,
          resource: name,
          domain: host,
        });
        expect(parsed(groupAddress(undefined, name, host), 'group')).toMatchObject({
          kind: 'public-group',
          resource: name,
        });
      }),
    );
  });

  it('has one canonical form: taking it twice changes nothing, and it equals its source', () => {
    fc.assert(
      fc.property(
        part,
        fc.option(part, { nil: undefined }),
        fc.option(domain, { nil: undefined }),
        (user, name, host) => {
          const kind = name === undefined ? 'user' : 'resource';
          const text = formatAddress({ kind, user, resource: name, domain: host });
          const canonical = canonicalAddress(text, 'home.example');
          expect(canonical).toBeDefined();
          expect(canonicalAddress(canonical ?? '', 'elsewhere')).toBe(canonical);
          expect(sameAddress(text, canonical ?? '', 'home.example')).toBe(true);
          expect(sameAddress(text.slice('wv:'.length), text, 'home.example')).toBe(true);
        },
      ),
    );
  });

  it('never throws and points into the text, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 40 }),
        fc.constantFrom('user', 'contact-list', 'group', undefined),
        (text, use) => {
          const result = parseAddress(text, use);
          if (!result.ok) {
            expect(result.problem.at).toBeGreaterThanOrEqual(0);
            expect(result.problem.at).toBeLessThanOrEqual(text.length);
          }
        },
      ),
    );
  });
});
