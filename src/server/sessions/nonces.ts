/** The nonces of four-way logins between their two requests: each used once, few, and not for long. */

import type { DigestSchema } from '../access-profile.ts';
import type { Clock } from '../clock.ts';

export interface Challenge {
  readonly nonce: string;
  readonly schema: DigestSchema;
}

export interface Nonces {
  /** Remembers the challenge given to a client of a user; an earlier one of the same client no longer counts. */
  put(user: string, clientKey: string, challenge: Challenge): void;
  /** The challenge to hold a digest against, and forgets it: a nonce is good for one try. */
  take(user: string, clientKey: string): Challenge | undefined;
  readonly size: number;
  clear(): void;
}

export function createNonces(clock: Clock, seconds: number, most: number): Nonces {
  const open = new Map<string, Challenge & { readonly until: number }>();
  const keyOf = (user: string, clientKey: string) => `${user}\n${clientKey}`;
  return {
    put(user, clientKey, challenge) {
      const key = keyOf(user, clientKey);
      open.delete(key);
      if (open.size >= most) {
        // Maps keep the order of insertion: the first is the oldest.
        const [oldest] = open.keys();
        if (oldest !== undefined) open.delete(oldest);
      }
      open.set(key, { ...challenge, until: clock.now() + seconds * 1000 });
    },
    take(user, clientKey) {
      const key = keyOf(user, clientKey);
      const found = open.get(key);
      open.delete(key);
      return found === undefined || clock.now() > found.until ? undefined : found;
    },
    get size() {
      return open.size;
    },
    clear: () => open.clear(),
  };
}
