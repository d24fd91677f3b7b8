/**
 * The interface of the relay for messaging, for recipients of other domains (ssp, section 7.1). The element named `relay` offers
 * it; without one no other domain is reached.
 */
import type { Value } from '../../protocol/messages/infer.ts';
import type { AccessPoint, ServiceElement } from '../element.ts';
import type { StoredMessage } from './messages.ts';

/** A user of another domain, and the client the message is for, where one is named. */
export interface RemoteUser {
  /** Canonical address. */
  readonly user: string;
  readonly client: Value<'ClientID'> | undefined;
}

export interface RemoteDomains {
  /** Is that domain reached at all? */
  reaches(domain: string): boolean;
  /** Room in the queue of the domain for one more message of that length, characters. */
  hasRoom(domain: string, length: number): boolean;
  /** Queues a message for users of one domain. */
  send(message: StoredMessage, domain: string, users: readonly RemoteUser[]): void;
}

const none: RemoteDomains = { reaches: () => false, hasRoom: () => false, send: () => undefined };

/** Looked up at each use: the order in which elements are plugged in does not matter. */
export function remoteDomainsOf(point: AccessPoint): RemoteDomains {
  return point.element<ServiceElement & RemoteDomains>('relay') ?? none;
}
