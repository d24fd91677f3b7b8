/**
 * Static review: what the claims of an ICS imply before anything runs. Mandatory items left out, claims without what
 * they require, rows of the release definition that cannot hold, requirements the tester cannot check.
 */
import type { Version } from '../../protocol/version.ts';
import type { ExpressionResult } from '../../results/results.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { roleOf } from '../claims/claims.ts';
import { groupEvaluator } from '../claims/groups.ts';
import { truth } from '../expressions/truth.ts';
import type { FeatureIndex } from '../features/features.ts';
import type { Ics, Ixit } from '../ics/types.ts';
import { makePlan, type Plan } from '../plan/plan.ts';
import { judgeExpressions } from '../verdicts/rows.ts';
import { secondsOf, warningsOn } from './warnings.ts';

/** Something the claims are at odds with. */
export interface Objection {
  readonly kind: 'mandatory' | 'requires' | 'release' | 'unknown-version';
  readonly id: string;
  readonly versions: readonly Version[];
  readonly message: string;
  /** True where a server with these claims cannot conform; false for what is of low confidence or left to the run. */
  readonly fatal: boolean;
}

export interface Review {
  readonly name: string;
  readonly claimed: Readonly<Record<Version, number>>;
  readonly functions: Readonly<Partial<Record<Version, readonly string[]>>>;
  readonly objections: readonly Objection[];
  readonly expressions: readonly ExpressionResult[];
  /** Requirements that apply, and of them those the tester cannot check, by what is missing. */
  readonly applicable: number;
  readonly covered: number;
  readonly scenarios: number;
  /** Estimated length of the scenarios, and the extra time for each message that does not come; seconds. */
  readonly seconds: number;
  readonly secondsEachMissing: number;
  /** Likely oversights in the file. */
  readonly warnings: readonly string[];
  readonly untestable: readonly {
    readonly missing: string;
    readonly message: string;
    readonly requirements: readonly string[];
  }[];
  /** Claimed optional items nothing checks yet. */
  readonly unchecked: readonly string[];
}

export interface ReviewInput {
  readonly catalogue: Catalogue;
  readonly ics: Ics;
  readonly ixit: Ixit;
  readonly features: FeatureIndex;
  readonly monitored: ReadonlySet<string>;
}

export function review(input: ReviewInput): Review {
  const { catalogue, ics, ixit } = input;
  const plan = makePlan({ ...input, means: { ixit, capabilities: new Set() }, seed: 0 });
  const { claims } = plan;
  const expressions = judgeExpressions({ catalogue, ics, plan, requirements: undefined });
  const applicable = plan.requirements.filter((r) => r.applicability === 'applicable');
  const claimed = { '1.1': 0, '1.2': 0, '1.3': 0 };
  for (const version of ics.versions)
    claimed[version] = catalogue.items.filter((i) => claims.claimed(i.id, version)).length;
  return {
    name: ics.name,
    claimed,
    functions: Object.fromEntries(ics.versions.map((v) => [v, claims.functions(v)])),
    objections: [
      ...missingMandatory(catalogue, ics, plan),
      ...unmetRequires(catalogue, ics, plan),
      ...failedRows(expressions),
    ],
    expressions,
    applicable: applicable.length,
    covered: applicable.filter((r) => r.covered).length,
    scenarios: plan.schedule.length,
    seconds: secondsOf(plan.schedule.length, ixit),
    secondsEachMissing: ixit.timers.notification / 1000,
    warnings: warningsOn(ics, ixit),
    untestable: untestableIn(plan),
    unchecked: catalogue.items
      .filter((i) => claims.claimedAtAll(i.id) && Object.values(i.status).includes('O'))
      .filter((i) => !applicable.some((r) => r.item.id === i.id && r.covered))
      .map((i) => i.id),
  };
}

/** Mandatory items of the roles claimed that the ICS expressly leaves out. */
function missingMandatory(catalogue: Catalogue, ics: Ics, { claims }: Plan): Objection[] {
  return catalogue.items.flatMap((item) => {
    if (!ics.roles.includes(roleOf(item)) || item.assessable === 'none') return [];
    const versions = ics.versions.filter((v) => claims.of(item.id, v).because.endsWith('though mandatory'));
    if (versions.length === 0) return [];
    const fatal = item.statusConfidence !== 'low';
    const message = `${item.feature} is mandatory and not claimed${fatal ? '' : ' (that it is mandatory is of low confidence)'}`;
    return [{ kind: 'mandatory', id: item.id, versions, message, fatal }];
  });
}

/** Claimed items without what their claim implies. */
function unmetRequires(catalogue: Catalogue, ics: Ics, { claims }: Plan): Objection[] {
  const found = new Map<string, { versions: Version[]; message: string }>();
  for (const version of ics.versions) {
    const groups = groupEvaluator(catalogue, {
      version,
      claimed: (item) => truth(claims.claimed(item, version)),
      outcome: () => undefined,
    });
    for (const item of catalogue.items) {
      if (item.requires === null || !claims.claimed(item.id, version)) continue;
      const needs = groups.condition(item.requires);
      if (needs.value === 'true') continue;
      const entry = found.get(item.id) ?? {
        versions: [],
        message: `the claim requires ${item.requires}: ${needs.because}`,
      };
      entry.versions.push(version);
      found.set(item.id, entry);
    }
  }
  return [...found].map(([id, { versions, message }]) => ({ kind: 'requires', id, versions, message, fatal: true }));
}

/** Mandatory rows of the release definitions that cannot hold whatever the run brings. */
function failedRows(expressions: readonly ExpressionResult[]): Objection[] {
  return expressions
    .filter((row) => row.status === 'M' && row.value === 'false')
    .map((row) => ({
      kind: 'release',
      id: row.id,
      versions: [],
      message: `${row.feature} of ${row.release} cannot hold: ${row.because}`,
      fatal: true,
    }));
}

function untestableIn(plan: Plan): Review['untestable'] {
  const byKey = new Map<string, { message: string; requirements: string[] }>();
  for (const { lack, requirement } of plan.requirements) {
    if (lack === undefined) continue;
    const entry = byKey.get(lack.missing) ?? { message: lack.message, requirements: [] };
    entry.requirements.push(requirement.id);
    byKey.set(lack.missing, entry);
  }
  return [...byKey].map(([missing, rest]) => ({ missing, ...rest }));
}
