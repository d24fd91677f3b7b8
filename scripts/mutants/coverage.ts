/** The mutants each scenario reaches, from one run of everything with no mutant on. */
import type { RunListener } from '../../src/conformance/events.ts';
import { run } from '../../src/conformance/run/run.ts';
import type { Syntax } from '../../src/protocol/syntax/types.ts';
import type { Version } from '../../src/protocol/version.ts';
import type { RunResults } from '../../src/results/results.ts';
import { isJudged } from '../../src/results/standing.ts';
import { takeAsked } from './switches.ts';
import type { Claims, Workshop } from './workshop.ts';

/** A scenario in a configuration. */
export interface Pair {
  /** Its place among the scenarios of the features. */
  readonly scenario: number;
  readonly uri: string;
  readonly version: Version;
  readonly syntax: Syntax;
  /** The mutants it reaches: a bit for each, in base64. */
  readonly reaches: string;
}

export interface Coverage {
  readonly fingerprint: string;
  readonly claims: Claims;
  /** Requirements that count for conformance, as the exit code has it. */
  readonly judged: readonly string[];
  readonly pairs: readonly Pair[];
  /** Mutants reached while modules load or the server starts: any scenario may show them. */
  readonly early: readonly number[];
}

function bitsOf(numbers: readonly number[]): string {
  const octets = Buffer.alloc(((numbers.at(-1) ?? -1) >> 3) + 1);
  for (const n of numbers) octets[n >> 3] = (octets[n >> 3] ?? 0) | (1 << (n & 7));
  return octets.toString('base64');
}

/** The pairs by the mutants they reach. */
export function reachedBy({ pairs, early }: Coverage): (number: number) => readonly Pair[] {
  const bits = pairs.map((pair) => [pair, Buffer.from(pair.reaches, 'base64')] as const);
  const always = new Set(early);
  return (number) => {
    if (always.has(number)) return pairs;
    return bits.flatMap(([pair, octets]) => (((octets[number >> 3] ?? 0) >> (number & 7)) & 1 ? [pair] : []));
  };
}

export const TOOL = { name: 'imps-conformance', version: 'mutants', commit: 'unknown' } as const;

/** The conforming server gives no occasion to look at anything, or the syntax cannot say what the scenario needs. */
const IDLE: ReadonlySet<string> = new Set(['nothing-observed', 'not-assessable']);

/** Runs everything. @throws if something fails with no mutant on */
export async function cover(workshop: Workshop, fingerprint: string, say: (done: number) => void): Promise<Coverage> {
  takeAsked();
  const { adapter } = await workshop.server(undefined);
  const claims = await adapter.start();
  await adapter.stop();
  const early = takeAsked();
  const places = new Map(workshop.features.scenarios.map(({ id }, index) => [id, index]));
  const pairs: Pair[] = [];
  /** Scenarios that cannot show a mutant: tried with one, they would stay inconclusive for a reason of their own. */
  const idle = new Set<string>();
  const listener: RunListener = {
    scenarioStarted: () => void takeAsked(),
    scenarioFinished({ transcript, index, checks }) {
      const reached = takeAsked();
      if (checks.some(({ check }) => IDLE.has(check.cause?.kind ?? ''))) return void idle.add(transcript.key);
      const [version, syntax] = transcript.configuration.split('-') as [Version, Syntax];
      const scenario = places.get(transcript.scenario);
      if (scenario === undefined) throw new Error(`there is no scenario ${transcript.scenario}`);
      const uri = workshop.features.scenarios[scenario]?.uri ?? '';
      pairs.push({ scenario, uri, version, syntax, reaches: bitsOf(reached) });
      say(index);
    },
  };
  const results = await run({
    adapter,
    features: workshop.features,
    support: workshop.support,
    seed: 1,
    tool: TOOL,
    listeners: [listener],
  });
  const bad = firstBad(results, idle) ?? results.run.faults?.[0];
  if (bad !== undefined) throw new Error(`without a mutant everything has to pass; this did not: ${bad}`);
  const judged = results.requirements.filter(isJudged).map(({ id }) => id);
  return { fingerprint, claims, judged, pairs, early };
}

/** The first scenario that did not pass, with its configuration and the reason. */
function firstBad({ transcripts, requirements }: RunResults, idle: ReadonlySet<string>): string | undefined {
  const bad = transcripts.find(({ verdict, key }) => verdict !== 'pass' && !idle.has(key));
  if (bad === undefined) return undefined;
  const checks = requirements.flatMap(({ checks }) => checks.filter(({ transcript }) => transcript === bad.key));
  const reasons = checks.map(({ cause, expected, observed }) => cause?.message ?? `${expected} against ${observed}`);
  return `${bad.scenario} in ${bad.configuration}, ${bad.verdict}: ${[...new Set(reasons)].join('; ')}`;
}
