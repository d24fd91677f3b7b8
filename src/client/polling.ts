/** Polling: by hand, in the background, and as the way to wait for what the server begins. */

import { isProvisional } from '../protocol/facts/status-codes.ts';
import type { PrimitiveName } from '../protocol/messages/envelope.ts';
import { TransportError } from '../transport/types.ts';
import type { Answer, Received, Reply } from './answers.ts';
import { realClock } from './clock.ts';
import type { Core } from './core.ts';
import { demandPlainText } from './encode.ts';
import { AnswerError } from './errors.ts';
import type { SendOptions } from './send-options.ts';
import type { WaitOptions } from './types.ts';

/** Polls that may bring something one after the other before the server is said to have no end. */
const LONGEST_DRAIN = 1_000;
/** Milliseconds to the next poll of a wait after one that brought nothing: at first, doubled each time, and at most. */
const FIRST_PAUSE = 10;
const LONGEST_PAUSE = 100;

/** One Polling-Request. Its TransactionID is empty, as it opens no transaction that could be answered. */
export function poll(core: Core, options: SendOptions = {}): Promise<Reply> {
  const given = options.transactionIds?.[0];
  // Plain text writes a number in any case.
  const none = core.options.syntax === 'pts' ? '0' : '';
  const id = given === undefined ? none : (given ?? undefined);
  return core.send([{ mode: 'Request', id, primitive: { name: 'Polling-Request', value: {} } }], options);
}

/** Milliseconds until the client may poll on its own account; 0 when the server said that something waits. */
function untilPoll(core: Core): number {
  const { pollNow, polledAt, pollMinimum } = core.session;
  if (pollNow || polledAt === undefined) return 0;
  return Math.max(0, polledAt + pollMinimum - core.clock.now());
}

/** Waits, or returns early when something comes from the server. */
async function pause(core: Core, ms: number): Promise<void> {
  const early = new AbortController();
  const stop = core.onArrival(() => early.abort());
  try {
    await core.clock.wait(ms, early.signal);
  } finally {
    stop();
  }
}

/**
 * Polls until `test` finds something, at once when the server announces more and otherwise not faster than the poll
 * minimum, with a pause after polls that bring nothing. Fails with a TransportError `timeout` that names the wait.
 */
export async function pollUntil<T>(
  core: Core,
  test: () => T | undefined,
  wait: { readonly name: string; readonly bound: number; readonly what: string },
): Promise<T> {
  const deadline = core.clock.now() + wait.bound;
  const longest = core.options.idlePause ?? LONGEST_PAUSE;
  let idle = Math.min(FIRST_PAUSE, longest);
  let idleUntil = Number.NEGATIVE_INFINITY;
  for (;;) {
    const found = test();
    if (found !== undefined) return found;
    const { ended, sessionId } = core.session;
    if (sessionId === undefined) {
      const how = ended === undefined ? 'no session is open' : `the server ended the session with ${ended.code}`;
      throw new AnswerError(
        'session-ended',
        `${core.party} cannot wait for ${wait.what}: ${how}`,
        undefined,
        ended?.code,
      );
    }
    const left = deadline - core.clock.now();
    if (left <= 0) {
      throw new TransportError(
        'timeout',
        `${wait.what} did not come within ${Math.round(wait.bound)} ms (${wait.name})`,
        wait.name,
        wait.bound,
      );
    }
    const resting = core.session.pollNow ? 0 : idleUntil - core.clock.now();
    const gap = Math.max(untilPoll(core), resting);
    if (gap > 0) {
      await pause(core, Math.min(gap, left));
      continue;
    }
    const { initiated } = await poll(core);
    if (initiated.length > 0) idle = Math.min(FIRST_PAUSE, longest);
    else if (longest > 0) {
      idleUntil = core.clock.now() + idle;
      idle = Math.min(longest, idle * 2);
    }
  }
}

export async function waitFor<N extends PrimitiveName>(
  core: Core,
  name: N,
  options: WaitOptions<N> = {},
): Promise<Received<N>> {
  if (core.options.syntax === 'pts') demandPlainText(name, core.options.version);
  const least = 2 * core.session.pollMinimum;
  const full = Math.max(core.timers.notification, least);
  // An explicit bound is time that has to pass.
  const patience = options.bound === undefined ? core.options.patience : undefined;
  const bound = options.bound ?? Math.max(patience?.bound(name, full) ?? full, least);
  const began = core.clock.now();
  const end = (came: boolean) => patience?.ended(name, { came, ms: core.clock.now() - began, bound, full });
  try {
    const received = await pollUntil(core, () => core.inbox.take(name, options.where), {
      name: 'timers.notification',
      bound,
      what: options.where === undefined ? name : `a ${name} that fits`,
    });
    end(true);
    return received;
  } catch (error) {
    if (error instanceof TransportError && error.wait === 'timers.notification') end(false);
    throw error;
  }
}

/** The final answer of a request that has been answered provisionally at most. */
export function finalAnswer(core: Core, answers: readonly Answer[]): Promise<Answer> {
  const final = () => {
    const last = answers.at(-1);
    return last !== undefined && (last.code === undefined || !isProvisional(last.code)) ? last : undefined;
  };
  const found = final();
  if (found !== undefined) return Promise.resolve(found);
  const first = answers[0];
  return pollUntil(core, final, {
    name: 'timers.transaction',
    bound: core.timers.transaction,
    what: `the final answer to ${first?.request.name}, after ${first?.code},`,
  });
}

/** Polls until the server answers with nothing and announces nothing. */
export async function drain(core: Core): Promise<readonly Received[]> {
  const came: Received[] = [];
  const before = core.inbox.all.length;
  for (let count = 0; count < LONGEST_DRAIN; count++) {
    const gap = untilPoll(core);
    if (gap > 0) await core.clock.wait(gap);
    const reply = await poll(core);
    came.splice(0, came.length, ...core.inbox.all.slice(before));
    if (core.session.sessionId === undefined) return came;
    if (reply.initiated.length === 0 && !core.session.pollNow) return came;
  }
  throw new AnswerError(
    'endless',
    `the server still announces more after ${LONGEST_DRAIN} polls`,
    came.at(-1)?.exchange,
  );
}

export interface BackgroundPolling {
  start(intervalMs: number | undefined): void;
  stop(): Promise<void>;
}

/** A loop that polls on real time until it is stopped, the session ends, or a poll fails. */
export function backgroundPolling(core: Core): BackgroundPolling {
  let stopping: AbortController | undefined;
  let running: Promise<void> | undefined;
  let failure: unknown;

  async function run(intervalMs: number | undefined, signal: AbortSignal): Promise<void> {
    while (!signal.aborted && core.session.sessionId !== undefined) {
      await poll(core);
      if (core.session.pollNow) continue;
      const early = new AbortController();
      const wake = () => early.abort();
      const stopListening = core.onArrival(() => core.session.pollNow && wake());
      signal.addEventListener('abort', wake);
      await realClock.wait(intervalMs ?? core.session.pollMinimum, early.signal);
      signal.removeEventListener('abort', wake);
      stopListening();
    }
  }

  return {
    start(intervalMs) {
      if (running !== undefined) return;
      failure = undefined;
      const controller = new AbortController();
      stopping = controller;
      running = run(intervalMs, controller.signal).catch((error: unknown) => {
        failure = error;
      });
    },
    async stop() {
      stopping?.abort();
      await running;
      running = undefined;
      if (failure !== undefined) {
        const error = failure;
        failure = undefined;
        throw error;
      }
    },
  };
}
