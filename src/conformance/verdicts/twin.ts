/** The well-formed twin of a request that failed, where the scenario has one. */
import { answerRead } from '../../client/read-messages.ts';
import { unseal } from '../../protocol/messages/envelope.ts';
import type { Exchange } from '../../transport/types.ts';
import { notation } from '../notation.ts';
import { nameOf } from './lost.ts';
import type { ScenarioOutcome } from './scenario-outcome.ts';

/** A result code that is no success, at the end of a primitive in short: `Status 500`. */
const REFUSAL = / [4-9]\d\d$/;

function succeeded(exchange: Exchange): boolean {
  const document = answerRead(exchange)?.document;
  const transactions = document === undefined ? [] : (unseal(document)?.transactions ?? []);
  return transactions.some(({ mode, primitive }) => mode === 'Response' && !REFUSAL.test(notation(primitive)));
}

/**
 * True if a request of the same party with the same primitive had succeeded earlier in the scenario. A refusal, by HTTP
 * or as a failure of the server, then concerns the difference between the two.
 */
export function succeededBefore({ signal, exchanges }: Pick<ScenarioOutcome, 'signal' | 'exchanges'>): boolean {
  const failing = exchanges.find(({ number }) => number === signal?.place?.exchange);
  if (failing === undefined) return false;
  const name = nameOf(failing);
  const alike = (one: Exchange) => one.number < failing.number && one.party === failing.party && nameOf(one) === name;
  return exchanges.some((one) => alike(one) && succeeded(one));
}
