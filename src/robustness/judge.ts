/** The judgement of a message by its answer and by that to its twin. */
import { type Envelope, is, unseal } from '../protocol/messages/envelope.ts';
import { read } from '../protocol/syntax/index.ts';
import type { Syntax } from '../protocol/syntax/types.ts';
import type { Problem } from '../results/robustness.ts';
import type { Outcome } from './wire.ts';

/** An answer larger than this, and so many times as large as the message, is an amplification; octets. */
export const LARGE = 16_384;
export const MANIFOLD = 10;

export interface Shown {
  readonly problem: Problem | undefined;
  /** The answer that shows it, or that of the message, in words. */
  readonly answer: string;
  readonly ms: number;
  /** The session the message was for goes on. */
  readonly survived: boolean;
}

/** HTTP statuses that are no refusal but a fault of the server. */
const FAULTS: ReadonlySet<number | undefined> = new Set([500, 502, 504]);
/** Status codes that say that there is no such session (any longer): 604, and those that end it. */
const ENDED: ReadonlySet<number> = new Set([600, 601, 604]);

function codeIn({ transactions }: Envelope): number | undefined {
  for (const { primitive } of transactions) {
    if (is(primitive, 'Status') || is(primitive, 'Disconnect')) return Number(primitive.value.Result?.Code);
  }
  return undefined;
}

/** An answer over HTTP, in words: `HTTP 400`, `Status 402`, `KeepAlive-Response`. */
export function inWords(outcome: Outcome, syntax: Syntax): string {
  if (outcome.kind !== 'answer' || outcome.status !== 200) return outcome.words;
  if (outcome.body.length === 0) return 'HTTP 200, empty';
  const { document } = read(outcome.body, syntax);
  const envelope = document === undefined ? undefined : unseal(document);
  if (envelope === undefined) return 'HTTP 200, unreadable';
  const code = codeIn(envelope);
  return code === undefined ? (envelope.transactions[0]?.primitive.name ?? 'HTTP 200') : `Status ${code}`;
}

/** The fault of the answer to the twin; undefined where it is answered as it has to be. */
function ofTwin(twin: Outcome, syntax: Syntax, transaction: string): Problem | undefined {
  if (twin.kind === 'silence') return 'hang';
  if (twin.kind === 'gone') return 'death';
  if (twin.kind === 'closed' || twin.status !== 200) return FAULTS.has(twin.status) ? 'fault' : 'twin';
  const { document } = read(twin.body, syntax);
  const envelope = document === undefined ? undefined : unseal(document);
  if (envelope === undefined) return 'twin';
  if (ENDED.has(codeIn(envelope) ?? 0)) return 'session';
  return envelope.transactions.some(({ id }) => id === transaction) ? undefined : 'twin';
}

export interface Pair {
  readonly flawed: Outcome;
  readonly twin: Outcome;
  /** Octets of the malformed message. */
  readonly sent: number;
  readonly whole: boolean;
  /** Undefined over CIR, where the twin is answered by OK. */
  readonly syntax: Syntax | undefined;
  readonly transaction: string;
  /** Programming errors that the server told meanwhile. */
  readonly faults: number;
}

export function judge({ flawed, twin, sent, whole, syntax, transaction, faults }: Pair): Shown {
  const after = syntax === undefined ? ofCall(twin) : ofTwin(twin, syntax, transaction);
  const answer = syntax === undefined ? flawed.words : inWords(flawed, syntax);
  const survived = after === undefined;
  const shown = (problem: Problem | undefined, said = answer, ms = flawed.ms): Shown => ({
    problem,
    answer: said,
    ms,
    survived,
  });
  if (flawed.kind === 'gone') return shown('death');
  if (after === 'death') return shown('death', 'nobody listens', twin.ms);
  if (flawed.kind === 'silence' && whole) return shown('hang');
  if (FAULTS.has(flawed.status)) return shown('fault');
  if (faults > 0) return shown('fault', `${answer}, and a programming error`);
  if (flawed.octets > LARGE && flawed.octets > MANIFOLD * sent) {
    return shown('amplification', `${answer} of ${flawed.octets} octets`);
  }
  if (after === undefined) return shown(undefined);
  const said = syntax === undefined ? twin.words : inWords(twin, syntax);
  return shown(after, `${answer}, and the well-formed message after it: ${said}`, twin.ms);
}

function ofCall(twin: Outcome): Problem | undefined {
  if (twin.kind === 'answer') return undefined;
  if (twin.kind === 'gone') return 'death';
  return twin.kind === 'silence' ? 'hang' : 'twin';
}
