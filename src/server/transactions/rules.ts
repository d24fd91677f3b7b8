/**
 * The decisions of the service access point, each a function that can be replaced from outside: nobody calls them but
 * through the one object a server holds. They decide; others carry out.
 */

import { randomBytes } from 'node:crypto';
import { digestSchemaNames } from '../../protocol/facts/digest.ts';
import { isPlainText } from '../../protocol/syntax/index.ts';
import type { Version } from '../../protocol/version.ts';
import type { AccessProfile, ServiceName } from '../access-profile.ts';
import { agreeCapabilities } from '../sessions/capabilities.ts';
import { digestFits, sameSecret } from '../sessions/digest.ts';
import { addAgreement, neededFor, negotiate, offerOf, type ServiceOffer } from '../sessions/service-agreement.ts';
import type { SessionRecord } from '../sessions/sessions.ts';
import { standardChecks } from './checks.ts';
import type { AccessRules } from './core.ts';

function randomText(octets: number): string {
  return randomBytes(octets).toString('hex');
}

export function standardRules(profile: AccessProfile, implemented: ReadonlySet<ServiceName>): AccessRules {
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
    agreeCapabilities: (offer, reach) => agreeCapabilities(offer, capability, polling.minimum, reach),
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
      if (session.plain && !isPlainText(primitive.name)) return false;
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
    keepForLater: ({ outbox }, entries) => outbox.putBack(entries),
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
