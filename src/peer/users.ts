/** Users of the peer's own domain: what the peer answers by itself about them. */
import type { SspValue } from '../protocol/ssp/types.ts';

export interface PeerUser {
  /** `wv:pat@peer.example`. */
  readonly id: string;
  /** Presence that every asker may see; none if left out. */
  readonly presence?: SspValue<'PresenceValue'>['PresenceSubList'];
  /** Name and value: subscribed services, service status, privacy status, terminal capabilities. */
  readonly profile?: Readonly<Record<string, string>>;
}

export interface Users {
  readonly all: readonly PeerUser[];
  get(id: string): PeerUser | undefined;
  /** Adds a user or replaces one. */
  set(user: PeerUser): void;
  /** The addresses of `ids` that no user has. */
  unknown(ids: readonly string[]): string[];
}

/** Addresses are compared without scheme and letter case. */
function keyOf(id: string): string {
  return id.toLowerCase().replace(/^wv:/, '');
}

export function createUsers(first: readonly PeerUser[]): Users {
  const users = new Map(first.map((user) => [keyOf(user.id), user]));
  return {
    get all() {
      return [...users.values()];
    },
    get: (id) => users.get(keyOf(id)),
    set: (user) => void users.set(keyOf(user.id), user),
    unknown: (ids) => ids.filter((id) => !users.has(keyOf(id))),
  };
}
