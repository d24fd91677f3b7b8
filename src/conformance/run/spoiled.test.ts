/** Whatever lies between the suite and a server may spoil what passes: nothing of it is hidden, nobody is blamed for it. */
import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { CheckResult, RunResults } from '../results.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const LONG = 180_000;

/** Runs of the suite against the reference server behind a proxy, one after the other: way of spoiling, selection. */
function runSpoiled(...given: readonly (readonly [way: string, selection: string])[]): Promise<RunResults[]> {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', 'fixtures/spoiled/run.ts', ...given.flat()],
      { cwd: ROOT, maxBuffer: 256 * 1024 * 1024 },
      (error, out, err) => (error === null ? resolve(JSON.parse(out) as RunResults[]) : reject(new Error(err))),
    );
  });
}

const checksOf = (results: RunResults): CheckResult[] => results.requirements.flatMap((r) => r.checks);
const judged = (results: RunResults): CheckResult[] => checksOf(results).filter((c) => c.cause?.kind !== 'untestable');

describe('answers that are lost', () => {
  it('are exchanges of their own, count, and nothing rests on them', { timeout: LONG }, async () => {
    const [dropped, closed] = await runSpoiled(
      ['drops-reused', 'CSP-LOG or CSP-KA or TRN-HTTP'],
      ['closes-unasked', 'CSP-KA'],
    );
    if (dropped === undefined || closed === undefined) throw new Error('a run is missing');
    const lost = dropped.transcripts.flatMap(({ entries }) => entries.filter((entry) => entry.lost === true));
    expect(lost).toHaveLength(3);
    expect(dropped.totals.lostAnswers).toBe(3);
    expect(dropped.run.remarks?.[0]).toMatch(/^3 of \d+ requests got no answer/);
    expect(judged(dropped).filter((c) => c.verdict === 'fail')).toEqual([]);
    const touched = new Set(
      dropped.transcripts.filter((t) => t.entries.some((e) => e.lost && e.step !== undefined)).map((t) => t.key),
    );
    const open = judged(dropped).filter((c) => c.verdict === 'inconclusive');
    expect(new Set(open.map((c) => c.transcript))).toEqual(touched);
    expect(open.every((c) => c.cause?.kind === 'transport-lost')).toBe(true);
    expect(dropped.requirements.find((r) => r.id === 'TRN-HTTP-042')?.note).toBe(true);

    // Who closes after every answer without a word is found out before anything is lost.
    expect(closed.totals.lostAnswers).toBe(0);
    expect(judged(closed).every((c) => c.verdict === 'pass')).toBe(true);
  });
});
