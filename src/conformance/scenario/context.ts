/**
 * The run that is on. Cucumber makes Worlds and calls steps by itself, with nothing of ours in its hands; this is the
 * one place where they find the run they belong to. Runs in one process come one after the other; the lanes of a run
 * go on side by side, and each finds its own context by the calls it was made in.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Patience } from '../../client/patience.ts';
import type { Keeping } from '../../transport/http/keeping.ts';
import type { Pacing } from '../../transport/http/pacing.ts';
import type { ScenarioSource } from '../features/features.ts';
import type { Ics, Ixit } from '../ics/types.ts';
import type { IutAdapter } from '../iut/adapter.ts';
import type { Scheduled } from '../plan/scheduled.ts';
import type { Ledger } from '../state/ledger.ts';
import type { Outside } from './outside.ts';
import type { PeerHost } from './peer-host.ts';
import type { ScenarioRun } from './scenario.ts';

/** A scenario in Cucumber's hands: the pickle carries the id under which the schedule knows it. */
export interface ScheduledPickle {
  readonly gherkinDocument: ScenarioSource['document'];
  readonly pickle: ScenarioSource['pickle'];
  readonly location: { readonly line: number; readonly column?: number };
}

export interface RunContext {
  readonly ics: Ics;
  readonly ixit: Ixit;
  readonly adapter: IutAdapter;
  /** The scenarios that Cucumber is to run, in order. */
  readonly pickles: readonly ScheduledPickle[];
  /** Changes that scenarios made to the state of the implementation. */
  readonly ledger: Ledger;
  /** The listeners of the domains that the tester plays. */
  readonly host: PeerHost;
  /** Text that keeps names of this run apart from those of other runs. */
  readonly runId: string;
  /** Behaviour of the implementation on kept connections, as learned in the run. */
  readonly keeping: Keeping;
  /** Lengths of waits of a scenario; undefined if waits cost nothing. */
  readonly patienceOf?: ((scheduled: Scheduled, note: (text: string) => void) => Patience) | undefined;
  /** The pace of requests to the implementation. */
  readonly pacing: Pacing;
  /** The outside of a scenario as it was recorded, where the run judges transcripts again. */
  readonly replayed?: ((scenario: ScenarioRun) => Outside | undefined) | undefined;
  /** Called after the clean-up of a scenario: waits for an implementation that went away. */
  readonly afterScenario?: ((scenario: ScenarioRun) => Promise<void>) | undefined;
  /** The scenario that is on. */
  scenario: ScenarioRun | undefined;
  /** Why no further scenario is run. */
  aborted: string | undefined;
}

let current: RunContext | undefined;

export function setRunContext(context: RunContext | undefined): void {
  current = context;
}

const lanes = new AsyncLocalStorage<RunContext>();

/** Makes a context that of everything `call` begins, whatever other lanes do meanwhile. */
export function inLane<T>(context: RunContext, call: () => T): T {
  return lanes.run(context, call);
}

/** The context of the lane that the caller belongs to; undefined outside lanes. */
export function laneContext(): RunContext | undefined {
  return lanes.getStore();
}

/** @throws Error outside a run: steps only work when the suite's own runner calls them. */
export function runContext(): RunContext {
  const context = lanes.getStore() ?? current;
  if (context === undefined) {
    throw new Error('no conformance run is on: scenarios run by "impsc run", not by cucumber-js itself');
  }
  return context;
}

/** The scenario that is on. */
export function scenarioRun(): ScenarioRun {
  const { scenario } = runContext();
  if (scenario === undefined) throw new Error('no scenario is on');
  return scenario;
}
