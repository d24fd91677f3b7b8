/** A run as the views want it: everything by id, what belongs together already together, bodies on demand. */

import type { BakedIndex, BakedRun, BakedTranscript, BodyRef, TranscriptHead } from '../../../report/html/baked.ts';
import { type Answer, answer } from '../../../report/view/answer.ts';
import { byId, requirementsOf } from '../../../report/view/marks.ts';
import type { Reference } from '../../../report/view/reference.ts';
import { type Section, sections } from '../../../report/view/sections.ts';
import { scenarioParts } from '../../../report/view/words.ts';
import type { CheckResult, ItemResult, RequirementResult } from '../../../results/results.ts';
import type { Source } from './source.ts';

export interface CheckOf {
  readonly requirement: RequirementResult;
  readonly check: CheckResult;
}

export interface Report {
  readonly run: BakedRun;
  readonly answer: Answer;
  readonly sections: readonly Section[];
  readonly heads: readonly TranscriptHead[];
  item(id: string): ItemResult | undefined;
  requirement(id: string): RequirementResult | undefined;
  requirementsOf(item: ItemResult): readonly RequirementResult[];
  /** Section of an item. */
  sectionOf(item: ItemResult): string;
  head(key: string): TranscriptHead | undefined;
  /** Address of a transcript, the same in each run that has it: `csp/access/login.feature:14/1.2-xml`. */
  addressOf(key: string): string;
  /** The transcript at an address; a key is an address, too. */
  keyAt(address: string): string | undefined;
  /** The checks a transcript was judged by. */
  checksOf(key: string): readonly CheckOf[];
  /** Protocol and catalogue, to be looked up; undefined where the page has none. */
  reference(): Promise<Reference | undefined>;
  transcript(key: string): Promise<BakedTranscript>;
  body(ref: BodyRef | undefined): Promise<Uint8Array>;
}

export function reportOf(index: BakedIndex, source: Source): Report {
  const run = index.results;
  const items = byId(run.items);
  const requirements = byId(run.requirements);
  const heads = new Map(index.transcripts.map((head) => [head.key, head]));
  const parts = sections(run);
  const sectionNames = new Map(parts.flatMap((s) => s.items.map((item) => [item.id, s.name])));
  const checks = new Map<string, CheckOf[]>();
  for (const requirement of run.requirements) {
    for (const check of requirement.checks) {
      if (check.transcript === undefined) continue;
      const known = checks.get(check.transcript);
      if (known === undefined) checks.set(check.transcript, [{ requirement, check }]);
      else known.push({ requirement, check });
    }
  }
  const addresses = addressed(index.transcripts);
  const keys = new Map([...addresses].map(([key, address]) => [address, key]));
  const transcriptBlock = remembering(source.transcriptBlock);
  const bodyBlock = remembering(source.bodyBlock);
  let reference: Promise<Reference | undefined> | undefined;
  return {
    run,
    answer: answer(run),
    sections: parts,
    heads: index.transcripts,
    item: (id) => items.get(id),
    requirement: (id) => requirements.get(id),
    requirementsOf: (item) => requirementsOf(item, requirements),
    sectionOf: (item) => sectionNames.get(item.id) ?? '',
    head: (key) => heads.get(key),
    addressOf: (key) => addresses.get(key) ?? key,
    keyAt: (address) => keys.get(address) ?? (heads.has(address) ? address : undefined),
    checksOf: (key) => checks.get(key) ?? [],
    reference: () => {
      reference ??= source.reference();
      return reference;
    },
    async transcript(key) {
      const head = heads.get(key);
      if (head === undefined) throw new Error(`this run has no transcript ${key}`);
      const transcript = (await transcriptBlock(head.at[0]))[head.at[1]];
      if (transcript === undefined) throw new Error(`this file is damaged: the transcript ${key} is missing`);
      return transcript;
    },
    async body(ref) {
      if (ref === undefined) return new Uint8Array(0);
      const [block, offset, length] = ref;
      return (await bodyBlock(block)).subarray(offset, offset + length);
    },
  };
}

/** The address of each transcript, by key. The second run of a scenario in one configuration has `/2` behind it. */
function addressed(transcripts: readonly TranscriptHead[]): ReadonlyMap<string, string> {
  const times = new Map<string, number>();
  return new Map(
    transcripts.map(({ key, scenario, configuration }) => {
      const address = `${placeInFeatures(scenario)}/${configuration}`;
      const time = (times.get(address) ?? 0) + 1;
      times.set(address, time);
      return [key, time === 1 ? address : `${address}/${time}`];
    }),
  );
}

/** `csp/access/login.feature:14`; `monitor` for one. */
function placeInFeatures(scenario: string): string {
  const { place } = scenarioParts(scenario);
  return place === '' ? 'monitor' : place.replace(/^features\//, '');
}

/** Address of a check within its requirement: the configuration, with the scenario unless it is the only one there. */
export function checkAddress(check: CheckResult, all: readonly CheckResult[]): string {
  const beside = all.filter((one) => one.configuration === check.configuration);
  if (beside.length === 1) return check.configuration;
  const place = placeInFeatures(check.scenario);
  const alike = beside.filter((one) => placeInFeatures(one.scenario) === place);
  const time = alike.indexOf(check) + 1;
  return `${check.configuration}/${place}${time > 1 ? `/${time}` : ''}`;
}

/** The check at an address, as its place in the list; -1 where there is none. A number is a place, too, from 1. */
export function checkAt(address: string, all: readonly CheckResult[]): number {
  if (/^\d+$/.test(address)) return Number(address) - 1;
  const exact = all.findIndex((check) => checkAddress(check, all) === address);
  return exact >= 0 ? exact : all.findIndex((check) => check.configuration === address);
}

/** Keeps what was loaded; what failed is asked for again. */
function remembering<T>(load: (n: number) => Promise<T>): (n: number) => Promise<T> {
  const known = new Map<number, Promise<T>>();
  return (n) => {
    const before = known.get(n);
    if (before !== undefined) return before;
    const now = load(n);
    known.set(n, now);
    now.catch(() => known.delete(n));
    return now;
  };
}
