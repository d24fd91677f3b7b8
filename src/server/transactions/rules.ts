/**
 * The decisions of the service access point, each a function that can be replaced from outside: nobody calls them but
 * through the one object a server holds. They decide; others carry out.
 */
import { randomBytes } from 'node:crypto';
import { digestSchemaNames } from '../../protocol/facts/digest.ts';
import type { FunctionsValue } from '../../protocol/facts/service-tree.ts';
import type { Primitive } from '../../protocol/messages/envelope.ts';
import type { Version } from '../../protocol/version.ts';
import type { ServiceName } from '../access-profile.ts';
import type { ServerProfile } from '../profile.ts';
import type { Account } from '../sessions/accounts.ts';
import { agreeCapabilities, type Capabilities, type CapabilityOffer } from '../sessions/capabilities.ts';
import { type DigestSchema, digestFits, sameSecret } from '../sessions/digest.ts';
import type { Challenge } from '../sessions/nonces.ts';
import {
  addAgreement,
  type Negotiated,
  neededFor,
  negotiate,
  offerOf,
  type ServiceOffer,
} from '../sessions/service-agreement.ts';
import type { SessionRecord } from '../sessions/sessions.ts';
import { type Check, standardChecks } from './checks.ts';

/** What happens to a login of a user who has sessions already. */
export interface Admission {
  /** 200 to open a session, or the code to refuse with. */
  readonly code: number;
  /** Sessions to end first. */
  readonly ending: readonly SessionRecord[];
}

export interface AccessRules {
  /** In this order; the first that objects decides. */
  readonly checks: readonly Check[];
  /** When a session last heard then ends, milliseconds of the clock. */
  deadline(session: SessionRecord): number;
  /** The time to grant for what was asked at login, seconds. */
  keepAliveAtLogin(asked: number | undefined): number;
  /** The time a KeepAlive-Request asks for: granted (perhaps another), or undefined: refused with 605. */
  keepAliveLater(asked: number): number | undefined;
  /** Does a primitive of the client start the keep-alive time anew? */
  restartsTimer(primitive: string): boolean;
  passwordFits(account: Account, given: string): boolean;
  digestFits(account: Account, challenge: Challenge, given: string): boolean;
  /** One of the schemas offered, which may stand in one element or several; undefined: none in common. */
  chooseDigest(offered: readonly string[]): DigestSchema | undefined;
  admit(sessions: readonly SessionRecord[], clientKey: string): Admission;
  agreeCapabilities(offer: CapabilityOffer): Capabilities;
  offer(version: Version, account: Account | undefined): ServiceOffer;
  negotiate(session: SessionRecord, asked: FunctionsValue | undefined, offer: ServiceOffer): Negotiated;
  /** May a server-initiated transaction go to this session? */
  maySend(session: SessionRecord, primitive: Primitive): boolean;
  /** The answer given before to a request that came again; `print` tells its message from others. */
  recall(session: SessionRecord, id: string, print: number, now: number): Primitive | undefined;
  /** Most transactions in one message, and most server-initiated ones among them. */
  perMessage(session: SessionRecord): number;
  requestsPerMessage(session: SessionRecord): number;
  /** Most server-initiated transactions open at a time. */
  openRequests(session: SessionRecord): number;
  /** Largest message for the session, octets; undefined: any. */
  messageSize(session: SessionRecord): number | undefined;
  /** The Poll flag of a message to the session; undefined: left out. */
  pollFlag(session: SessionRecord): boolean | undefined;
  /** Is the poll answered, or was it too early? */
  servesPoll(session: SessionRecord, now: number): boolean;
  /** Random identifiers nobody can guess. */
  newSessionId(): string;
  newNonce(): string;
}

function randomText(octets: number): string {
  return randomBytes(octets).toString('hex');
}

export function standardRules(profile: ServerProfile, implemented: ReadonlySet<ServiceName>): AccessRules {
  const { keepAlive, login, capability, services, polling } = profile;
  const offers = new Map<Version, ServiceOffer>();
  const clamp = (seconds: number) => Math.min(keepAlive.maximum, Math.max(keepAlive.minimum, seconds));
  return {
    checks: standardChecks,
    deadline: (session) => session.lastHeard + session.keepAlive * 1000 * (1 + keepAlive.margin),
    keepAliveAtLogin: (asked) => clamp(asked ?? keepAlive.default),
    keepAliveLater(asked) {
      const granted = clamp(asked);
      return granted === asked || keepAlive.outOfRange === 'adjust' ? granted : undefined;
    },
    restartsTimer: () => true,
    passwordFits: (account, given) => sameSecret(account.password, given),
    digestFits: (account, { schema, nonce }, given) => digestFits(schema, nonce, account.password, given),
    chooseDigest(offered) {
      const names = digestSchemaNames(offered).map((name) => name.toUpperCase());
      return login.digestSchemas.find((schema) => names.includes(schema));
    },
    admit(sessions, clientKey) {
      const same = sessions.filter((session) => session.clientKey === clientKey);
      const ending: SessionRecord[] = [];
      if (same.length > 0 && login.secondLogin !== 'both') {
        if (login.secondLogin === 'refuse') return { code: 603, ending };
        ending.push(...same);
      }
      const surplus = sessions.length - ending.length + 1 - login.userSessionLimit;
      if (surplus > 0) {
        if (login.secondLogin !== 'replace') return { code: 603, ending: [] };
        ending.push(...sessions.filter((session) => !ending.includes(session)).slice(0, surplus));
      }
      return { code: 200, ending };
    },
    agreeCapabilities: (offer) => agreeCapabilities(offer, capability, polling.minimum),
    offer(version, account) {
      if (account !== undefined && account.withheld.length > 0) {
        return offerOf(implemented, version, services.withheld, account.withheld);
      }
      let offer = offers.get(version);
      if (offer === undefined) {
        offer = offerOf(implemented, version, services.withheld);
        offers.set(version, offer);
      }
      return offer;
    },
    negotiate(session, asked, offer) {
      const negotiated = negotiate(asked, session.version, offer);
      if (services.renegotiation === 'replace') return negotiated;
      return { ...negotiated, agreement: addAgreement(session.agreement, negotiated.agreement) };
    },
    maySend(session, primitive) {
      const names = neededFor(primitive.name, session.version);
      return names.length === 0 || names.some((name) => session.agreed(name));
    },
    recall: ({ replies }, id, print, now) => replies.recall(id, print, now),
    perMessage: ({ version, capabilities }) =>
      version === '1.3' ? capabilities.multiTransPerMessage : capabilities.multiTrans,
    requestsPerMessage({ version, capabilities }) {
      if (version === '1.3') return capabilities.multiTransPerMessage;
      return polling.severalPerMessage ? capabilities.multiTrans : 1;
    },
    openRequests: ({ capabilities }) => capabilities.multiTrans,
    messageSize: ({ capabilities }) => capabilities.parserSize,
    pollFlag(session) {
      const { outbox, capabilities } = session;
      // If waiting transactions travel with answers to answers, Poll is T only for those that a poll would bring at once.
      if (polling.afterAnswers ? outbox.hasNew(capabilities.multiTrans) : outbox.waiting() > 0) return true;
      return polling.flag === 'always' ? false : undefined;
    },
    servesPoll(session, now) {
      if (!polling.enforce || session.pollInvited || session.lastPoll === undefined) return true;
      return now - session.lastPoll >= (session.capabilities.pollMinimum ?? polling.minimum) * 1000;
    },
    newSessionId: () => randomText(16),
    newNonce: () => randomText(16),
  };
}
