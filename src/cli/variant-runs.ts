/** The suite against legal variants, alone or several as one server: nothing may turn red that none of them names. */
import type { Ixit } from '../conformance/ics/types.ts';
import type { FeatureIndex } from '../conformance/plan/features.ts';
import type { RequirementResult, RunResults } from '../conformance/results.ts';
import type { SupportCode } from '../conformance/run/cucumber.ts';
import { run } from '../conformance/run/run.ts';
import type { Variant } from '../defects/index.ts';
import type { Version } from '../protocol/version.ts';
import { type EmbeddedOptions, embeddedIut } from './embedded.ts';
import { versionsOf } from './together.ts';

export interface MatrixInput {
  readonly features: FeatureIndex;
  readonly support: SupportCode;
  readonly tool: RunResults['tool'];
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

export function open(requirement: RequirementResult): boolean {
  // What cannot be tested, or gave no occasion, is no deviation of a variant.
  const untestable = requirement.checks.every(({ cause }) =>
    ['untestable', 'nothing-observed'].includes(cause?.kind ?? ''),
  );
  return (requirement.verdict === 'inconclusive' && !untestable) || requirement.verdict === 'error';
}

/** The server that is all of these variants, and what its tester is told and claims. */
export function asOneServer(some: readonly Variant[]): EmbeddedOptions {
  return {
    change: (options) => some.reduce((changed, { change }) => change(changed), options),
    name: `Reference server, ${some.map(({ id }) => id).join(', ')}`,
    unclaimed: some.flatMap((one) => one.unclaimed ?? []),
    claimed: some.flatMap((one) => one.claimed ?? []),
    ixit: (ixit) => some.reduce((told, one) => (one.ixit === undefined ? told : mergedIxit(told, one.ixit)), ixit),
  };
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

/** One version for variants, always the same, spread over all of them. */
export function versionFor(some: readonly Variant[]): Version {
  const number = [...(some[0]?.id ?? '')].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  const among = versionsOf(some);
  return among[number % among.length] ?? '1.2';
}

/** What is red in the results of these variants without their leave, each with what was expected and observed. */
export function redIn(results: RunResults, some: readonly Variant[]): readonly string[] {
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

/**
 * Runs the whole suite against variants as one server: in every version and syntax where it is to be thorough, else in
 * one version, which changes from server to server. Where something is red, each of them alone, to tell whose fault it is.
 */
export async function runVariants(
  some: readonly Variant[],
  input: MatrixInput,
  thorough: boolean,
): Promise<readonly VariantResult[]> {
  const began = performance.now();
  const results = await run({
    ...input,
    adapter: embeddedIut(asOneServer(some)),
    seed: 1,
    ...(thorough ? {} : { versions: [versionFor(some)], syntaxes: some[0]?.syntaxes ?? ['xml'] }),
  });
  const red = redIn(results, some);
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
