/** Preparation before scenarios run: the implementation started, the plan made, a place for what is measured. */
import { createPatiences } from '../../client/patience.ts';
import { createHttpClient } from '../../transport/http/client.ts';
import { createKeeping } from '../../transport/http/keeping.ts';
import { createPacing } from '../../transport/http/pacing.ts';
import { createTap } from '../../transport/tap.ts';
import { type Catalogue, catalogue as packageCatalogue } from '../catalogue/catalogue.ts';
import { runScenarios } from '../cucumber/cucumber.ts';
import type { RunListener } from '../events.ts';
import type { FeatureIndex } from '../features/features.ts';
import { lintFeatures } from '../features/lint.ts';
import { tlsOf } from '../ics/trust.ts';
import { type Ics, type Ixit, PARTIES } from '../ics/types.ts';
import { monitoredBy, SERVER_MONITORS } from '../monitors/index.ts';
import { makePlan, type Plan } from '../plan/plan.ts';
import { ConfigurationError } from '../problems.ts';
import type { RunContext } from '../scenario/context.ts';
import { createPeerHost } from '../scenario/peer-host.ts';
import { parseSelection } from '../selection/selection.ts';
import type { ScenarioOutcome } from '../verdicts/scenario-outcome.ts';
import { type Lane, lanesOf, withoutReset } from './lanes.ts';
import { createMeasured, type Measured } from './measured.ts';
import type { RunOptions } from './options.ts';
import { createTarget, type Target } from './target.ts';

export interface Prepared {
  readonly catalogue: Catalogue;
  readonly ics: Ics;
  readonly ixit: Ixit;
  readonly plan: Plan;
  /** The plan with another selection. */
  planFor(select: string | undefined): Plan;
  readonly measured: Measured;
  /** One, or several that run side by side. */
  readonly lanes: readonly [Lane, ...Lane[]];
  /** Availability of the implementation, as seen in this process. */
  readonly target: Target;
  /**
   * Runs scenarios of the schedule by their numbers, from 1; returns why the run must not go on, if so. With `beside` the
   * other lanes are on; where the implementation goes away then, `beside` is told the number, and nothing is judged.
   */
  perform(
    numbers: readonly number[],
    listener: Listener,
    lane?: Lane,
    beside?: (number: number) => void,
  ): Promise<string | undefined>;
  /** Closes what the run itself listens on. */
  close(): Promise<void>;
}

type Listener = Pick<Required<RunListener>, 'scenarioStarted' | 'scenarioFinished'>;

/** Longest clean-up of a scenario, milliseconds. */
const CLEAN_UP_MS = 10_000;

/** The same options make the same plan, in whatever process. It throws what `run` throws. */
export async function prepare(options: RunOptions, startedAt: Date): Promise<Prepared> {
  const { adapter, features } = options;
  const catalogue = options.catalogue ?? packageCatalogue;
  const read = (select: string | undefined) =>
    select === undefined ? undefined : parseSelection(select, catalogue, features.scenarios);
  const selection = read(options.select);
  refuseBrokenFeatures(features, catalogue);
  const { ics, ixit: given } = await adapter.start();
  const lanes = await lanesOf(given, options.lanes ?? 1, adapter);
  const [first] = lanes;
  if (first === undefined) throw new ConfigurationError('--lanes 0: at least one lane is needed');
  const ixit = { ...given, secrets: [...new Set(lanes.flatMap((lane) => lane.ixit.secrets))] };
  const operated = lanes.length === 1 ? adapter : withoutReset(adapter);
  const planned = {
    catalogue,
    ics,
    means: { ixit, capabilities: adapter.capabilities },
    features,
    monitored: monitoredBy(options.monitors),
    versions: options.versions,
    syntaxes: options.syntaxes,
    matrix: options.matrix,
    seed: options.seed,
  };
  const made = makePlan({ ...planned, selection });
  const plan = options.replay === undefined ? made : { ...made, schedule: options.replay.schedule(made.schedule) };
  refuseEmptyPlan(plan, options, ics);
  const measured = createMeasured(plan, ixit, options.monitors ?? SERVER_MONITORS);
  const runId = options.replay?.names ?? runIdOf(startedAt);
  const embedded = adapter.kind === 'embedded';
  const keeping = createKeeping({ trusted: embedded, watch: !embedded });
  const pacing = createPacing({ perSecond: ixit.http.perSecond, retryAfterMax: ixit.http.retryAfterMax });
  const patienceOf = embedded ? undefined : patienceIn(plan);
  const host = createPeerHost(ixit, adapter);
  const target =
    options.replay?.target ??
    createTarget({
      scenarios: plan.schedule.length,
      restart: ixit.timers.restart,
      foreign: !embedded,
      reach: (url) => reach(url, ixit),
    });
  return {
    catalogue,
    ics,
    ixit,
    plan,
    planFor: (select) => makePlan({ ...planned, selection: read(select) }),
    measured,
    lanes: [first, ...lanes.slice(1)],
    target,
    perform: (numbers, listener, lane = first, beside = undefined) =>
      runScenarios({
        support: options.support,
        schedule: numbers.flatMap((number) => plan.schedule[number - 1] ?? []),
        numbers,
        context: {
          ics,
          ixit: lane.ixit,
          adapter: operated,
          runId,
          host,
          keeping,
          pacing,
          ledger: lane.ledger,
          patienceOf,
          replayed: options.replay?.outside,
          afterScenario: (scenario) => target.settle(scenario.outcome()),
        },
        limits: { scenarioMs: ixit.timers.scenario, cleanUpMs: CLEAN_UP_MS },
        signal: options.signal,
        beside: beside !== undefined,
        onStarted({ source, configuration, requirements }, index) {
          const { name, feature, line } = source;
          listener.scenarioStarted({ index, name, feature, line, configuration: configuration.id, requirements });
        },
        onFinished(ended, index) {
          const outcome = {
            ...ended,
            ran: { ...ranIn(lane, runId, lanes.length), ...(embedded && { address: ixit.address }) },
          };
          if (beside !== undefined && target.wentAway(outcome)) {
            beside(index);
            return target.verdict(outcome);
          }
          const judged = target.outcome(outcome);
          listener.scenarioFinished(measured.add(judged, index));
          return target.verdict(judged);
        },
        onFault: measured.fault,
      }),
    close: () => host.close(),
  };
}

/** The process and the lane of a scenario. */
function ranIn(
  { number, ixit: { accounts } }: Lane,
  names: string,
  lanes: number,
): NonNullable<ScenarioOutcome['ran']> {
  const users = PARTIES.map((name) => [accounts[name].user, Buffer.byteLength(accounts[name].password)] as const);
  return { names, ...(lanes > 1 && { lane: number }), accounts: users };
}

/** Lengths of waits by feature file; short in scenarios whose deviations are only noted. */
function patienceIn(plan: Plan): NonNullable<RunContext['patienceOf']> {
  const patiences = createPatiences();
  const weights = new Map(plan.requirements.map((r) => [r.requirement.id, r.weight]));
  const lenient = (id: string) => weights.get(id) === 'informative' || weights.get(id) === 'recommended';
  return ({ source, requirements }, note) =>
    patiences.at(source.uri, requirements.every(lenient), (what, bound, full) =>
      note(`waited ${Math.round(bound)} of ${full} ms for ${what}: such waits had run out before`),
    );
}

/** Tries to connect. Undefined if it succeeds, else the error in words. */
async function reach(url: string, { timers, http }: Ixit): Promise<string | undefined> {
  const tls = tlsOf(http.tls);
  const client = createHttpClient({ tap: createTap(), timers, proxy: http.proxy, tls });
  try {
    (await client.open(url)).close();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A few letters that keep names of this run apart from those of other runs on the same implementation. */
function runIdOf(startedAt: Date): string {
  return (startedAt.getTime() % 60_466_176).toString(36).padStart(5, '0');
}

/** Feature files that cannot be used make every verdict doubtful. */
function refuseBrokenFeatures(features: FeatureIndex, catalogue: Catalogue): void {
  const problems = lintFeatures(features, catalogue);
  if (problems.length === 0) return;
  const list = problems.map((p) => `  ${p.uri}:${p.line}: ${p.message}`).join('\n');
  throw new Error(`${problems.length} problems in feature files:\n${list}`);
}

function refuseEmptyPlan(plan: Plan, options: RunOptions, ics: Ics): void {
  if (plan.configurations.length === 0) {
    const asked = [...(options.versions ?? []), ...(options.syntaxes ?? [])].join(', ');
    throw new ConfigurationError(
      `nothing to run: ${asked} is not among what the ICS claims (versions ${ics.versions.join(', ')}; syntaxes ${ics.syntaxes.join(', ')})`,
    );
  }
  if (plan.requirements.some((r) => r.applicability === 'applicable')) return;
  const near = plan.requirements.find(
    (r) => r.applicability === 'not-applicable' && options.select?.includes(r.requirement.id),
  );
  const why = near === undefined ? '' : `: ${near.requirement.id} does not apply, ${near.because ?? ''}`;
  throw new ConfigurationError(`the selection "${options.select ?? ''}" matches nothing that applies${why}`);
}
