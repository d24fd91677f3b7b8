/**
 * Errors that a step may throw, and their meaning. A failure says something of the implementation under test; inconclusive
 * says that nothing could be learned; everything else is a fault of the harness.
 */
import { inspect } from 'node:util';
import { AnswerError, type AnswerFault } from '../../client/errors.ts';
import { PtsError } from '../../protocol/syntax/index.ts';
import type { Cause, Place } from '../../results/results.ts';
import { TransportError } from '../../transport/types.ts';
import { AdapterError } from '../iut/adapter.ts';
import type { Signal } from '../verdicts/scenario-outcome.ts';

/** The implementation under test did not do what the requirement says. */
export class ConformanceFailure extends Error {
  override readonly name = 'ConformanceFailure';
  constructor(
    /** Expected and observed are written in the same notation, so that they can be compared at a glance. */
    readonly expected: string,
    readonly observed: string,
    readonly place?: Place | undefined,
    /** Root the failure has when it happens in a Given: the requirement that is about it. */
    readonly root?: string | undefined,
    /** The requirements it is about, if the scenario checks several; undefined: all of them. */
    readonly about?: readonly string[] | undefined,
  ) {
    super(`expected ${expected}, observed ${observed}`);
  }
}

/** The check could not be carried out. */
export class Inconclusive extends Error {
  override readonly name = 'Inconclusive';
  constructor(
    readonly reason: Cause,
    readonly place?: Place | undefined,
  ) {
    super(reason.message);
  }

  /** Something that had to work first did not; `root` is the requirement (or the step) that is about it. */
  static prerequisite(root: string, message: string, place?: Place): Inconclusive {
    return new Inconclusive({ kind: 'prerequisite-failed', root, message }, place);
  }

  /** The tester lacks something; `missing` names the key of the IXIT or the ability of the adapter. */
  static untestable(missing: string, message: string): Inconclusive {
    return new Inconclusive({ kind: 'untestable', missing, message });
  }

  /** Items work although the ICS does not claim them: a fault of the file, not of the implementation. */
  static unclaimed(items: readonly string[], message: string): Inconclusive {
    return new Inconclusive({ kind: 'untestable', missing: 'ics.items.claimed', message, unclaimed: items });
  }

  /** The implementation gave no occasion to look at what the check is about. */
  static nothingObserved(message: string): Inconclusive {
    return new Inconclusive({ kind: 'nothing-observed', message });
  }

  /** A named wait expired. */
  static timeout(wait: string, boundMs: number, message: string): Inconclusive {
    return new Inconclusive({ kind: 'timeout', wait, boundMs, message });
  }
}

/** The harness itself is wrong: a message of ours that is not valid, a step that contradicts itself. */
export { HarnessError } from '../../client/errors.ts';

/**
 * Reads what a step threw. In a Given (`prerequisite`) even a failure is inconclusive: it says nothing of what the
 * scenario is about; `root` is the requirement to look at instead, unless it is one the scenario itself checks.
 */
export function readSignal(
  thrown: unknown,
  step: { readonly prerequisite: boolean; readonly text: string; readonly requirements: readonly string[] },
): Signal {
  // A login without a session ends the scenario; the requirement about logins judges it.
  const noSession = thrown instanceof AnswerError && thrown.fault === 'no-session';
  const error = thrown instanceof AnswerError ? failureOf(thrown, noSession ? LOGIN : undefined) : thrown;
  if (error instanceof ConformanceFailure) {
    const { expected, observed, place } = error;
    if ((step.prerequisite || noSession) && !(error.root !== undefined && step.requirements.includes(error.root))) {
      const root = error.root ?? step.text;
      const message = `the precondition "${step.text}" was not met`;
      return {
        verdict: 'inconclusive',
        cause: { kind: 'prerequisite-failed', root, message },
        expected,
        observed,
        place,
      };
    }
    return {
      verdict: 'fail',
      cause: undefined,
      expected,
      observed,
      place,
      unanswered: isUnanswered(thrown),
      about: error.about,
    };
  }
  if (error instanceof PtsError) {
    return inconclusive({ kind: 'not-assessable', missing: error.element, message: error.message });
  }
  if (error instanceof Inconclusive) return inconclusive(error.reason, error.place);
  if (error instanceof TransportError) {
    if (error.fault === 'timeout') {
      return inconclusive({
        kind: 'timeout',
        wait: error.wait ?? 'timers.response',
        boundMs: error.bound ?? 0,
        message: error.message,
      });
    }
    return inconclusive({ kind: 'transport-lost', message: `${error.fault}: ${error.message}` });
  }
  if (error instanceof AdapterError) {
    // Whoever operates the implementation could not do it: that says nothing of the implementation.
    return inconclusive({ kind: 'prerequisite-failed', root: 'adapter', message: error.message });
  }
  return {
    verdict: 'error',
    cause: { kind: 'harness', message: messageAndStack(error) },
    expected: undefined,
    observed: undefined,
    place: undefined,
  };
}

/** Faults of answers without any of the content asked for, on which no SHOULD can be judged. */
const NOTHING_TO_JUDGE: readonly AnswerFault[] = ['http-status', 'empty', 'unreadable', 'no-transaction', 'endless'];
function isUnanswered(thrown: unknown): boolean {
  return thrown instanceof AnswerError && NOTHING_TO_JUDGE.includes(thrown.fault);
}

/** The requirement that is about logins. */
const LOGIN = 'CSP-LOG-001';

/** The answer due to a request that was not answered as it has to be. */
const WANTED: Readonly<Record<AnswerFault, string>> = {
  'http-status': 'HTTP 200 with a CSP message',
  empty: 'a CSP message in the body',
  unreadable: 'a body that can be read as a CSP message',
  'no-transaction': 'an answer with the TransactionID of the request',
  'unexpected-primitive': 'the response primitive of the request',
  refused: 'success',
  endless: 'an end of what the server has for the client',
  'session-ended': 'a session that goes on',
  'no-session': 'a login that opens a session',
};

/** The failure that a fault of an answer is, for the requirement `root` if it is about something else. */
export function failureOf(error: AnswerError, root?: string): ConformanceFailure {
  const place: Place | undefined =
    error.exchange === undefined ? undefined : { exchange: error.exchange.number, side: 'response' };
  return new ConformanceFailure(WANTED[error.fault], error.message, place, root);
}

function inconclusive(cause: Cause, place?: Place): Signal {
  return { verdict: 'inconclusive', cause, expected: undefined, observed: undefined, place };
}

/** Message of an unexpected error, whatever was thrown: its text and its origin. */
export function messageAndStack(thrown: unknown): string {
  if (!(thrown instanceof Error)) return `something that is no Error was thrown: ${inspect(thrown)}`;
  const { name, message, stack = '' } = thrown;
  // A stack is text anybody may have set; the message must not get lost.
  return cleanStack(stack.includes(message) ? stack : `${name}: ${message}\n${stack}`);
}

/** Frames of Node and of libraries say nothing about a step; paths are told relative to the project. */
function cleanStack(stack: string): string {
  const root = `${process.cwd()}/`;
  return stack
    .split('\n')
    .filter((line) => !/^\s+at .*(node_modules|node:)/.test(line))
    .slice(0, 8)
    .join('\n')
    .replaceAll('file://', '')
    .replaceAll(root, '');
}
