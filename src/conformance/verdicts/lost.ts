/** Lost answers: the outcome of a scenario with one, and the sentences of the report about them. */
import { requestRead } from '../../client/read-messages.ts';
import { unseal } from '../../protocol/messages/envelope.ts';
import type { Place } from '../../results/results.ts';
import { asksToSlowDown } from '../../transport/http/pacing.ts';
import type { Exchange } from '../../transport/types.ts';
import type { ScenarioOutcome } from './scenario-outcome.ts';

/** The primitives of a request, for people: `Login-Request`; `a request` where it cannot be read. */
export function nameOf(exchange: Exchange): string {
  const document = requestRead(exchange)?.document;
  const names = document === undefined ? [] : (unseal(document)?.transactions ?? []).map((t) => t.primitive.name);
  return names.join(', ') || 'a request';
}

/** The exchanges of clients; between servers, a closed connection is an answer, and may be one of the test. */
export function ofClients(exchanges: readonly Exchange[]): readonly Exchange[] {
  return exchanges.some(({ ssp }) => ssp !== undefined) ? exchanges.filter(({ ssp }) => ssp === undefined) : exchanges;
}

/** True if a request got no answer because its connection was closed or could not be opened. */
export function unanswered({ failure }: Exchange): boolean {
  return failure?.cause === 'closed' || failure?.cause === 'refused';
}

/**
 * A scenario with a lost answer proves nothing: the server may or may not have carried the request out. If the harness
 * sent something wrong on purpose, a closed connection counts as an answer. Nothing is judged during the clean-up.
 */
export function withoutLost(outcome: ScenarioOutcome): ScenarioOutcome {
  const { exchanges, deliberate, stepOf, signal } = outcome;
  if (signal?.verdict === 'error') return outcome;
  const inSteps = ofClients(exchanges).filter((e) => stepOf.has(e.number));
  const lost = inSteps.find((e) => unanswered(e) && !deliberate.has(e.number));
  if (lost !== undefined) {
    const message = `the answer to ${nameOf(lost)} of ${lost.party} was lost: ${lost.failure?.message ?? ''}`;
    return inconclusive(outcome, message, { exchange: lost.number, side: 'request' });
  }
  const busy = inSteps.find((e) => e.putOff !== true && e.response !== undefined && asksToSlowDown(e.response));
  if (busy === undefined) return outcome;
  const message =
    `the server asks to slow down (HTTP ${busy.response?.status} to ${nameOf(busy)} of ${busy.party}), ` +
    'for longer than ixit.http.retryAfterMax; ixit.http.perSecond bounds the rate';
  return inconclusive(outcome, message, { exchange: busy.number, side: 'response' });
}

function inconclusive(outcome: ScenarioOutcome, message: string, place: Place): ScenarioOutcome {
  const cause = { kind: 'transport-lost', message } as const;
  return {
    ...outcome,
    signal: { verdict: 'inconclusive', cause, expected: undefined, observed: undefined, place },
  };
}
