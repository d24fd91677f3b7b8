/**
 * Delivery reports (csp semantics, Delivery report): one for each recipient, for a group one about delivery to the
 * group; sent to the session that asked, else to another one of the user, else kept for the next login.
 */
import { draft } from '../../protocol/messages/any-version.ts';
import { type Primitive, primitive } from '../../protocol/messages/envelope.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import { type KeptLimits, keepNewest } from '../bounded-history.ts';
import type { AccessPoint } from '../element.ts';
import { result } from '../results.ts';
import type { Session } from '../sessions/session.ts';
import { compactDate, type Fate, lengthOf, messageInfo, type StoredMessage, withoutContent } from './messages.ts';

/** Codes 541 and 542 exist from 1.2 on; a forwarded message is reported as such from 1.3 on (AMB-080). */
export function codeOfFate(fate: Fate, version: Session['version']): number {
  if (typeof fate === 'number') return fate;
  switch (fate) {
    case 'delivered':
      return 200;
    case 'rejected':
      return 538;
    case 'forwarded':
      return version === '1.3' ? 541 : 200;
    case 'expired':
      return version === '1.1' ? 410 : 542;
  }
}

export interface Reports {
  /** Tells the sender of a message what became of it at one recipient, where a report was asked for. */
  tell(message: StoredMessage, recipient: Value<'Recipient'>, fate: Fate): void;
  /** Hands out what was kept for the user of a session that may take reports now. */
  ready(session: Session): void;
  clear(): void;
}

interface Kept {
  readonly message: StoredMessage;
  readonly recipient: Value<'Recipient'>;
  readonly fate: Fate;
  readonly at: number;
}

/** @param limits what may be kept for one user; the oldest reports go first */
export function createReports(point: AccessPoint, limits: KeptLimits): Reports {
  const kept = new Map<string, Kept[]>();
  const report = (item: Kept, session: Session): Primitive =>
    primitive(
      'DeliveryReport-Request',
      draft('DeliveryReport-Request', {
        Result: result(codeOfFate(item.fate, session.version)),
        DeliveryTime: compactDate(item.at),
        MessageInfo: { ...messageInfo(item.message, session.version), Recipient: item.recipient },
      }),
    );
  const keep = (item: Kept, user: string) => {
    const waiting = kept.get(user) ?? [];
    kept.set(user, waiting);
    waiting.push({ ...item, message: withoutContent(item.message) });
    keepNewest(waiting, limits, ({ message }) => lengthOf(message));
  };
  const hand = (item: Kept, session: Session) => {
    const sent = point.send(session, report(item, session), {
      onOutcome(outcome) {
        // The session ended before the report was taken: it is kept for the next login.
        if (outcome.kind === 'lost' && outcome.why === 'session-ended') keep(item, session.user);
      },
    });
    if (sent !== 'queued') keep(item, session.user);
  };
  return {
    tell(message, recipient, fate) {
      message.reportAfar?.(recipient, fate, point.clock.now());
      const asked = message.report;
      if (asked === undefined) return;
      const item = { message, recipient, fate, at: point.clock.now() };
      const able = point.sessionsOf(asked.user).filter((s) => s.agreed('MDELIV'));
      const session = able.find((s) => s.id === asked.session.id) ?? able.at(-1);
      if (session === undefined) keep(item, asked.user);
      else hand(item, session);
    },
    ready(session) {
      if (!session.agreed('MDELIV')) return;
      const waiting = kept.get(session.user) ?? [];
      kept.delete(session.user);
      for (const item of waiting) hand(item, session);
    },
    clear: () => kept.clear(),
  };
}
