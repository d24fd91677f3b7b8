/** One mutant against the scenarios that reach it, until one of them fails. */

import type { IutAdapter } from '../../src/conformance/iut/adapter.ts';
import { run } from '../../src/conformance/run/run.ts';
import type { RequirementResult } from '../../src/results/results.ts';
import { isJudged, onlyUntestable } from '../../src/results/standing.ts';
import { roomOf } from './build.ts';
import { type Coverage, type Pair, TOOL } from './coverage.ts';
import type { Mutant } from './instrument.ts';
import type { Subject, Workshop } from './workshop.ts';

/**
 * killed: a judged requirement fails. noted: none fails, but a recommendation is found not to be followed. open: nothing of
 * that, but what counts stays inconclusive. broken: the harness meets an error. hung: nothing more came of it. survived: everything passed. unreached: no scenario comes by. unmade: the server
 * cannot be created, so there is nothing to test.
 */
export const FATES = ['killed', 'noted', 'open', 'broken', 'hung', 'survived', 'unreached', 'unmade'] as const;
export type Fate = (typeof FATES)[number];

export interface Outcome {
  readonly number: number;
  readonly fate: Fate;
  /** Grounds of the outcome: ids of requirements, or the error. */
  readonly by: readonly string[];
  /** Scenarios, counted once per configuration, that ran and that reach it. */
  readonly ran: number;
  readonly reached: number;
  /** The server logged faults of its own, which only the embedded run can see. */
  readonly faults: boolean;
}

/** Paths of the scenarios about each room of the server. */
const AREAS: Readonly<Record<string, RegExp>> = {
  access: /csp\/(access|session)\/|features\/(transport|syntax)/,
  sessions: /csp\/(access|session)\/|csp\/(polling|segmentation|addresses)/,
  transactions: /csp\/session\/|csp\/(polling|segmentation)|features\/(transport|syntax)/,
  presence: /csp\/presence\/|features\/pa\//,
  messaging: /csp\/messaging\//,
  groups: /csp\/groups\/|instant-messages\/groups/,
  invitation: /common\/invitation/,
  search: /common\/search/,
  'system-message': /common\/system-message/,
  'public-profile': /common\/public-profile/,
  notification: /common\/general-notification/,
  'verify-id': /common\/verify-id/,
  relay: /^features\/ssp\//,
  cir: /transport\/cir/,
};

const ORDER = ['xml', 'wbxml', 'pts'].flatMap((syntax) =>
  ['1.3', '1.2', '1.1'].map((version) => `${version}-${syntax}`),
);
/** The first batch; each is twice as large as the one before. */
const FIRST = 12;
const LARGEST = 100;
/** Scenarios of a batch in which a wait may run out before the batch ends: the others would wait as long. */
const WAITED_ENOUGH = 8;

const configuration = ({ version, syntax }: Pair) => `${version}-${syntax}`;

/**
 * Scenarios for a mutant, up to a limit: those of its area first, and XML before WBXML, which seldom shows more; the ones
 * left out are spread over all.
 */
function choose(mutant: Mutant, reaching: readonly Pair[], most: number): readonly Pair[] {
  const area = AREAS[roomOf(mutant)];
  const isNear = ({ uri }: Pair) => area?.test(uri) === true;
  const isText = ({ syntax }: Pair) => syntax === 'xml';
  const parts = [true, false].flatMap((text) =>
    [true, false].map((near) => reaching.filter((pair) => isText(pair) === text && isNear(pair) === near)),
  );
  const chosen: Pair[] = [];
  for (const part of parts) chosen.push(...spread(part, most - chosen.length));
  return chosen;
}

function spread(pairs: readonly Pair[], most: number): readonly Pair[] {
  const sorted = [...pairs].sort((a, b) => ORDER.indexOf(configuration(a)) - ORDER.indexOf(configuration(b)));
  if (sorted.length <= most) return sorted;
  if (most <= 0) return [];
  return Array.from({ length: most }, (_, i) => sorted[Math.floor((i * sorted.length) / most)]).flatMap((p) => p ?? []);
}

/** Consecutive scenarios of one configuration. */
function* batchesOf(pairs: readonly Pair[]): Generator<readonly Pair[]> {
  let size = FIRST;
  let batch: Pair[] = [];
  for (const pair of pairs) {
    const [first = pair] = batch;
    if (batch.length === size || configuration(first) !== configuration(pair)) {
      yield batch;
      batch = [];
      size = Math.min(LARGEST, size * 2);
    }
    batch.push(pair);
  }
  if (batch.length > 0) yield batch;
}

const isOpen = (requirement: RequirementResult) =>
  isJudged(requirement) && requirement.verdict === 'inconclusive' && !onlyUntestable(requirement);

/** A recommendation that the run found fault with. There are none with the conforming server. */
const isNoted = ({ weight, verdict, note }: RequirementResult) =>
  weight === 'recommended' && (verdict === 'fail' || note);

export interface TrialInput {
  readonly workshop: Workshop;
  readonly coverage: Coverage;
  /** Scenarios that reach a mutant. */
  reaching(number: number): readonly Pair[];
  /** Most scenarios that are run. */
  readonly most: number;
  /** Called for every scenario. */
  alive(): void;
}

/** Tries a mutant. */
export async function tryMutant(number: number, input: TrialInput): Promise<Outcome> {
  const mutant = input.workshop.mutants[number];
  if (mutant === undefined) throw new Error(`there is no mutant ${number}`);
  const reaching = input.reaching(number);
  const facts = { number, ran: 0, reached: reaching.length, faults: false };
  if (reaching.length === 0) return { ...facts, fate: 'unreached', by: [] };
  let subject: Subject;
  try {
    subject = await input.workshop.server(number, input.coverage.claims);
    await subject.adapter.start();
    await subject.adapter.stop();
  } catch (error) {
    return { ...facts, fate: 'unmade', by: [messageOf(error)] };
  }
  try {
    const seen = await against(choose(mutant, reaching, input.most), subject, input);
    return { ...facts, ...seen, faults: subject.logged.length > 0 };
  } catch (error) {
    return { ...facts, fate: 'broken', by: [messageOf(error)] };
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

type Seen = Pick<Outcome, 'fate' | 'by' | 'ran'>;

async function against(pairs: readonly Pair[], { adapter }: Subject, input: TrialInput): Promise<Seen> {
  const open = new Set<string>();
  const noted = new Set<string>();
  let ran = 0;
  for (const batch of batchesOf(pairs)) {
    const { results, enough } = await runBatch(batch, adapter, input);
    ran += results.totals.scenarios.run;
    const failed = results.requirements.filter((r) => isJudged(r) && r.verdict === 'fail').map(({ id }) => id);
    if (failed.length > 0) return { fate: 'killed', by: failed, ran };
    const errors = results.requirements.filter((r) => r.verdict === 'error').map(({ id }) => id);
    const broken = [...errors, ...(results.run.faults ?? [])];
    if (broken.length > 0) return { fate: 'broken', by: broken, ran };
    for (const { id } of results.requirements.filter(isOpen)) open.add(id);
    for (const { id } of results.requirements.filter(isNoted)) noted.add(id);
    if (enough || results.run.aborted !== undefined) break;
  }
  if (noted.size > 0) return { fate: 'noted', by: [...noted], ran };
  return open.size > 0 ? { fate: 'open', by: [...open], ran } : { fate: 'survived', by: [], ran };
}

/** Causes after which a wait had run out. */
const WAITS: ReadonlySet<string> = new Set(['timeout', 'transport-lost']);

/** Runs scenarios of one configuration; ends at the first one that fails, or when too many wait in vain. */
async function runBatch(batch: readonly Pair[], adapter: IutAdapter, { workshop, coverage, alive }: TrialInput) {
  const [first] = batch;
  if (first === undefined) throw new Error('a batch is never empty');
  const { features, support } = workshop;
  const ending = new AbortController();
  const judged = new Set(coverage.judged);
  let waited = 0;
  const results = await run({
    adapter,
    features: {
      scenarios: batch.flatMap(({ scenario }) => features.scenarios[scenario] ?? []),
      problems: features.problems,
    },
    support,
    seed: 1,
    versions: [first.version],
    syntaxes: [first.syntax],
    tool: TOOL,
    signal: ending.signal,
    listeners: [
      {
        scenarioFinished({ transcript: { verdict }, checks }) {
          alive();
          if (checks.some(({ check }) => WAITS.has(check.cause?.kind ?? ''))) waited += 1;
          const fails = verdict === 'fail' && checks.some(({ requirement }) => judged.has(requirement));
          if (fails || waited === WAITED_ENOUGH) ending.abort('enough was seen');
        },
      },
    ],
  });
  return { results, enough: waited >= WAITED_ENOUGH };
}
