/**
 * Errors of steps that an invalid message explains: steps rely on the content models, and a message that breaks them
 * may lack an element they need. That is no fault of the harness.
 */
import { answerRead } from '../../client/read-messages.ts';
import type { Place } from '../../results/results.ts';
import type { ScenarioOutcome } from './scenario-outcome.ts';

/** The outcome: inconclusive instead of error, if a message of the implementation was invalid. */
export function withoutUnusable(outcome: ScenarioOutcome): ScenarioOutcome {
  const { signal, exchanges, deliberate, scheduled } = outcome;
  if (signal?.verdict !== 'error') return outcome;
  const { version, syntax } = scheduled.configuration;
  for (const exchange of exchanges.toReversed()) {
    if (deliberate.has(exchange.number)) continue;
    const finding = answerRead(exchange, version, syntax)?.findings.find(({ severity }) => severity === 'error');
    if (finding === undefined) continue;
    const place: Place = { exchange: exchange.number, side: 'response', path: finding.path, span: finding.span };
    const why = signal.cause?.message.split('\n')[0] ?? '';
    const message = `a message of the implementation cannot be used: ${finding.message} (${finding.path}); a step came to grief on it: ${why}`;
    return {
      ...outcome,
      signal: {
        verdict: 'inconclusive',
        cause: { kind: 'prerequisite-failed', root: `exchange ${exchange.number}`, message },
        expected: undefined,
        observed: undefined,
        place,
      },
    };
  }
  return outcome;
}
