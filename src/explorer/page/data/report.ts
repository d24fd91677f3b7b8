/** A run as the views want it: everything by id, what belongs together already together, bodies on demand. */

import type { BakedIndex, BakedRun, BakedTranscript, BodyRef, TranscriptHead } from '../../../report/html/baked.ts';
import { type Answer, answer } from '../../../report/view/answer.ts';
import { byId, requirementsOf } from '../../../report/view/marks.ts';
import { type Section, sections } from '../../../report/view/sections.ts';
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
  /** The checks a transcript was judged by. */
  checksOf(key: string): readonly CheckOf[];
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
  const transcriptBlock = remembering(source.transcriptBlock);
  const bodyBlock = remembering(source.bodyBlock);
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
    checksOf: (key) => checks.get(key) ?? [],
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
