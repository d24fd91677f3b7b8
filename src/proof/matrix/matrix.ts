/**
 * The kill matrix: every seeded defect is switched on in the reference server and the scenarios around it are run. A
 * defect has to make exactly its requirements fail; a legal variant must turn nothing red.
 */
import { catalogue } from '../../conformance/catalogue/catalogue.ts';
import type { FeatureIndex, ScenarioSource } from '../../conformance/features/features.ts';
import { MONITORED } from '../../conformance/monitors/index.ts';
import { makePlan, type PlannedRequirement } from '../../conformance/plan/plan.ts';
import type { RunOptions } from '../../conformance/run/options.ts';
import { run } from '../../conformance/run/run.ts';
import { embeddedClient } from '../../embedded/client-iut.ts';
import { embeddedIut } from '../../embedded/iut.ts';
import type { Syntax } from '../../protocol/syntax/types.ts';
import { VERSIONS, type Version } from '../../protocol/version.ts';
import type { RequirementResult, RunResults } from '../../results/results.ts';
import { CLIENT_MONITORS, watchClient } from '../../watch/clients.ts';
import type { Defect } from '../index.ts';
import { type MatrixInput, open, type VariantResult } from './variant-runs.ts';

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

/** The requirements that have to be killed: applicable to the reference server, covered, and judged. */
export async function requirementsToKill(input: Pick<MatrixInput, 'features'>): Promise<readonly PlannedRequirement[]> {
  return (await plannedAtReferenceServer(input)).filter(mustBeKilled);
}

/** True for a requirement that is judged at the reference server, so that a defect has to make it fail. */
export function mustBeKilled(planned: PlannedRequirement): boolean {
  return planned.applicability === 'applicable' && planned.covered && planned.weight !== 'informative';
}

/** All requirements as a run against the reference server plans them. */
export async function plannedAtReferenceServer({
  features,
}: Pick<MatrixInput, 'features'>): Promise<readonly PlannedRequirement[]> {
  const adapter = embeddedIut();
  try {
    const { ics, ixit } = await adapter.start();
    const means = { ixit, capabilities: adapter.capabilities };
    const plan = makePlan({ catalogue, ics, means, features, monitored: MONITORED, seed: 1 });
    return plan.requirements;
  } finally {
    await adapter.stop();
  }
}

/** The scenarios for a defect: the feature files with its requirements, in the fewest configurations that can show it. */
interface Around {
  readonly scenarios: readonly ScenarioSource[];
  readonly versions: readonly Version[];
  readonly syntaxes: readonly Syntax[];
}

/** Files whose scenarios exchange all sorts of messages, for requirements only monitors watch. */
const EVERYDAY_FEATURES = ['features/csp/access/login.feature', 'features/csp/session/results.feature'];

/** The same for rules that watch clients. */
const EVERYDAY_OF_CLIENTS = ['features/client/csp.feature'];

function around(defect: Defect, features: FeatureIndex): Around {
  const cited = features.scenarios.filter((s) => s.requirements.some((id) => defect.requirements.includes(id)));
  const files = new Set(cited.map((s) => s.uri));
  const watched = defect.requirements.some((id) => !cited.some((s) => s.requirements.includes(id)));
  const everyday = defect.handset === undefined ? EVERYDAY_FEATURES : EVERYDAY_OF_CLIENTS;
  for (const uri of defect.through ?? (watched ? everyday : [])) files.add(uri);
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
  const plain = wanted.some((r) => r.runsIn === 'pts');
  const syntaxes: readonly Syntax[] = defect.syntaxes ?? [plain ? 'pts' : binary ? 'wbxml' : 'xml'];
  return { scenarios, versions, syntaxes };
}

/** A requirement the run found fault with, be it one that only recommends. */
function faulted(requirement: RequirementResult): boolean {
  return requirement.verdict === 'fail' || (requirement.weight === 'recommended' && requirement.note);
}

/** The reference server with a defect, or the simulated client with one of its own, which other monitors watch. */
function implementationWith({ id, change, handset }: Defect): Pick<RunOptions, 'adapter' | 'monitors'> {
  if (handset === undefined) return { adapter: embeddedIut({ change, name: `Reference server with ${id}` }) };
  const adapter = embeddedClient({ change: handset, watch: watchClient, name: `Simulated client with ${id}` });
  return { adapter, monitors: CLIENT_MONITORS };
}

/** A run of the scenarios around a defect, with the defect switched on. */
export function measureDefect(defect: Defect, input: MatrixInput): Promise<RunResults> {
  const { scenarios, versions, syntaxes } = around(defect, input.features);
  return run({
    ...implementationWith(defect),
    features: { scenarios, problems: input.features.problems },
    support: input.support,
    seed: 1,
    versions,
    syntaxes,
    tool: input.tool,
  });
}

export async function runDefect(defect: Defect, input: MatrixInput): Promise<DefectResult> {
  const began = performance.now();
  const results = await measureDefect(defect, input);
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
