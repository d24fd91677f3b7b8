/** The parts of messaging, tied together once and handed to every handler. */
import type { AccessPoint } from '../element.ts';
import type { AccessListStore } from './access-lists.ts';
import type { Delivery } from './delivery.ts';
import type { DeliveryMethods } from './delivery-methods.ts';
import type { ContactLists, MessagingGroups } from './groups-port.ts';
import type { Mailboxes } from './mailbox.ts';
import type { Reports } from './reports.ts';
import type { MessagingRules } from './rules.ts';

export interface MessagingParts {
  readonly point: AccessPoint;
  readonly rules: MessagingRules;
  readonly boxes: Mailboxes;
  readonly lists: AccessListStore;
  readonly methods: DeliveryMethods;
  readonly delivery: Delivery;
  readonly reports: Reports;
  /** Looked up at each use: the order in which elements are plugged in does not matter. */
  groups(): MessagingGroups;
  contacts(): ContactLists;
  /** Are messages kept for this user, who has no session? */
  storesFor(user: string): boolean;
}
