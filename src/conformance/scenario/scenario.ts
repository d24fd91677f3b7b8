/**
 * One scenario on its way through Cucumber: which step is on, what was exchanged, what came to light, what must be
 * cleaned up. Steps reach it through the World; verdicts are made of its {@link ScenarioOutcome}.
 */
import { inspect } from 'node:util';
import type { Leftover, OutsideCall, StepResult } from '../../results/results.ts';
import { createTap } from '../../transport/tap.ts';
import type { Tap } from '../../transport/types.ts';
import type { Scheduled } from '../plan/scheduled.ts';
import type { StateKind } from '../state/changes.ts';
import type { ScenarioOutcome, Signal } from '../verdicts/scenario-outcome.ts';
import { Inconclusive, readSignal } from './signals.ts';

/** With some properties that whoever made it may set. */
type Changing<T, K extends keyof T> = Omit<T, K> & { -readonly [P in K]: T[P] };

/** Actions at the end of a scenario beside the clean-ups of steps: see state/caretaker.ts. */
export interface Caretaking {
  /** Called before anything is undone: checks if the scenario met state that was left before it. */
  look(): Signal | undefined;
  /** Undoes what still stands. */
  undo(): Promise<void>;
  /** Writes down that something stays. */
  leave(kind: StateKind, user: string, why: string): void;
  /** Compares with what stood before. */
  compare(): Promise<void>;
  /** Ends sessions and connections. */
  end(): Promise<void>;
  /** Writes down everything that stands: there was no time to undo it. */
  giveUp(why: string): void;
  /** Changes that could not be undone. */
  leftovers(): Promise<readonly Leftover[]>;
}

type CleanUp = { readonly what: string; readonly run: () => Promise<unknown> };

export interface ScenarioRun {
  readonly scheduled: Scheduled;
  /** Number of the scenario in the run, from 1. */
  readonly index: number;
  readonly tap: Tap;
  readonly notes: string[];
  readonly observations: { expected: string; observed: string }[];
  readonly deliberate: Set<number>;
  /** Secrets the clients of the scenario came to know; they grow while it runs. */
  readonly secrets: Iterable<string>[];
  /** Readings of clocks in microseconds, by party. */
  readonly readings: Map<string, number[]>;
  /** Calls to the outside of the harness beside requests. */
  readonly calls: OutsideCall[];
  /** Values steps hand to later steps. */
  readonly memory: Map<string, unknown>;
  /** Index of the step that is on, from 0; undefined in hooks. */
  readonly step: number | undefined;
  /** The outcome of the scenario, once something was thrown. */
  readonly signal: Signal | undefined;
  /** Runs a step: bounds it by the scenario's time and reads what it throws. */
  runStep(call: () => unknown): Promise<unknown>;
  /** Counts an expectation that is evaluated, if it is in a When or a Then. */
  looked(): void;
  cleanUp(what: string, run: () => Promise<unknown>): void;
  /** Brings something back that was there before, once everything the scenario made is gone. */
  bringBack(what: string, run: () => Promise<unknown>): void;
  /** Records that a clean-up could not undo something. */
  left(kind: StateKind, user: string, why: string): void;
  /** Sets the caretaker, which leaves no state behind at the end. */
  care(taking: Caretaking): void;
  /** Sets a call made after the clean-ups, whether they finished or were given up. */
  atEnd(call: () => void): void;
  /** Carries the clean-ups out, last first, each whatever happened to the others. */
  finish(): Promise<void>;
  /** Extends the bound of the steps, milliseconds: time that must pass for the implementation does not count. */
  extend(ms: number): void;
  /** Ends every wait of the scenario. */
  abort(why: Error): void;
  stepStarted(index: number): void;
  stepFinished(result: Omit<StepResult, 'exchanges'>): void;
  /**
   * A fault of the harness: a step that Cucumber could not run (undefined, ambiguous, pending), something thrown where
   * nobody waits. Returns false where the scenario had ended otherwise before, so that it must be told elsewhere.
   */
  broken(message: string): boolean;
  outcome(): ScenarioOutcome;
}

export interface ScenarioLimits {
  /** Longest time of the steps together, milliseconds. */
  readonly scenarioMs: number;
  /** Longest time of the clean-ups together, milliseconds. */
  readonly cleanUpMs: number;
}

/** Steps that only observe, by their words: their findings are never judged. */
const OBSERVES = /^it is observed /;

export function createScenario(scheduled: Scheduled, index: number, limits: ScenarioLimits): ScenarioRun {
  const began = performance.now();
  const tap = createTap();
  const steps: StepResult[] = [];
  const stepOf = new Map<number, number>();
  const exchangesOfStep: number[][] = [];
  const cleanUps: CleanUp[] = [];
  const toBringBack: CleanUp[] = [];
  let caretaking: Caretaking | undefined;
  let leftovers: readonly Leftover[] = [];
  const atEnd: (() => void)[] = [];
  const notes: string[] = [];
  let expire: (error: Error) => void = () => {};
  const expired = new Promise<never>((_resolve, reject) => {
    expire = reject;
  });
  expired.catch(() => {});
  let endsAt = began + limits.scenarioMs;
  const alarm = () => setTimeout(() => expire(scenarioTimeout(limits.scenarioMs)), endsAt - performance.now());
  let timer = alarm();

  tap.onExchange((exchange) => {
    const { step } = run;
    if (step === undefined) return;
    stepOf.set(exchange.number, step + 1);
    const numbers = exchangesOfStep[step] ?? [];
    numbers.push(exchange.number);
    exchangesOfStep[step] = numbers;
  });

  async function carryOut(): Promise<void> {
    await within(limits.cleanUpMs, (bound) => each(cleanUps, bound));
    const care = caretaking;
    if (care === undefined) return;
    const finished = await within(limits.cleanUpMs, async (bound) => {
      const all = [
        () => each([{ what: 'undo what stands', run: care.undo }], bound),
        () => each(toBringBack, bound),
        () => each([{ what: 'compare with what stood before', run: care.compare }], bound),
        () => each([{ what: 'end all sessions', run: care.end }], bound),
      ];
      for (const one of all) if ((await one()) === 'late') return false;
      return true;
    });
    if (!finished) care.giveUp(`the clean-up did not end within ${limits.cleanUpMs} ms`);
    leftovers = await care.leftovers();
  }

  /** Carries something out within a bound, milliseconds. */
  async function within<T>(ms: number, call: (bound: Promise<'late'>) => Promise<T>): Promise<T> {
    let patience: NodeJS.Timeout | undefined;
    const bound = new Promise<'late'>((resolve) => {
      patience = setTimeout(() => resolve('late'), ms);
    });
    try {
      return await call(bound);
    } finally {
      clearTimeout(patience);
    }
  }

  async function each(all: CleanUp[], bound: Promise<'late'>): Promise<'late' | undefined> {
    for (let next = all.pop(); next !== undefined; next = all.pop()) {
      const { what, run: undo } = next;
      const ended = (async () => undo())().then(
        () => undefined,
        (error: unknown) => `clean-up: ${what}: ${error instanceof Error ? error.message : inspect(error)}`,
      );
      const note = await Promise.race([ended, bound]);
      if (note === 'late') {
        notes.push(`clean-up: ${what}: not finished within ${limits.cleanUpMs} ms, given up`);
        return 'late';
      }
      if (note !== undefined) notes.push(note);
    }
    return undefined;
  }

  // Values and no getters: those of an object literal would keep it from being freed until all of the memory is looked
  // through, and with it everything the scenario exchanged.
  let looks = 0;
  const run: Changing<ScenarioRun, 'step' | 'signal'> = {
    scheduled,
    index,
    tap,
    notes,
    observations: [],
    deliberate: new Set(),
    secrets: [],
    readings: new Map(),
    calls: [],
    memory: new Map(),
    step: undefined,
    signal: undefined,
    async runStep(call) {
      const at = run.step;
      if (at === undefined) return call();
      try {
        const result = await Promise.race([call(), expired]);
        if (OBSERVES.test(scheduled.source.pickle.steps[at]?.text ?? '')) run.looked();
        return result;
      } catch (error) {
        const pickleStep = scheduled.source.pickle.steps[at];
        run.signal ??= readSignal(error, {
          prerequisite: pickleStep?.type === 'Context',
          text: pickleStep?.text ?? '',
          requirements: scheduled.requirements,
        });
        throw error;
      }
    },
    looked() {
      if (run.step !== undefined && scheduled.source.pickle.steps[run.step]?.type !== 'Context') looks++;
    },
    cleanUp(what, call) {
      cleanUps.push({ what, run: call });
    },
    bringBack(what, call) {
      toBringBack.push({ what, run: call });
    },
    left: (kind, user, why) => caretaking?.leave(kind, user, why),
    care(taking) {
      caretaking = taking;
    },
    atEnd(call) {
      atEnd.push(call);
    },
    async finish() {
      clearTimeout(timer);
      try {
        if (run.signal?.verdict !== 'error') run.signal = caretaking?.look() ?? run.signal;
        await carryOut();
      } finally {
        for (const call of atEnd) call();
      }
    },
    extend(ms) {
      endsAt += ms;
      clearTimeout(timer);
      timer = alarm();
    },
    abort: (why) => expire(why),
    stepStarted(i) {
      run.step = i;
    },
    stepFinished(result) {
      const i = steps.length;
      steps.push({ ...result, exchanges: exchangesOfStep[i] ?? [] });
      run.step = undefined;
    },
    broken(message) {
      if (run.signal !== undefined) return false;
      run.signal = {
        verdict: 'error',
        cause: { kind: 'harness', message },
        expected: undefined,
        observed: undefined,
        place: undefined,
      };
      return true;
    },
    outcome: () => ({
      scheduled,
      signal: run.signal,
      steps,
      exchanges: tap.exchanges,
      stepOf,
      deliberate: run.deliberate,
      notes,
      leftovers,
      secrets: run.secrets.flatMap((known) => [...known]),
      looks,
      observations: run.observations,
      readings: run.readings,
      calls: run.calls,
      durationMs: performance.now() - began,
    }),
  };
  return run;
}

function scenarioTimeout(boundMs: number): Error {
  const message = `the scenario did not end within ${boundMs} ms (ixit.timers.scenario)`;
  return Inconclusive.timeout('timers.scenario', boundMs, message);
}
