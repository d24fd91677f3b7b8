/** The results of watching: what a run of the suite would say, as far as watching alone decides it. */

import type { Baseline } from '../conformance/baseline/baseline.ts';
import { compare } from '../conformance/baseline/expectation.ts';
import { catalogue } from '../conformance/catalogue/catalogue.ts';
import type { Requirement } from '../conformance/catalogue/types.ts';
import { readClaims } from '../conformance/claims/claims.ts';
import type { Ics } from '../conformance/ics/types.ts';
import { configurationsOf, type Plan, type PlannedRequirement, weightOf } from '../conformance/plan/plan.ts';
import { type Judged, weigh } from '../conformance/verdicts/checks.ts';
import { exitOf } from '../conformance/verdicts/exit.ts';
import { judgeItem, judgeRequirement } from '../conformance/verdicts/judge.ts';
import { noCounts } from '../conformance/verdicts/words.ts';
import { SYNTAXES } from '../protocol/syntax/types.ts';
import { VERSIONS } from '../protocol/version.ts';
import { type CheckResult, type Configuration, RESULTS_SCHEMA, type RunResults } from '../results/results.ts';
import { WATCHED } from './rules/index.ts';
import type { Kept, Tally } from './tally.ts';
import type { Watcher } from './watcher.ts';

const SELECTION = 'what watching alone decides';

export interface ResultsOptions {
  readonly tool: RunResults['tool'];
  /** The source of the traffic, in words: `traffic to http://...`. */
  readonly name: string;
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly aborted?: string | undefined;
  readonly command?: readonly string[];
  readonly remarks?: readonly string[];
  readonly baseline?: Baseline | undefined;
  /** Findings that are only notes make the exit code 1, too. */
  readonly failOn: 'fail' | 'note';
}

/** Both sides, everything they might do: nobody has claimed anything. */
function everything(configurations: readonly Configuration[], name: string): Ics {
  const versions = VERSIONS.filter((v) => configurations.some(({ version }) => version === v));
  const syntaxes = SYNTAXES.filter((s) => configurations.some(({ syntax }) => syntax === s));
  return {
    name,
    vendor: undefined,
    roles: ['csp-server', 'csp-client'],
    versions,
    syntaxes,
    bearers: ['http'],
    optional: 'all',
    claimed: [],
    notClaimed: [],
    readings: {},
  };
}

function planOf(ics: Ics, configurations: readonly Configuration[]): Plan {
  const requirements = catalogue.requirements.flatMap((requirement) => plannedOf(requirement, ics, configurations));
  const claims = readClaims(catalogue, ics);
  return { claims, selection: SELECTION, configurations, requirements, schedule: [] };
}

function plannedOf(requirement: Requirement, ics: Ics, all: readonly Configuration[]): readonly PlannedRequirement[] {
  const item = catalogue.item(requirement.item);
  if (item === undefined) return [];
  const versions = catalogue.effectiveVersions(requirement);
  const { runsIn } = requirement;
  const here = all.filter(
    ({ version, syntax }) =>
      versions.includes(version) && (runsIn === 'every-syntax' || runsIn === 'one-syntax' || runsIn === syntax),
  );
  const watched = WATCHED.has(requirement.id);
  const [applicability, because] = !watched
    ? (['not-selected', 'watching alone does not decide it'] as const)
    : here.length === 0
      ? (['not-applicable', 'it is about other versions or syntaxes than were seen'] as const)
      : (['applicable', undefined] as const);
  return [
    {
      requirement,
      item,
      weight: weightOf(requirement, item, ics.versions),
      applicability,
      because,
      configurations: here.map(({ id }) => id),
      claimedIn: here.map(({ id }) => id),
      lack: undefined,
      covered: watched,
    },
  ];
}

/** The check of a finding, with the message that caused it. */
export function checkOf(planned: PlannedRequirement, tally: Tally, kept: Kept | undefined): Judged {
  const { requirement } = planned;
  const finding = {
    verdict: kept === undefined ? ('pass' as const) : ('fail' as const),
    cause: undefined,
    expected: kept?.expected,
    observed: kept?.observed,
    place: kept?.place,
  };
  const weighed = weigh(planned, tally.configuration.version, finding);
  const where =
    kept && `exchange ${kept.number}, ${(kept.at / 1_000).toFixed(3)} s after the beginning, of ${kept.party}`;
  const check: CheckResult = {
    scenario: `monitor: ${tally.name}`,
    configuration: tally.configuration.id,
    verdict: weighed.verdict,
    cause: weighed.cause,
    expected: weighed.expected,
    observed: weighed.observed,
    place: weighed.place,
    durationMs: 0,
    transcript: kept?.transcript,
    notes: [...weighed.notes, ...(where === undefined ? [] : [where])],
  };
  return { requirement: requirement.id, check, deviates: weighed.deviates };
}

function checksOf(planned: PlannedRequirement, tallies: readonly Tally[]): readonly Judged[] {
  const own = tallies.filter(
    ({ requirement, seen, configuration }) =>
      requirement === planned.requirement.id && seen > 0 && planned.configurations.includes(configuration.id),
  );
  return own.flatMap((tally) => {
    if (tally.violations === 0) return [checkOf(planned, tally, undefined)];
    const often = tally.violations > tally.kept.length ? [`${tally.violations} times in all`] : [];
    return tally.kept.map((kept) => {
      const made = checkOf(planned, tally, kept);
      return { ...made, check: { ...made.check, notes: [...made.check.notes, ...often] } };
    });
  });
}

/** A requirement of which the traffic showed nothing. */
function withoutOccasion({ requirement, configurations }: PlannedRequirement): Judged {
  const message = 'the traffic gave no occasion to look at it';
  const check: CheckResult = {
    scenario: 'monitor',
    configuration: configurations.join(', '),
    verdict: 'inconclusive',
    cause: { kind: 'nothing-observed', message },
    expected: undefined,
    observed: undefined,
    place: undefined,
    durationMs: 0,
    transcript: undefined,
    notes: [],
  };
  return { requirement: requirement.id, check, deviates: false };
}

export interface Planned {
  readonly byId: ReadonlyMap<string, PlannedRequirement>;
  readonly plan: Plan;
}

/** The plan of watching in these configurations; all there are, where none is known yet. */
export function watchingPlan(configurations: readonly Configuration[], name: string): Planned {
  const all = configurations.length > 0 ? configurations : configurationsOf(VERSIONS, SYNTAXES);
  const plan = planOf(everything(all, name), all);
  return { plan, byId: new Map(plan.requirements.map((planned) => [planned.requirement.id, planned])) };
}

export function resultsOf(watcher: Watcher, options: ResultsOptions): RunResults {
  const { plan } = watchingPlan([...watcher.configurations.values()], options.name);
  const tallies = watcher.tallies.all;
  const requirements = plan.requirements.map((planned) => {
    const checks = checksOf(planned, tallies);
    return judgeRequirement(planned, checks.length > 0 ? checks : [withoutOccasion(planned)], options.aborted);
  });
  const byId = new Map(requirements.map((r) => [r.id, r]));
  const items = catalogue.items.map((item) => judgeItem(item, plan, byId));
  const today = options.startedAt.toISOString().slice(0, 10);
  const { baseline } = options;
  const expectation = baseline && compare(baseline, requirements, { today, part: true });
  const { counts, faults } = watcher;
  const judged = exitOf({
    requirements,
    kind: 'development',
    aborted: options.aborted,
    faults: faults.length,
    expectation,
  });
  const noted = requirements.filter(({ note }) => note).length;
  const strict = options.failOn === 'note' && judged.code === 0 && noted > 0;
  const exit = strict ? { code: 1, because: `${noted} ${noted === 1 ? 'note' : 'notes'}` } : judged;
  const totals = { requirements: noCounts(), items: noCounts() };
  for (const { verdict } of requirements) totals.requirements[verdict]++;
  for (const { verdict } of items) totals.items[verdict]++;
  const transcripts = [...watcher.transcripts];
  const unread = counts.unread > 0 ? [`${counts.unread} exchanges held no message of the protocol`] : [];
  return {
    schema: RESULTS_SCHEMA,
    tool: options.tool,
    run: {
      startedAt: options.startedAt.toISOString(),
      durationMs: Math.round(options.durationMs),
      seed: 0,
      selection: SELECTION,
      command: options.command,
      exitCode: exit.code,
      because: exit.because,
      faults,
      kind: 'development',
      aborted: options.aborted,
      remarks: [`${counts.exchanges} exchanges were watched`, ...unread, ...(options.remarks ?? [])],
    },
    target: { name: options.name, kind: 'remote' },
    configurations: plan.configurations,
    totals: {
      ...totals,
      scenarios: { run: transcripts.length, pass: 0, fail: transcripts.length, inconclusive: 0, error: 0 },
      checks: requirements.reduce((n, r) => n + r.checks.length, 0),
      messages: counts.messages,
    },
    items,
    requirements,
    expressions: [],
    transcripts,
    expectation,
  };
}
