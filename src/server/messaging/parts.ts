/** The parts of messaging, tied together once and handed to every handler. */
import type { Value } from '../../protocol/messages/infer.ts';
import type { AccessPoint, ServiceElement } from '../element.ts';
import type { ItemOutcome } from '../results.ts';
import type { ElementChange } from '../seam.ts';
import type { Session } from '../sessions/session.ts';
import type { AccessListStore, Approach } from './access-lists.ts';
import type { Delivery } from './delivery.ts';
import type { DeliveryMethods } from './delivery-methods.ts';
import type { ContactLists, MessagingGroups } from './groups-port.ts';
import type { Mailboxes } from './mailbox.ts';
import type { Fate, ForeignMessage, StoredMessage } from './messages.ts';
import type { MessagingProfile } from './profile.ts';
import type { RemoteDomains } from './remote-port.ts';
import type { Reports } from './reports.ts';
import type { MessagingRules } from './rules.ts';

/** The interface of messaging for other service elements. */
export interface MessagingService {
  /** May somebody reach a user, as far as the user's access lists go? Invitations ask this, too. */
  admits(user: string, approach: Approach): boolean;
  /**
   * Puts users on the granted list of whoever has this session, whether the list is in use or not. False, and nothing
   * is changed, where it would become too long. For AuthorizeAndGrant of 1.3, whose effect is inferred from its name.
   */
  grant(session: Session, users: readonly string[]): boolean;
  /** Takes a message of another domain; the outcome for each recipient. @throws Refusal for broken content. */
  receive(message: ForeignMessage): readonly ItemOutcome[];
  /** Tells the sender of a message that was sent to another domain what became of it there. */
  reported(message: StoredMessage, recipient: Value<'Recipient'>, fate: Fate): void;
}

export interface MessagingParts {
  readonly point: AccessPoint;
  readonly profile: MessagingProfile;
  readonly rules: MessagingRules;
  readonly boxes: Mailboxes;
  readonly lists: AccessListStore;
  readonly methods: DeliveryMethods;
  readonly delivery: Delivery;
  readonly reports: Reports;
  /** Looked up at each use: the order in which elements are plugged in does not matter. */
  groups(): MessagingGroups;
  contacts(): ContactLists;
  afar(): RemoteDomains;
  /** Are messages kept for this user, who has no session? */
  storesFor(user: string): boolean;
  readonly service: MessagingService;
}

export type MessagingChanges = ElementChange<MessagingParts, 'rules' | 'service'>;

export interface MessagingElement extends ServiceElement, MessagingService {}
