/** Documents of other servers: steps of a set-up, answers to what was asked, and requests (ssp, sections 4 and 6). */
import { domainOfService, issuerOf } from '../../protocol/ssp/addresses.ts';
import type { Dialect } from '../../protocol/ssp/dialect.ts';
import {
  isSsp,
  type SspEnvelope,
  type SspSessionEnvelope,
  type SspSetupEnvelope,
  type SspTransaction,
  sspStep,
} from '../../protocol/ssp/envelope.ts';
import type { Link, SspSession } from './link.ts';
import type { RelayParts } from './parts.ts';
import { statusWith } from './translate.ts';
import type { Served } from './wire.ts';

export function createServing(parts: RelayParts, dialect: Dialect): (envelope: SspEnvelope, valid: boolean) => Served {
  const { routes, queue, requests, sessions, setup, version, fault } = parts;

  /** A refusal in words, in a dialect that has them: to the address in the table, as every step. */
  function refusal({ id, step }: SspSetupEnvelope): Served {
    const claimed = (step?.value as { serviceID?: string } | undefined)?.serviceID;
    const link = routes.neighbour(domainOfService(claimed ?? '') ?? '');
    if (dialect.setup.refusal.value !== 'status' || link === undefined) return undefined;
    const refused = sspStep('Status', { code: 401 });
    return () => {
      void parts.postStep(link, { kind: 'setup', version, mode: 'Response', id, step: refused }).catch(fault);
      return undefined;
    };
  }

  /** The session that a half addresses: that of the sender, or, in a dialect that has it so, the own one. */
  function addressed(half: string): { link: Link; session: SspSession } | undefined {
    const sender = dialect.sessionHalf.value === 'sender';
    const issuer = [...routes.all()].filter(({ domain }) => !sender || domain === issuerOf(half));
    for (const link of issuer) {
      const session = link.sessions.find((s) => (sender ? s.peerHalf : s.ownHalf) === half);
      if (session !== undefined) return { link, session };
    }
    return undefined;
  }

  /** Takes one transaction; the answer to a request may come later. */
  function take(
    transaction: SspTransaction,
    link: Link,
    session: SspSession,
    valid: boolean,
    respond: (a: SspTransaction) => void,
  ) {
    const { id, primitive, mode } = transaction;
    if (mode === 'Response') {
      if (id !== undefined && primitive !== undefined) queue.answer(link, id, primitive);
      return;
    }
    const answer = (made: SspTransaction['primitive']) => respond({ mode: 'Response', id, primitive: made });
    try {
      requests.take(transaction, link, answer);
    } catch (error) {
      // what a broken document lacks cannot be carried out; anything else is a fault of this server
      if (valid) fault(error);
      const broken = statusWith(valid ? 500 : 400);
      if (id !== undefined) link.given.set(id, broken);
      answer(broken);
    }
    const ends = primitive !== undefined && (isSsp(primitive, 'LogoutRequest') || isSsp(primitive, 'Disconnect'));
    if (ends) sessions.drop(link, session);
  }

  function serveSession({ sessionId, transactions }: SspSessionEnvelope, valid: boolean): Served {
    const found = sessionId === undefined ? undefined : addressed(sessionId);
    if (found === undefined) return undefined;
    const { link, session } = found;
    sessions.used(session);
    return (inResponse) => {
      const answers: SspTransaction[] = [];
      let together = true;
      const respond = (answer: SspTransaction) => {
        if (together) answers.push(answer);
        else void parts.post(link, [answer]).catch(fault);
      };
      for (const transaction of transactions) take(transaction, link, session, valid, respond);
      together = false;
      if (answers.length === 0) return undefined;
      if (inResponse) return { kind: 'session', version, sessionId: parts.halfFor(session), transactions: answers };
      void parts.post(link, answers, session).catch(fault);
      return undefined;
    };
  }

  return (envelope, valid) =>
    envelope.kind === 'session' ? serveSession(envelope, valid) : (setup.take(envelope) ?? refusal(envelope));
}
