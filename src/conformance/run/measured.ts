/** The measurements of a run so far: checks, transcripts, counts of the monitors, faults of the harness. */

import type { Leftover, Transcript } from '../../results/results.ts';
import type { ScenarioDone } from '../events.ts';
import type { Ixit } from '../ics/types.ts';
import { type Monitor, watchStream } from '../monitors/monitor.ts';
import { documentOf } from '../monitors/ssp-stream.ts';
import { type Observed, observe } from '../monitors/stream.ts';
import type { Plan } from '../plan/plan.ts';
import { messageAndStack } from '../scenario/signals.ts';
import { makeTranscript, newRoom, redactors } from '../transcripts/transcript.ts';
import {
  checkOfTally,
  checksOf,
  type Judged,
  scenarioVerdict,
  type Tally,
  withoutEmptyPass,
} from '../verdicts/checks.ts';
import { withoutLost } from '../verdicts/lost.ts';
import type { ScenarioOutcome } from '../verdicts/scenario-outcome.ts';
import { withoutUnusable } from '../verdicts/unusable.ts';

/** A scenario that was run and judged. */
export interface Done extends ScenarioDone {
  readonly checks: readonly Judged[];
  readonly messages: number;
  readonly leftovers: readonly Leftover[];
}

/** The counts of a monitor for a requirement in a configuration. */
export interface Counted {
  readonly requirement: string;
  readonly tally: Tally;
}

export interface Measured {
  /** By requirement; in the order of the run. */
  readonly judged: ReadonlyMap<string, readonly Judged[]>;
  /** Scenarios that were run and judged, in the order of the run. */
  readonly done: readonly Done[];
  /** In the order of the run. */
  readonly transcripts: readonly Transcript[];
  readonly messages: number;
  /** State that scenarios could not undo, in the order of the run. */
  readonly leftovers: readonly Leftover[];
  /** Judges an outcome and keeps it. Never throws: what cannot be judged becomes an error of the harness. */
  add(outcome: ScenarioOutcome, index: number): Done;
  /** Keeps what another process has run and judged. */
  take(done: Done): void;
  /** The counts of the monitors in another process. */
  takeCounted(counted: readonly Counted[]): void;
  readonly counted: readonly Counted[];
  /** The checks of the monitors, over everything seen. */
  monitorChecks(): readonly Judged[];
  /** Faults of the harness outside steps: of a monitor, of a reader. Each with its stack, once however often it came. */
  readonly faults: readonly string[];
  fault(error: unknown): void;
}

/** Scenarios are referred to by their number in the run. */
function keyOf(index: number): string {
  return `s${index}`;
}

function numberOf(key: string): number {
  return Number(key.slice(1));
}

/** A copy with `expected` and `observed` free of secrets. */
function cleaned<T extends { readonly expected?: string | undefined; readonly observed?: string | undefined }>(
  given: T,
  text: (value: string) => string,
): T {
  const { expected, observed } = given;
  return {
    ...given,
    expected: expected === undefined ? undefined : text(expected),
    observed: observed === undefined ? undefined : text(observed),
  };
}

export function createMeasured(
  plan: Plan,
  ixit: Pick<Ixit, 'secrets' | 'secretHeaders' | 'ssp'>,
  monitors: readonly Monitor[],
): Measured {
  const planned = new Map(plan.requirements.map((r) => [r.requirement.id, r]));
  const watching = monitors.filter((m) => planned.get(m.requirement)?.applicability === 'applicable');
  const all: Done[] = [];
  const tallies = new Map<string, { readonly requirement: string; readonly tally: Tally }>();
  const redactorFor = redactors(ixit.secrets, ixit.secretHeaders);
  const room = newRoom();
  const faults = new Map<string, number>();
  const fault = (error: unknown) => {
    const text = redactorFor({ secrets: [] }).text(typeof error === 'string' ? error : messageAndStack(error));
    faults.set(text, (faults.get(text) ?? 0) + 1);
  };

  const tallyOf = (requirement: string, { name, configuration }: Pick<Tally, 'name' | 'configuration'>): Tally => {
    const key = `${requirement} ${name} ${configuration.id}`;
    let entry = tallies.get(key);
    if (entry === undefined) {
      entry = { requirement, tally: { name, configuration, seen: 0, violations: 0, first: undefined } };
      tallies.set(key, entry);
    }
    return entry.tally;
  };

  function count(requirement: string, more: Tally): void {
    const tally = tallyOf(requirement, more);
    tally.seen += more.seen;
    tally.violations += more.violations;
    const { first } = more;
    if (first === undefined) return;
    if (tally.first === undefined || numberOf(first.transcript) < numberOf(tally.first.transcript)) tally.first = first;
  }

  function watch(outcome: ScenarioOutcome, observed: readonly Observed[], key: string): void {
    const { configuration } = outcome.scheduled;
    const { text } = redactorFor(outcome);
    for (const [{ name, requirement }, { seen, violations }] of watchStream(watching, observed, configuration, fault)) {
      if (planned.get(requirement)?.configurations.includes(configuration.id) !== true) continue;
      const first = violations[0] === undefined ? undefined : { ...cleaned(violations[0], text), transcript: key };
      count(requirement, { name, configuration, seen, violations: violations.length, first });
    }
  }

  function made(outcome: ScenarioOutcome, observed: readonly Observed[], key: string) {
    const redact = redactorFor(outcome);
    const checks = checksOf(outcome, planned, key).map(({ check, ...rest }) => ({
      ...rest,
      check: {
        ...cleaned(check, redact.text),
        notes: check.notes.map(redact.text),
        cause: check.cause === undefined ? undefined : { ...check.cause, message: redact.text(check.cause.message) },
      },
    }));
    const verdict = scenarioVerdict(outcome, checks);
    return { checks, transcript: makeTranscript({ key, outcome, observed, verdict, redactor: redact, room }) };
  }

  function whole(outcome: ScenarioOutcome, key: string) {
    const { exchanges, deliberate, scheduled } = outcome;
    try {
      const assume = { ...scheduled.configuration, dialect: ixit.ssp?.dialect };
      const observed = observe(exchanges, assume, deliberate, fault);
      watch(outcome, observed, key);
      const read = observed.some(
        ({ exchange, response, ssp }) =>
          (ssp === undefined ? response : documentOf(exchange, ssp))?.read.document !== undefined,
      );
      return made(withoutEmptyPass(outcome, read), observed, key);
    } catch (error) {
      fault(error);
      const message = `the scenario ran, but its result could not be kept: ${messageAndStack(error)}`;
      const lost = { verdict: 'error', cause: { kind: 'harness', message } } as const;
      const signal = { ...lost, expected: undefined, observed: undefined, place: undefined };
      return made({ ...outcome, signal }, [], key);
    }
  }

  const inOrder = () => [...all].sort((a, b) => a.index - b.index);

  return {
    get judged() {
      const judged = new Map<string, Judged[]>();
      for (const check of inOrder().flatMap(({ checks }) => checks)) {
        const some = judged.get(check.requirement);
        if (some === undefined) judged.set(check.requirement, [check]);
        else some.push(check);
      }
      return judged;
    },
    get done() {
      return inOrder();
    },
    get transcripts() {
      return inOrder().map(({ transcript }) => transcript);
    },
    get messages() {
      return all.reduce((sum, { messages }) => sum + messages, 0);
    },
    get leftovers() {
      return inOrder().flatMap(({ leftovers }) => leftovers);
    },
    add(given, index) {
      const outcome = withoutUnusable(withoutLost(given));
      const { exchanges } = outcome;
      const messages = exchanges.reduce((n, e) => n + 1 + (e.response === undefined ? 0 : 1), 0);
      const { leftovers } = outcome;
      const done = { index, messages, leftovers, ...whole(outcome, keyOf(index)) };
      all.push(done);
      return done;
    },
    take: (done) => all.push(done),
    takeCounted(counted) {
      for (const { requirement, tally } of counted) count(requirement, tally);
    },
    get counted() {
      return [...tallies.values()];
    },
    monitorChecks: () =>
      [...tallies.values()].flatMap(({ requirement, tally }) => {
        const known = planned.get(requirement);
        return known === undefined ? [] : (checkOfTally(tally, known) ?? []);
      }),
    get faults() {
      return [...faults].map(([text, times]) => (times === 1 ? text : `${text}\n    (${times} times)`));
    },
    fault,
  };
}
