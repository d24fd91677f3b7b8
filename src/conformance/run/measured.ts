/** What a run has measured so far: checks, transcripts, what the monitors counted, faults of the harness. */
import type { Ixit } from '../ics/types.ts';
import { type Monitor, watchStream } from '../monitors/monitor.ts';
import { type Observed, observe } from '../monitors/stream.ts';
import type { Plan, PlannedRequirement } from '../plan/plan.ts';
import type { Transcript } from '../results.ts';
import { cleanText, makeTranscript, newRoom, redactors } from '../transcripts/transcript.ts';
import { checkOfTally, checksOf, type Judged, scenarioVerdict, type Tally } from '../verdicts/checks.ts';
import type { ScenarioOutcome } from './scenario.ts';
import { messageAndStack } from './signals.ts';

/** Scenarios in a row in which nothing answered at all, after which the run ends. */
const DEAD_IN_A_ROW = 3;

export interface Measured {
  readonly judged: ReadonlyMap<string, readonly Judged[]>;
  readonly transcripts: readonly Transcript[];
  readonly messages: number;
  /** Judges an outcome and keeps it. Never throws: what cannot be judged becomes an error of the harness. */
  add(outcome: ScenarioOutcome, index: number): { transcript: Transcript; checks: readonly Judged[] };
  /** The checks of the monitors, over everything seen. */
  monitorChecks(): readonly Judged[];
  /** Nothing answered in the last scenarios: why the last exchange failed. */
  dead(): string | undefined;
  /** Faults of the harness outside steps: of a monitor, of a reader. Each with its stack, once however often it came. */
  readonly faults: readonly string[];
  fault(error: unknown): void;
}

export function createMeasured(plan: Plan, ixit: Ixit, monitors: readonly Monitor[]): Measured {
  const planned = new Map(plan.requirements.map((r) => [r.requirement.id, r]));
  const watching = monitors.filter((m) => planned.get(m.requirement)?.applicability === 'applicable');
  const judged = new Map<string, Judged[]>();
  const tallies = new Map<string, { tally: Tally; planned: PlannedRequirement }>();
  const transcripts: Transcript[] = [];
  const redactorFor = redactors(ixit.secrets);
  const room = newRoom();
  const faults = new Map<string, number>();
  let messages = 0;
  let deadInARow = 0;
  let lastFailure = '';
  const fault = (error: unknown) => {
    const text = typeof error === 'string' ? error : messageAndStack(error);
    faults.set(text, (faults.get(text) ?? 0) + 1);
  };

  const tallyOf = (monitor: Monitor, { scheduled }: ScenarioOutcome) => {
    const { configuration } = scheduled;
    const requirement = planned.get(monitor.requirement);
    if (requirement === undefined || !requirement.configurations.includes(configuration.id)) return undefined;
    const key = `${monitor.requirement} ${monitor.name} ${configuration.id}`;
    let entry = tallies.get(key);
    if (entry === undefined) {
      entry = {
        tally: { name: monitor.name, configuration, seen: 0, violations: 0, first: undefined },
        planned: requirement,
      };
      tallies.set(key, entry);
    }
    return entry.tally;
  };

  function watch(outcome: ScenarioOutcome, observed: readonly Observed[], key: string): void {
    const { configuration } = outcome.scheduled;
    for (const [monitor, { seen, violations }] of watchStream(watching, observed, configuration, fault)) {
      const tally = tallyOf(monitor, outcome);
      if (tally === undefined) continue;
      tally.seen += seen;
      tally.violations += violations.length;
      const first = violations[0];
      if (first !== undefined) tally.first ??= { ...first, transcript: key };
    }
  }

  function made(outcome: ScenarioOutcome, observed: readonly Observed[], key: string) {
    const redact = redactorFor(outcome);
    const clean = (text: string | undefined) => (text === undefined ? undefined : cleanText(redact, text));
    const checks = checksOf(outcome, planned, key).map(({ check, ...rest }) => ({
      ...rest,
      check: { ...check, expected: clean(check.expected), observed: clean(check.observed) },
    }));
    const verdict = scenarioVerdict(outcome, checks);
    return { checks, transcript: makeTranscript({ key, outcome, observed, verdict, redactor: redact, room }) };
  }

  function whole(outcome: ScenarioOutcome, key: string) {
    const { exchanges, deliberate, scheduled } = outcome;
    try {
      const observed = observe(exchanges, scheduled.configuration, deliberate, fault);
      watch(outcome, observed, key);
      return made(outcome, observed, key);
    } catch (error) {
      fault(error);
      const message = `the scenario ran, but its result could not be kept: ${messageAndStack(error)}`;
      const lost = { verdict: 'error', cause: { kind: 'harness', message } } as const;
      const signal = { ...lost, expected: undefined, observed: undefined, place: undefined };
      return made({ ...outcome, signal }, [], key);
    }
  }

  return {
    judged,
    transcripts,
    get messages() {
      return messages;
    },
    add(outcome, index) {
      const { exchanges } = outcome;
      const done = whole(outcome, `s${index}`);
      for (const check of done.checks) {
        judged.set(check.requirement, [...(judged.get(check.requirement) ?? []), check]);
      }
      transcripts.push(done.transcript);
      messages += exchanges.reduce((n, e) => n + 1 + (e.response === undefined ? 0 : 1), 0);
      if (exchanges.length > 0) {
        deadInARow = exchanges.every((e) => e.response === undefined) ? deadInARow + 1 : 0;
        lastFailure = exchanges.at(-1)?.failure?.message ?? '';
      }
      return done;
    },
    monitorChecks: () => [...tallies.values()].flatMap(({ tally, planned: p }) => checkOfTally(tally, p) ?? []),
    dead: () => (deadInARow >= DEAD_IN_A_ROW ? lastFailure : undefined),
    get faults() {
      return [...faults].map(([text, times]) => (times === 1 ? text : `${text}\n    (${times} times)`));
    },
    fault,
  };
}
