/**
 * Addresses of IMPS (csp, Addresses): `wv:` [user] [`/` resource] [`@` domain].
 *
 * A contact list and a private group look alike, `wv:owner/name@domain`, and so does a client of a user; the element an
 * address stands in tells which is meant, so the caller says what it expects. A screen name is no address.
 *
 * Confidence: the forms are sure. That case does not matter, that the reserved characters are escaped and that `+`
 * opens a telephone number is of medium confidence; further forbidden characters are not known (AMB-070).
 */

/** The thing that an address names. `resource`: owner and name, not yet said whether list, group or client. */
export type AddressKind = 'user' | 'msisdn' | 'contact-list' | 'private-group' | 'public-group' | 'resource';

/** An address taken apart; its parts are unescaped and keep the letter case they came in. */
export interface Address {
  readonly kind: AddressKind;
  /** User or owner; the digits with their `+` for a telephone number; undefined for a public group. */
  readonly user: string | undefined;
  /** Name of the contact list, group or client. */
  readonly resource: string | undefined;
  /** Undefined where it was left out: the home domain. */
  readonly domain: string | undefined;
}

/** The elements an address can stand in: UserID, ContactList, GroupID. */
export type AddressUse = 'user' | 'contact-list' | 'group';

export interface AddressProblem {
  /** Offset into the text, in UTF-16 units, at which it stops being an address. */
  readonly at: number;
  /** The problem, and a correct way to write it. */
  readonly message: string;
}

export type AddressResult =
  | { readonly ok: true; readonly address: Address; readonly hasScheme: boolean }
  | { readonly ok: false; readonly problem: AddressProblem };

const RESERVED = new Set([...';?:&=+$,/@%']);
const UNESCAPED_RESERVED = new Set([...';?:&=+$,']);
// White space (no-break space and the like included) and control characters.
const UNPRINTABLE = /[\s\u0000-\u001f\u007f]/u;

function fail(at: number, message: string): AddressResult {
  return { ok: false, problem: { at, message } };
}

interface PartResult {
  readonly text: string;
  readonly problem: AddressProblem | undefined;
}

/** Unescapes a part; refuses white space, control characters, reserved characters and broken escapes. */
function readPart(raw: string, at: number, what: string, leadingPlus: boolean): PartResult {
  const bad = (offset: number, message: string): PartResult => ({ text: '', problem: { at: at + offset, message } });
  if (raw === '') return bad(0, `the ${what} is empty`);
  const space = raw.search(UNPRINTABLE);
  if (space >= 0) return bad(space, `white space or a control character in the ${what}; addresses have none`);
  for (let i = 0; i < raw.length; i++) {
    const char = raw.charAt(i);
    if (UNESCAPED_RESERVED.has(char) && !(leadingPlus && i === 0 && char === '+')) {
      return bad(i, `'${char}' is reserved; inside the ${what} write ${escapeChar(char)}`);
    }
    if (char === '%' && !/^%[0-9A-Fa-f]{2}/.test(raw.slice(i))) {
      return bad(i, "'%' opens an escape of two hexadecimal digits; for the character itself write %25");
    }
  }
  try {
    return { text: decodeURIComponent(raw), problem: undefined };
  } catch {
    return bad(raw.indexOf('%'), `the escapes of the ${what} are not UTF-8`);
  }
}

/** A domain holds labels separated by dots; it is compared, never resolved, so no more is asked of it. */
function domainProblem(domain: string, at: number): AddressProblem | undefined {
  const odd = domain.search(/[\s\u0000-\u001f\u007f/@;?:&=+$,%]/u);
  if (domain === '') return { at, message: "the domain after '@' is empty; leave out '@' for the home domain" };
  if (odd >= 0) return { at: at + odd, message: `'${domain.charAt(odd)}' cannot stand in a domain` };
  if (domain.split('.').includes('')) return { at, message: `the domain '${domain}' has an empty label` };
  return undefined;
}

/**
 * Takes an address apart. `use` is the element it stands in; without it an address with owner and name stays a
 * `resource`. Under `user` an address with a resource names a client of the user.
 */
export function parseAddress(text: string, use?: AddressUse): AddressResult {
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(text);
  const hasScheme = scheme !== null;
  if (hasScheme && scheme[1]?.toLowerCase() !== 'wv') {
    return fail(0, `the scheme is '${scheme[1]}'; IMPS addresses begin with 'wv:'`);
  }
  const start = hasScheme ? 3 : 0;
  const rest = text.slice(start);
  if (rest === '') return fail(start, 'the address is empty; write wv:user@domain');

  const atSign = rest.indexOf('@');
  const local = atSign < 0 ? rest : rest.slice(0, atSign);
  const domain = atSign < 0 ? undefined : rest.slice(atSign + 1);
  if (domain?.includes('@') === true) {
    return fail(start + atSign + 1 + domain.indexOf('@'), "a second '@'; inside a name write %40");
  }
  const wrongDomain = domain === undefined ? undefined : domainProblem(domain, start + atSign + 1);
  if (wrongDomain !== undefined) return { ok: false, problem: wrongDomain };

  const slash = local.indexOf('/');
  const rawUser = slash < 0 ? local : local.slice(0, slash);
  const rawResource = slash < 0 ? undefined : local.slice(slash + 1);
  if (rawResource?.includes('/') === true) {
    return fail(start + slash + 1 + rawResource.indexOf('/'), "a second '/'; inside a name write %2F");
  }

  let user: string | undefined;
  if (rawUser !== '') {
    const part = readPart(rawUser, start, 'user part', true);
    if (part.problem !== undefined) return { ok: false, problem: part.problem };
    user = part.text;
    if (rawUser.startsWith('+') && !/^\+[0-9]+$/.test(user)) {
      return fail(start, "'+' opens a telephone number, digits only; a name that begins with it is written %2B");
    }
  } else if (rawResource === undefined) {
    return fail(start, 'no user before the domain; write wv:user@domain, or wv:/group@domain for a public group');
  }
  let resource: string | undefined;
  if (rawResource !== undefined) {
    const part = readPart(rawResource, start + slash + 1, "name after '/'", false);
    if (part.problem !== undefined) return { ok: false, problem: part.problem };
    resource = part.text;
  }
  const kind = kindOf(user, rawUser.startsWith('+'), resource, use);
  if (typeof kind !== 'string') return fail(start, kind.message);
  return { ok: true, address: { kind, user, resource, domain }, hasScheme };
}

function kindOf(
  user: string | undefined,
  plus: boolean,
  resource: string | undefined,
  use: AddressUse | undefined,
): AddressKind | { readonly message: string } {
  if (resource === undefined) {
    if (use === 'contact-list') return { message: 'a contact list is written wv:owner/list@domain' };
    if (use === 'group') return { message: 'a group is written wv:owner/group@domain, a public one wv:/group@domain' };
    return plus ? 'msisdn' : 'user';
  }
  if (user === undefined) {
    if (use === 'contact-list') return { message: 'a contact list has an owner: wv:owner/list@domain' };
    if (use === 'user') return { message: 'no user before the slash; write wv:user@domain' };
    return 'public-group';
  }
  if (use === 'contact-list') return 'contact-list';
  return use === 'group' ? 'private-group' : 'resource';
}

function escapeChar(char: string): string {
  return [...new TextEncoder().encode(char)]
    .map((octet) => `%${octet.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}

function escapePart(part: string): string {
  return [...part].map((char) => (RESERVED.has(char) || UNPRINTABLE.test(char) ? escapeChar(char) : char)).join('');
}

/** Writes an address, always with its scheme, reserved characters escaped; without domain where it has none. */
export function formatAddress(address: Address): string {
  const isPhone = address.user !== undefined && address.kind !== 'user' && /^\+[0-9]+$/.test(address.user);
  const user = address.user === undefined ? '' : isPhone ? address.user : escapePart(address.user);
  const resource = address.resource === undefined ? '' : `/${escapePart(address.resource)}`;
  const domain = address.domain === undefined ? '' : `@${address.domain}`;
  return `wv:${user}${resource}${domain}`;
}

/** Lower case, with the home domain where the address has none. */
function canonicalForm(address: Address, homeDomain: string): Address {
  return {
    kind: address.kind,
    user: address.user?.toLowerCase(),
    resource: address.resource?.toLowerCase(),
    domain: (address.domain ?? homeDomain).toLowerCase(),
  };
}

/**
 * The one spelling under which an address is stored and looked up: with scheme and domain, in lower case. Undefined
 * for what is no address of that use.
 */
export function canonicalAddress(text: string, homeDomain: string, use?: AddressUse): string | undefined {
  const result = parseAddress(text, use);
  return result.ok ? formatAddress(canonicalForm(result.address, homeDomain)) : undefined;
}

/** Do two texts name the same thing? Case, a missing scheme and a missing home domain make no difference. */
export function sameAddress(a: string, b: string, homeDomain: string): boolean {
  const canonical = canonicalAddress(a, homeDomain);
  return canonical !== undefined && canonical === canonicalAddress(b, homeDomain);
}

/** `wv:user@domain`, or the form of a telephone number for `+` and digits. */
export function userAddress(user: string, domain: string | undefined): string {
  const kind = /^\+[0-9]+$/.test(user) ? 'msisdn' : 'user';
  return formatAddress({ kind, user, resource: undefined, domain });
}

/** `wv:owner/list@domain`. */
export function contactListAddress(owner: string, list: string, domain: string | undefined): string {
  return formatAddress({ kind: 'contact-list', user: owner, resource: list, domain });
}

/** `wv:owner/group@domain`; without owner a public group, `wv:/group@domain`. */
export function groupAddress(owner: string | undefined, group: string, domain: string | undefined): string {
  const kind = owner === undefined ? 'public-group' : 'private-group';
  return formatAddress({ kind, user: owner, resource: group, domain });
}
