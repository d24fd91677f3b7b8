/** Defects in the sessions between two servers. */
import type { SspEnvelope, SspSessionEnvelope } from '../../../protocol/ssp/envelope.ts';
import type { RelayHooks } from '../../../server/relay/hooks.ts';
import type { Change, Defect } from '../../types.ts';
import { keepsEarlyTraffic, partsIn, relay, setupStep } from '../../ways/ssp.ts';

/** The halves of the last session, as they went over the wire. */
interface Halves {
  own: string;
  peer: string;
}

/** Changes documents of sessions, with the halves at hand. */
function knowingHalves(change: {
  incoming?: (envelope: SspSessionEnvelope, halves: Halves) => SspEnvelope;
  outgoing?: (envelope: SspSessionEnvelope, halves: Halves) => SspEnvelope;
}): Change {
  return relay((): RelayHooks => {
    const halves: Halves = { own: '', peer: '' };
    return {
      incoming(envelope) {
        halves.peer = partsIn(setupStep(envelope, 'LoginResponse')).sessionID ?? halves.peer;
        return envelope.kind === 'setup' ? envelope : (change.incoming?.(envelope, halves) ?? envelope);
      },
      outgoing(envelope) {
        halves.own = partsIn(setupStep(envelope, 'LoginResponse')).sessionID ?? halves.own;
        return [envelope.kind === 'setup' ? envelope : (change.outgoing?.(envelope, halves) ?? envelope)];
      },
    };
  });
}

const local = (half: string | undefined): string => half?.split('@')[0] ?? '';

export const serverSessionDefects: readonly Defect[] = [
  {
    id: 'ssp-session-half-without-domain',
    title: 'issues halves without its domain',
    requirements: ['SSP-SES-001'],
    change: relay(() => ({
      outgoing(envelope) {
        const step = setupStep(envelope, 'LoginResponse');
        if (envelope.kind === 'session') return [{ ...envelope, sessionId: local(envelope.sessionId) }];
        if (step === undefined) return [envelope];
        const value = { ...step.step.value, sessionID: local(partsIn(step).sessionID) };
        return [
          { ...step, step: { name: 'LoginResponse', value: { timeToLive: 600, Status: { code: 200 }, ...value } } },
        ];
      },
    })),
  },
  {
    id: 'ssp-session-half-of-receiver',
    title: 'writes the half of the other server in its requests',
    requirements: ['SSP-SES-002'],
    change: knowingHalves({
      outgoing: (envelope, { peer }) =>
        envelope.transactions.some(({ mode }) => mode === 'Request') ? { ...envelope, sessionId: peer } : envelope,
    }),
  },
  {
    id: 'ssp-session-any-identifier',
    title: 'serves every session identifier of a domain it has a session with',
    requirements: ['SSP-SES-003'],
    unavoidable: ['SSP-SES-004', 'SSP-SES-005', 'SSP-SES-010', 'SSP-SES-013'],
    change: knowingHalves({ incoming: (envelope, { peer }) => ({ ...envelope, sessionId: peer }) }),
  },
  {
    id: 'ssp-session-local-part-alone',
    title: 'compares session identifiers without their domains',
    requirements: ['SSP-SES-004'],
    change: knowingHalves({
      incoming: (envelope, { peer }) =>
        local(envelope.sessionId) === local(peer) ? { ...envelope, sessionId: peer } : envelope,
    }),
  },
  {
    id: 'ssp-session-own-half',
    title: 'takes its own half for that of the other server',
    requirements: ['SSP-SES-005'],
    change: knowingHalves({
      incoming: (envelope, { own, peer }) => (envelope.sessionId === own ? { ...envelope, sessionId: peer } : envelope),
    }),
  },
  {
    id: 'ssp-session-before-proof',
    title: 'carries out what came before the other server was authenticated',
    requirements: ['SSP-SES-013'],
    unavoidable: ['SSP-SES-004', 'SSP-SES-010'],
    change: keepsEarlyTraffic(),
  },
];
