/** The users of the home domain: who they are, their passwords, what they may do. */
import { canonicalAddress, parseAddress } from '../../protocol/facts/addresses.ts';
import type { ServiceName } from '../access-profile.ts';

/** Keys by which others may find a user (Search, USER_... elements), and facts that the provider knows of a user. */
export interface PublicData {
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly emailAddress?: string | undefined;
  readonly alias?: string | undefined;
  readonly mobileNumber?: string | undefined;
}

export interface Account {
  /** Canonical address, `wv:alice@example.com`. */
  readonly user: string;
  readonly password: string;
  /** Login is refused with 403. */
  readonly barred: boolean;
  /** Has no credit for messages: they are refused with 902. */
  readonly unfunded: boolean;
  /** Functions that service negotiation never agrees for this user. */
  readonly withheld: readonly ServiceName[];
  readonly publicData: PublicData;
}

/** An account as an operator writes it; `user` may be a bare name of the home domain. */
export interface NewAccount {
  readonly user: string;
  readonly password: string;
  readonly barred?: boolean | undefined;
  readonly unfunded?: boolean | undefined;
  readonly withheld?: readonly ServiceName[] | undefined;
  readonly publicData?: PublicData | undefined;
}

export interface Accounts {
  /** By canonical address. */
  get(user: string): Account | undefined;
  has(user: string): boolean;
  all(): Iterable<Account>;
  readonly size: number;
  /** Adds or replaces. @throws Error when `user` is no user address of a home domain. */
  add(account: NewAccount): Account;
  remove(user: string): boolean;
  /** Back to the accounts given at the start. */
  reset(): void;
  /** The canonical spelling of a user address, undefined for what is none; the domain may be a foreign one. */
  canonical(address: string): string | undefined;
  /** Is this a canonical address of a domain served here? */
  isHome(user: string): boolean;
}

/** The domain of a canonical address. */
export function domainOf(canonical: string): string {
  return canonical.slice(canonical.indexOf('@') + 1);
}

/** The user address inside a login or a message, in canonical spelling; a client of a user (`wv:a/b@c`) is no user. */
export function canonicalUser(address: string, homeDomain: string): string | undefined {
  const parsed = parseAddress(address.trim(), 'user');
  if (!parsed.ok || parsed.address.resource !== undefined) return undefined;
  return canonicalAddress(address.trim(), homeDomain, 'user');
}

export function createAccounts(homeDomains: readonly string[], initial: readonly NewAccount[] = []): Accounts {
  const domains = new Set(homeDomains.map((domain) => domain.toLowerCase()));
  const home = homeDomains[0] ?? '';
  const accounts = new Map<string, Account>();

  const store: Accounts = {
    get: (user) => accounts.get(user),
    has: (user) => accounts.has(user),
    all: () => accounts.values(),
    get size() {
      return accounts.size;
    },
    add(given) {
      const user = canonicalUser(given.user, home);
      if (user === undefined) {
        throw new Error(`account '${given.user}': not a user address; write a name or wv:name@${home}`);
      }
      if (!domains.has(domainOf(user))) {
        throw new Error(
          `account '${given.user}': the domain '${domainOf(user)}' is not served here; served: ${homeDomains.join(', ')}`,
        );
      }
      const account: Account = {
        user,
        password: given.password,
        barred: given.barred ?? false,
        unfunded: given.unfunded ?? false,
        withheld: given.withheld ?? [],
        publicData: given.publicData ?? {},
      };
      accounts.set(user, account);
      return account;
    },
    remove: (user) => accounts.delete(store.canonical(user) ?? user),
    reset() {
      accounts.clear();
      for (const account of initial) store.add(account);
    },
    canonical: (address) => canonicalUser(address, home),
    isHome: (user) => domains.has(domainOf(user)),
  };
  store.reset();
  return store;
}
