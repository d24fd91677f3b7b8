/** The table of sessions: who is logged in, until when, and which sessions ended by the server's doing. */
import type { Value } from '../../protocol/messages/infer.ts';
import type { Version } from '../../protocol/version.ts';
import type { AccessProfile, ServiceName } from '../access-profile.ts';
import type { Clock } from '../clock.ts';
import { type Capabilities, defaultCapabilities } from './capabilities.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { createReplies, type Replies } from './replies.ts';
import { createSegments, type Segments } from './segments.ts';
import { type Agreement, noAgreement } from './service-agreement.ts';
import type { Session, SessionEnd } from './session.ts';

/** A session as the access point sees it. */
export interface SessionRecord extends Session {
  capabilities: Capabilities;
  agreement: Agreement;
  alive: boolean;
  /** Time between two messages that is in force, seconds. */
  keepAlive: number;
  /** When the client was last heard, milliseconds of the clock. */
  lastHeard: number;
  /** When it last polled; and whether it was asked to, by Poll T or a CIR. */
  lastPoll: number | undefined;
  pollInvited: boolean;
  /** Address of the client on the data channel, as it was last seen. */
  address: string | undefined;
  /** Something began to wait that the client was not told of, by Poll T or a CIR. */
  untold: boolean;
  /** A CIR went out, and the client has not been heard since. */
  called: boolean;
  /** The client wrote its last message in plain text: it is sent nothing that has no known code there. */
  plain: boolean;
  /** The value of the CIR flag (1.2 and later); undefined: nothing. */
  cir: boolean | undefined;
  readonly outbox: Outbox;
  readonly replies: Replies;
  /** Large answers the client fetches piece by piece (1.3). */
  readonly segments: Segments;
}

/** A session that the server ended, as long as it is remembered. */
export interface EndedSession {
  readonly version: Version;
  /** 600 expired, 601 ended by decision. */
  readonly code: 600 | 601;
  /** The client got its Disconnect. */
  announced: boolean;
}

export interface NewSession {
  readonly id: string;
  readonly user: string;
  readonly version: Version;
  readonly clientId: Value<'ClientID'>;
  readonly applicationId: string | undefined;
  readonly cookie: string | undefined;
  readonly keepAlive: number;
  /** Address of the client; undefined: not known. */
  readonly address: string | undefined;
  readonly plain?: boolean;
}

export interface Sessions {
  readonly size: number;
  open(session: NewSession): SessionRecord;
  get(id: string): SessionRecord | undefined;
  /** Oldest first. */
  of(user: string): readonly SessionRecord[];
  all(): Iterable<SessionRecord>;
  ended(id: string): EndedSession | undefined;
  /** Ends a session: out of the table first, then everybody concerned is told. Does nothing when it is over already. */
  close(session: SessionRecord, why: SessionEnd): void;
  /** The client was heard: the keep-alive time starts anew. */
  heard(session: SessionRecord): void;
  /** Another keep-alive time is in force from now on, seconds. */
  retime(session: SessionRecord, keepAlive: number): void;
  /** Forgets everything without telling anybody. */
  clear(): void;
}

/** Text equal for equal clients: URL and MSISDN of a ClientID, white space trimmed; and the application (1.3). */
export function clientKeyOf(clientId: Value<'ClientID'>, applicationId?: string): string {
  return [clientId.URL ?? '', clientId.MSISDN ?? '', applicationId ?? ''].map((part) => part.trim()).join('\n');
}

export interface SessionsOptions {
  readonly clock: Clock;
  readonly profile: AccessProfile;
  /** When a session that was last heard then ends, in milliseconds of the clock. */
  readonly deadline: (session: SessionRecord) => number;
  /** Told of every session that ended, after it left the table. */
  readonly onClose: (session: SessionRecord, why: SessionEnd) => void;
}

const NONE: readonly SessionRecord[] = [];

export function createSessions({ clock, profile, deadline, onClose }: SessionsOptions): Sessions {
  const byId = new Map<string, SessionRecord>();
  const byUser = new Map<string, readonly SessionRecord[]>();
  const endedIds = new Map<string, EndedSession>();
  const timers = new Map<string, () => void>();

  function rememberEnd(session: SessionRecord, code: 600 | 601): void {
    if (endedIds.size >= profile.limits.endedSessions) {
      const [oldest] = endedIds.keys();
      if (oldest !== undefined) endedIds.delete(oldest);
    }
    endedIds.set(session.id, { version: session.version, code, announced: false });
  }

  /** One timer a session, wound up again only when it rings: a request costs no more than writing down the time. */
  function wind(session: SessionRecord): void {
    const left = Math.max(1, deadline(session) - clock.now());
    timers.set(
      session.id,
      clock.after(left, () => {
        if (clock.now() >= deadline(session)) sessions.close(session, 'expired');
        else wind(session);
      }),
    );
  }

  const sessions: Sessions = {
    get size() {
      return byId.size;
    },
    open(given) {
      const { notAskedFor } = profile.services;
      const { id, user, version, clientId, applicationId, cookie, keepAlive, plain = false } = given;
      const session: SessionRecord = {
        id,
        user,
        version,
        clientId,
        applicationId,
        cookie,
        keepAlive,
        clientKey: clientKeyOf(clientId, applicationId),
        capabilities: defaultCapabilities(profile.capability),
        agreement: noAgreement,
        alive: true,
        lastHeard: clock.now(),
        lastPoll: undefined,
        pollInvited: false,
        address: given.address,
        untold: false,
        called: false,
        plain,
        cir: undefined,
        outbox: createOutbox(profile.limits.waiting),
        replies: createReplies(profile.limits.remembered, profile.limits.rememberedSeconds),
        segments: createSegments(profile.limits.segmentOctets),
        agreed(name: ServiceName) {
          const { agreement } = session;
          return agreement.agreed.has(name) || (notAskedFor === 'serve' && !agreement.refused.has(name));
        },
      };
      byId.set(session.id, session);
      byUser.set(session.user, [...(byUser.get(session.user) ?? NONE), session]);
      wind(session);
      return session;
    },
    get: (id) => byId.get(id),
    of: (user) => byUser.get(user) ?? NONE,
    all: () => byId.values(),
    ended: (id) => endedIds.get(id),
    close(session, why) {
      if (!session.alive) return;
      session.alive = false;
      byId.delete(session.id);
      const others = sessions.of(session.user).filter((other) => other !== session);
      if (others.length === 0) byUser.delete(session.user);
      else byUser.set(session.user, others);
      timers.get(session.id)?.();
      timers.delete(session.id);
      if (why !== 'logout') rememberEnd(session, why === 'expired' ? 600 : 601);
      onClose(session, why);
    },
    heard(session) {
      session.lastHeard = clock.now();
    },
    retime(session, keepAlive) {
      const shorter = keepAlive < session.keepAlive;
      session.keepAlive = keepAlive;
      session.lastHeard = clock.now();
      if (!shorter || !session.alive) return;
      timers.get(session.id)?.();
      wind(session);
    },
    clear() {
      for (const cancel of timers.values()) cancel();
      timers.clear();
      for (const session of byId.values()) session.alive = false;
      byId.clear();
      byUser.clear();
      endedIds.clear();
    },
  };
  return sessions;
}
