/**
 * From acceptance to confirmation: a copy waits in the mailbox of its recipient, is pushed or announced to a session,
 * and leaves when the client confirms, rejects or forwards it. Whatever is not confirmed is offered again.
 */
import { draft } from '../../protocol/messages/any-version.ts';
import { primitive } from '../../protocol/messages/envelope.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import type { AccessPoint } from '../element.ts';
import type { Session } from '../sessions/session.ts';
import type { DeliveryMethods } from './delivery-methods.ts';
import type { Mailboxes } from './mailbox.ts';
import { type Copy, type Fate, messageInfo } from './messages.ts';
import type { MessagingProfile } from './profile.ts';
import type { Reports } from './reports.ts';
import type { MessagingRules, Way } from './rules.ts';

export interface Delivery {
  /** Offers a copy to the sessions of its recipient that do not have it yet. */
  offer(copy: Copy): void;
  /** Offers all that waits for the user of a session. */
  ready(session: Session): void;
  /** A session ended: what it did not confirm is offered to others, group copies meant for it are dropped. */
  ended(session: Session): void;
  /** Ends the delivery of a waiting copy; false where the user has no such message. */
  settle(user: string, messageId: string, fate: Fate): boolean;
  /** A copy is no longer to be delivered: what of it waits for a session is taken back. */
  takeBack(copy: Copy): void;
}

interface Parts {
  readonly point: AccessPoint;
  readonly profile: MessagingProfile;
  readonly boxes: Mailboxes;
  readonly methods: DeliveryMethods;
  readonly reports: Reports;
  readonly rules: MessagingRules;
}

/** The recipient of one copy, as a delivery report names it. */
export function recipientOf(copy: Copy): Value<'Recipient'> {
  return copy.message.group === undefined
    ? draft('Recipient', { User: [{ UserID: copy.to }] })
    : copy.message.recipient;
}

/** Under this key what tells of a message waits for a session, so that it can be taken back. */
function keyOf(copy: Copy): string {
  return `message ${copy.message.id}`;
}

export function createDelivery({ point, profile, boxes, methods, reports, rules }: Parts): Delivery {
  const send = (copy: Copy, session: Session, way: Exclude<Way, 'wait'>) => {
    copy.offered.add(session.id);
    const info = messageInfo(copy.message, session.version);
    const { data } = copy.message.content;
    if (way === 'notify') {
      const announced = draft('MessageNotification', { MessageInfo: info });
      point.send(session, primitive('MessageNotification', announced), { replaces: keyOf(copy) });
      return;
    }
    const pushed = { MessageInfo: info, ...(data === undefined ? {} : { ContentData: data }) };
    point.send(session, primitive('NewMessage', pushed), {
      replaces: keyOf(copy),
      onOutcome(outcome) {
        const confirmed = outcome.kind === 'answered' && outcome.primitive.name === 'MessageDelivered';
        if (confirmed) delivery.settle(copy.to, copy.message.id, 'delivered');
      },
    });
  };

  const delivery: Delivery = {
    offer(copy) {
      if (!rules.fresh(copy, point.clock.now())) return;
      for (const session of rules.chooseSessions(copy, point.sessionsOf(copy.to))) {
        if (copy.offered.has(session.id)) continue;
        const way = rules.way(copy, session, methods, profile.pushOctets);
        if (way !== 'wait') send(copy, session, way);
      }
    },
    ready(session) {
      for (const copy of boxes.all(session.user)) delivery.offer(copy);
    },
    ended(session) {
      methods.forget(session);
      for (const copy of boxes.all(session.user)) {
        copy.offered.delete(session.id);
        if (copy.onlySession === session && !copy.kept) boxes.take(session.user, copy.message.id);
        else delivery.offer(copy);
      }
    },
    settle(user, messageId, fate) {
      const copy = boxes.take(user, messageId);
      if (copy === undefined) return false;
      delivery.takeBack(copy);
      // A group message was reported when it was handed to the group.
      if (copy.message.group === undefined && rules.wantsReport(copy)) {
        reports.tell(copy.message, recipientOf(copy), fate);
      }
      return true;
    },
    takeBack(copy) {
      for (const id of copy.offered) {
        const session = point.session(id);
        if (session !== undefined) point.withdraw?.(session, keyOf(copy), true);
      }
    },
  };
  return delivery;
}
