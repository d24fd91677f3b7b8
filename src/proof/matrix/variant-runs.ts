/** The suite against legal variants, alone or several as one server: nothing may turn red that none of them names. */

import type { SupportCode } from '../../conformance/cucumber/cucumber.ts';
import type { FeatureIndex } from '../../conformance/features/features.ts';
import type { Ixit } from '../../conformance/ics/types.ts';
import type { RunOptions } from '../../conformance/run/options.ts';
import { run } from '../../conformance/run/run.ts';
import { type EmbeddedOptions, embeddedIut } from '../../embedded/iut.ts';
import type { Syntax } from '../../protocol/syntax/types.ts';
import type { Version } from '../../protocol/version.ts';
import type { RequirementResult, RunResults } from '../../results/results.ts';
import type { Variant } from '../index.ts';
import { runsAlone, syntaxesOf, versionsOf } from './combined-variants.ts';

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
  // A requirement that cannot be tested, or had no occasion, is no deviation of a variant.
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

/** One version and syntax for variants, always the same, spread over all of them. */
export function placeFor(some: readonly Variant[]): { readonly version: Version; readonly syntax: Syntax } {
  const letters = [...some.map(({ id }) => id).join()];
  const number = letters.reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 0);
  const versions = versionsOf(some);
  // Plain text lacks most of what a variant changes: it is met where all syntaxes are.
  const syntaxes = syntaxesOf(some).filter((syntax) => syntax !== 'pts');
  return {
    version: versions[number % versions.length] ?? '1.2',
    // XML twice as often: more of the suite runs in it.
    syntax: syntaxes[Math.floor(number / 3) % 3 === 2 ? syntaxes.length - 1 : 0] ?? 'xml',
  };
}

/**
 * The part of the suite that a server meets where not all is run. Servers that differ towards clients alone are not asked
 * for scenarios between servers. A server with one variant, which fits to no other, meets a third of the scenarios.
 */
function partFor(some: readonly Variant[]): Pick<RunOptions, 'select' | 'shard'> {
  const [first] = some;
  if (some.some(({ id }) => id.startsWith('ssp-'))) return {};
  const alone = some.length === 1 && first !== undefined && !runsAlone(first);
  return {
    select: 'not SSP-*',
    ...(alone && { shard: { index: 1 + (first.id.length % 3), of: 3 } }),
  };
}

/** Failures these variants are not allowed, each with what was expected and observed. */
export function redIn(results: RunResults, some: readonly Variant[]): readonly string[] {
  const allowed = new Set(some.flatMap((one) => one.mayFail ?? []));
  const bad = results.requirements.filter((r) => !allowed.has(r.id) && (r.verdict === 'fail' || open(r)));
  const red = bad.map((requirement) => {
    const { checks, verdict } = requirement;
    const check = checks.find((c) => c.verdict === verdict) ?? checks.find((c) => c.verdict !== 'pass');
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
  const place = placeFor(some);
  const results = await run({
    ...input,
    adapter: embeddedIut(asOneServer(some)),
    seed: 1,
    ...(thorough ? {} : { versions: [place.version], syntaxes: [place.syntax], ...partFor(some) }),
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
