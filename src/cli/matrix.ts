/**
 * The kill matrix: every seeded defect is switched on in the reference server and the scenarios around it are run. A
 * defect has to make exactly its requirements fail; a legal variant must turn nothing red.
 */
import { catalogue } from '../conformance/catalogue/catalogue.ts';
import type { Ixit } from '../conformance/ics/types.ts';
import { MONITORED } from '../conformance/monitors/index.ts';
import type { FeatureIndex, ScenarioSource } from '../conformance/plan/features.ts';
import { makePlan, type PlannedRequirement } from '../conformance/plan/plan.ts';
import type { RequirementResult, RunResults } from '../conformance/results.ts';
import type { SupportCode } from '../conformance/run/cucumber.ts';
import { run } from '../conformance/run/run.ts';
import type { Defect, Variant } from '../defects/index.ts';
import type { Syntax } from '../protocol/syntax/types.ts';
import { VERSIONS, type Version } from '../protocol/version.ts';
import { embeddedIut } from './embedded.ts';
import { versionsOf } from './together.ts';

export interface DefectResult {
  readonly id: string;
  readonly title: string;
  readonly requirements: readonly string[];
  /** Scenarios and monitors that failed for the requirements of the defect. */
  readonly killedBy: readonly string[];
  /** Its requirements that did not fail. */
  readonly missed: readonly string[];
  /** Other requirements that failed, or could not be judged any more. */
  readonly collateral: readonly string[];
  readonly configurations: readonly string[];
  readonly durationMs: number;
}

export interface VariantResult {
  readonly id: string;
  readonly title: string;
  readonly green: boolean;
  /** Requirements that are not `pass` and have no leave to be red, with what was expected and observed. */
  readonly red: readonly string[];
  /** The variants that the server was at the same time. */
  readonly together: readonly string[];
  readonly durationMs: number;
}

export interface RequirementKill {
  readonly id: string;
  readonly defects: readonly string[];
  readonly killed: boolean;
  /** Why there is no defect for it. */
  readonly reason: string | undefined;
}

export interface KillMatrix {
  readonly schema: 'imps-conformance/kill-matrix/1';
  readonly tool: RunResults['tool'];
  readonly defects: readonly DefectResult[];
  readonly variants: readonly VariantResult[];
  readonly requirements: readonly RequirementKill[];
  readonly totals: {
    readonly defects: number;
    readonly exact: number;
    readonly requirements: number;
    readonly killed: number;
    readonly reasoned: number;
    readonly variants: number;
    readonly green: number;
  };
}

export interface MatrixInput {
  readonly features: FeatureIndex;
  readonly support: SupportCode;
  readonly tool: RunResults['tool'];
}

/** The requirements that have to be killed: applicable to the reference server, covered, and judged. */
export async function requirementsToKill({
  features,
}: Pick<MatrixInput, 'features'>): Promise<readonly PlannedRequirement[]> {
  const adapter = embeddedIut();
  try {
    const { ics, ixit } = await adapter.start();
    const means = { ixit, capabilities: adapter.capabilities };
    const plan = makePlan({ catalogue, ics, means, features, monitored: MONITORED, seed: 1 });
    return plan.requirements.filter((r) => r.applicability === 'applicable' && r.covered && r.weight !== 'informative');
  } finally {
    await adapter.stop();
  }
}

/** What is run for a defect: the feature files with its requirements, in the fewest configurations that can show it. */
interface Around {
  readonly scenarios: readonly ScenarioSource[];
  readonly versions: readonly Version[];
  readonly syntaxes: readonly Syntax[];
}

/** Files whose scenarios exchange all sorts of messages, for requirements only monitors watch. */
const EVERYDAY = ['features/csp/access/login.feature', 'features/csp/common/results.feature'];

function around(defect: Defect, features: FeatureIndex): Around {
  const cited = features.scenarios.filter((s) => s.requirements.some((id) => defect.requirements.includes(id)));
  const files = new Set(cited.map((s) => s.uri));
  const watched = defect.requirements.some((id) => !cited.some((s) => s.requirements.includes(id)));
  if (watched) for (const uri of defect.through ?? EVERYDAY) files.add(uri);
  const scenarios = features.scenarios.filter((s) => files.has(s.uri));
  const wanted = defect.requirements.flatMap((id) => catalogue.requirement(id) ?? []);
  const known = (version: Version) =>
    wanted.every((requirement) => {
      const cites = cited.filter((s) => s.requirements.includes(requirement.id));
      return (
        catalogue.effectiveVersions(requirement).includes(version) &&
        (cites.length === 0 || cites.some((s) => s.versions.includes(version)))
      );
    });
  const versions = defect.versions ?? [[...VERSIONS].reverse().find(known) ?? '1.2'];
  const binary = wanted.some((r) => r.runsIn === 'wbxml') || cited.some((s) => !s.syntaxes.includes('xml'));
  const syntaxes: readonly Syntax[] = defect.syntaxes ?? [binary ? 'wbxml' : 'xml'];
  return { scenarios, versions, syntaxes };
}

/** A requirement the run found fault with, be it one that only recommends. */
function faulted(requirement: RequirementResult): boolean {
  return requirement.verdict === 'fail' || (requirement.weight === 'recommended' && requirement.note);
}

function open(requirement: RequirementResult): boolean {
  // What cannot be tested, or gave no occasion, is no deviation of a variant.
  const untestable = requirement.checks.every(({ cause }) =>
    ['untestable', 'nothing-observed'].includes(cause?.kind ?? ''),
  );
  return (requirement.verdict === 'inconclusive' && !untestable) || requirement.verdict === 'error';
}

export async function runDefect(defect: Defect, input: MatrixInput): Promise<DefectResult> {
  const began = performance.now();
  const { scenarios, versions, syntaxes } = around(defect, input.features);
  const results = await run({
    adapter: embeddedIut({ change: defect.change, name: `Reference server with ${defect.id}` }),
    features: { scenarios, problems: input.features.problems },
    support: input.support,
    seed: 1,
    versions,
    syntaxes,
    tool: input.tool,
  });
  const own = new Set(defect.requirements);
  const expected = new Set(defect.unavoidable ?? []);
  const mine = results.requirements.filter((r) => own.has(r.id));
  const killedBy = mine.flatMap((r) =>
    r.checks.filter((c) => c.verdict === 'fail' || (c.verdict === 'pass' && faulted(r) && c.notes.length > 0)),
  );
  return {
    id: defect.id,
    title: defect.title,
    requirements: defect.requirements,
    killedBy: [...new Set(killedBy.map((check) => check.scenario))],
    missed: defect.requirements.filter((id) => !mine.some((r) => r.id === id && faulted(r))),
    collateral: results.requirements
      .filter((r) => !own.has(r.id) && !expected.has(r.id) && (r.verdict === 'fail' || open(r)))
      .map((r) => r.id),
    configurations: results.configurations.map((c) => c.id),
    durationMs: performance.now() - began,
  };
}

/**
 * Runs the whole suite against a legal variant: in every version and syntax where it is to be thorough, else in one
 * version, which changes from variant to variant.
 */
/** Runs variants as one server; where something is red, each of them alone, to tell whose fault it is. */
export async function runVariants(
  some: readonly Variant[],
  input: MatrixInput,
  thorough: boolean,
): Promise<readonly VariantResult[]> {
  const began = performance.now();
  const red = await redIn(some, input, thorough);
  if (some.length > 1 && red.length > 0) {
    const alone: VariantResult[] = [];
    for (const one of some) alone.push(...(await runVariants([one], input, thorough)));
    return alone;
  }
  const durationMs = (performance.now() - began) / some.length;
  return some.map(({ id, title }) => ({
    id,
    title,
    green: red.length === 0,
    red,
    together: some.filter((other) => other.id !== id).map((other) => other.id),
    durationMs,
  }));
}

/** What is red when the suite meets a server that is all of these variants. */
async function redIn(some: readonly Variant[], input: MatrixInput, thorough: boolean): Promise<readonly string[]> {
  const [first] = some;
  const unclaimed = some.flatMap((one) => one.unclaimed ?? []);
  const claimed = some.flatMap((one) => one.claimed ?? []);
  const results = await run({
    adapter: embeddedIut({
      change: (options) => some.reduce((changed, { change }) => change(changed), options),
      name: `Reference server, ${some.map(({ id }) => id).join(', ')}`,
      unclaimed,
      claimed,
      ixit: (ixit) => some.reduce((told, one) => (one.ixit === undefined ? told : mergedIxit(told, one.ixit)), ixit),
    }),
    features: input.features,
    support: input.support,
    seed: 1,
    ...(thorough ? {} : { versions: [versionFor(some)], syntaxes: first?.syntaxes ?? ['xml'] }),
    tool: input.tool,
  });
  const allowed = new Set(some.flatMap((one) => one.mayFail ?? []));
  const bad = results.requirements.filter((r) => !allowed.has(r.id) && (r.verdict === 'fail' || open(r)));
  const red = bad.map((requirement) => {
    const check = requirement.checks.find((c) => c.verdict !== 'pass');
    const seen = check?.observed ?? check?.cause?.message ?? '';
    return `${requirement.id} ${requirement.verdict} [${check?.configuration ?? ''}]: expected ${check?.expected ?? 'a verdict'}, observed ${seen}`;
  });
  const stopped = results.run.aborted === undefined ? [] : [`the run ended early: ${results.run.aborted}`];
  return [...red, ...stopped];
}

/** One version for variants, always the same, spread over all of them. */
function versionFor(some: readonly Variant[]): Version {
  const number = [...(some[0]?.id ?? '')].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  const among = versionsOf(some);
  return among[number % among.length] ?? '1.2';
}

function mergedIxit(ixit: Ixit, changes: Readonly<Record<string, unknown>>): Ixit {
  const merge = (base: unknown, change: unknown): unknown => {
    if (typeof base !== 'object' || base === null || Array.isArray(base)) return change;
    if (typeof change !== 'object' || change === null) return change;
    const merged = { ...(base as Record<string, unknown>) };
    for (const [key, value] of Object.entries(change)) merged[key] = merge(merged[key], value);
    return merged;
  };
  return merge(ixit, changes) as Ixit;
}

/** Ties the results together, requirement by requirement. */
export function matrixOf(
  toKill: readonly PlannedRequirement[],
  defects: readonly DefectResult[],
  variants: readonly VariantResult[],
  reasons: Readonly<Record<string, string>>,
  tool: RunResults['tool'],
): KillMatrix {
  const requirements = toKill.map(({ requirement: { id } }): RequirementKill => {
    const own = defects.filter((defect) => defect.requirements.includes(id));
    const killers = own.filter((defect) => !defect.missed.includes(id));
    return { id, defects: killers.map((d) => d.id), killed: killers.length > 0, reason: reasons[id] };
  });
  return {
    schema: 'imps-conformance/kill-matrix/1',
    tool,
    defects,
    variants,
    requirements,
    totals: {
      defects: defects.length,
      exact: defects.filter((d) => d.missed.length === 0 && d.collateral.length === 0).length,
      requirements: requirements.length,
      killed: requirements.filter((r) => r.killed).length,
      reasoned: requirements.filter((r) => !r.killed && r.reason !== undefined).length,
      variants: variants.length,
      green: variants.filter((v) => v.green).length,
    },
  };
}
