/** The decisions of messaging, each replaceable from outside. */
import type { Version } from '../../protocol/version.ts';
import type { Account } from '../sessions/accounts.ts';
import { acceptsType, fitsPush } from '../sessions/capabilities.ts';
import type { Session } from '../sessions/session.ts';
import { type Admits, admits, type Names, names } from './access-lists.ts';
import type { DeliveryMethods } from './delivery-methods.ts';
import type { Copy } from './messages.ts';

/** The way of a waiting message to a session now: with its content, announced, or not at all. */
export type Way = 'push' | 'notify' | 'wait';

export interface MessagingRules {
  readonly admits: Admits;
  readonly names: Names;
  /** Why a user may not send anything at all, as a code; undefined where nothing is in the way. */
  barrier(account: Account | undefined, version: Version): number | undefined;
  /** The sessions of the recipient a copy goes to, out of those alive. */
  chooseSessions(copy: Copy, sessions: readonly Session[]): readonly Session[];
  /** Push, announce or wait (csp semantics, Delivery decision at the recipient). */
  way(copy: Copy, session: Session, methods: DeliveryMethods, pushOctets: number): Way;
  /** May a copy still be delivered or listed? */
  fresh(copy: Copy, now: number): boolean;
  /** Does the fate of a message go back to its sender? */
  wantsReport(copy: Copy): boolean;
}

function priority(session: Session): number {
  return session.capabilities.sessionPriority ?? Number.MAX_SAFE_INTEGER;
}

export const messagingRules: MessagingRules = {
  admits,
  names,
  // 902 came with 1.2.
  barrier: (account, version) => (account?.unfunded === true ? (version === '1.1' ? 403 : 902) : undefined),
  chooseSessions(copy, sessions) {
    if (copy.onlySession !== undefined) return sessions.filter((s) => s === copy.onlySession);
    const able = sessions.filter((s) => s.agreed('NEWM') || s.agreed('NOTIF'));
    if (able.some((s) => s.capabilities.onlineHandling === 'FORKALL')) return able;
    // Lowest SessionPriority first (low confidence, AMB-126); among equals the session opened last.
    const best = [...able].reverse().sort((a, b) => priority(a) - priority(b))[0];
    return best === undefined ? [] : [best];
  },
  way(copy, session, methods, pushOctets) {
    const { content, group } = copy.message;
    if (session.visitor === true) return 'push';
    const agreed = methods.of(session, group);
    const length = agreed.length === undefined || content.octets <= agreed.length;
    const fits =
      length && content.octets <= pushOctets && fitsPush(session.capabilities, content.contentType, content.octets);
    if (agreed.method === 'P' && fits && session.agreed('NEWM')) return 'push';
    return session.agreed('NOTIF') && (session.agreed('GETM') || acceptsType(session.capabilities, content.contentType))
      ? 'notify'
      : 'wait';
  },
  fresh: (copy, now) => now < copy.message.expiresAt,
  wantsReport: ({ message }) => message.report !== undefined || message.reportAfar !== undefined,
};
