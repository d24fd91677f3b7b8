/**
 * The interface of the relay for messaging, for recipients of other domains (ssp, section 7.1). The element named `relay` offers
 * it; without one no other domain is reached.
 */
import type { Value } from '../../protocol/messages/infer.ts';
import type { AccessPoint, ServiceElement } from '../element.ts';
import type { ItemOutcome } from '../results.ts';
import type { Session } from '../sessions/session.ts';
import type { StoredMessage } from './messages.ts';

/** A user of another domain, and the client the message is for, where one is named. */
export interface RemoteUser {
  /** Canonical address. */
  readonly user: string;
  readonly client: Value<'ClientID'> | undefined;
}

/** A group that another domain serves, or whoever has a screen name there. */
export interface RemoteGroup {
  /** Canonical address. */
  readonly group: string;
  readonly screenName: string | undefined;
}

export interface RemoteTarget {
  readonly to: RemoteUser | RemoteGroup;
  /** The domain to send to. */
  readonly domain: string;
  /** Under what the request named this recipient. */
  readonly item: ItemOutcome['item'];
}

export interface RemoteDomains {
  /** Is that domain reached at all? */
  reaches(domain: string): boolean;
  /** The domain that serves a group which is not here; undefined where none can be reached that does. */
  serverOf(group: string): string | undefined;
  /** The screen name a session has in a group that another domain serves; undefined where it is not joined. */
  screenNameOf(group: string, session: Session): string | undefined;
  /** Room in the queue of the domain for one more message of that length, characters. */
  hasRoom(domain: string, length: number): boolean;
  /**
   * Queues a message for recipients of one domain. `ended` is called with the code of each when the domain has answered, or does
   * not in time; false: it tells nobody, and the sender is to get reports.
   */
  send(
    message: StoredMessage,
    domain: string,
    targets: readonly RemoteTarget[],
    ended: (codes: ReadonlyMap<RemoteTarget, number>) => boolean,
  ): void;
}

const none: RemoteDomains = {
  reaches: () => false,
  serverOf: () => undefined,
  screenNameOf: () => undefined,
  hasRoom: () => false,
  send: () => undefined,
};

/** Looked up at each use: the order in which elements are plugged in does not matter. */
export function remoteDomainsOf(point: AccessPoint): RemoteDomains {
  return point.element<ServiceElement & RemoteDomains>('relay') ?? none;
}
