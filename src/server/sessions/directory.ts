/** Addresses of requests: whom they name, or with which code they are refused (csp semantics, Addresses). */
import { canonicalAddress, parseAddress } from '../../protocol/facts/addresses.ts';
import type { Version } from '../../protocol/version.ts';
import type { AccessProfile } from '../access-profile.ts';
import type { Accounts } from './accounts.ts';

export type Resolved = { readonly user: string; readonly code?: undefined } | { readonly code: number };

/** The code for a limit of the user's data; 753 to 755 came with 1.2, before it the request is simply forbidden. */
export function limitCode(version: Version, code: 753 | 754 | 755): number {
  return version === '1.1' ? 403 : code;
}

/** The code for an address that is none; 901 came with 1.2. */
export function addressCode(version: Version): number {
  return version === '1.1' ? 402 : 901;
}

export interface Directory {
  /**
   * The user an address names, of this domain or of one that can be reached, where nobody looks whether the user exists; or 531
   * unknown, 516 in a domain not served, 901 (1.1: 402) no address, 920 no such number. */
  user(text: string, version: Version): Resolved;
  /** The key of a contact list: its canonical address. Undefined for what is no address of a list. */
  list(text: string): string | undefined;
  /** The address of a new list of `owner`, or undefined where the address is none or lies under another user. */
  ownList(text: string, owner: string): { readonly key: string; readonly address: string } | undefined;
}

export function createDirectory(access: {
  readonly accounts: Accounts;
  readonly profile: Pick<AccessProfile, 'homeDomains'>;
  reaches?(user: string): boolean;
}): Directory {
  const home = access.profile.homeDomains[0] ?? '';
  const { accounts } = access;

  /** The owner of a telephone number; numbers are compared by their digits. */
  function ownerOf(number: string): string | undefined {
    const digits = number.replace(/\D/g, '');
    for (const account of accounts.all()) {
      if (account.publicData.mobileNumber?.replace(/\D/g, '') === digits) return account.user;
    }
    return undefined;
  }

  return {
    user(text, version) {
      const user = accounts.canonical(text);
      if (user === undefined) return { code: addressCode(version) };
      if (!accounts.isHome(user)) return access.reaches?.(user) === true ? { user } : { code: 516 };
      if (accounts.has(user)) return { user };
      const parsed = parseAddress(text.trim(), 'user');
      if (version === '1.3' && parsed.ok && parsed.address.kind === 'msisdn') {
        const owner = ownerOf(parsed.address.user ?? '');
        return owner === undefined ? { code: 920 } : { user: owner };
      }
      return { code: 531 };
    },

    list: (text) => canonicalAddress(text.trim(), home, 'contact-list'),

    ownList(text, owner) {
      const parsed = parseAddress(text.trim(), 'contact-list');
      const key = canonicalAddress(text.trim(), home, 'contact-list');
      const name = parsed.ok ? parsed.address.resource : undefined;
      if (key === undefined || name === undefined) return undefined;
      // The characters the standard keeps out of names may not come in by way of escapes either.
      if (/[/@+\s]/u.test(name)) return undefined;
      const prefix = `${owner.slice(0, owner.indexOf('@'))}/`;
      if (!key.startsWith(prefix) || !key.endsWith(owner.slice(owner.indexOf('@')))) return undefined;
      const writtenName = text.trim().slice(text.indexOf('/') + 1);
      const at = writtenName.indexOf('@');
      const shown = at < 0 ? writtenName : writtenName.slice(0, at);
      return { key, address: `${prefix}${shown}${owner.slice(owner.indexOf('@'))}` };
    },
  };
}
