/** A proxy that spoils messages between suite and server: the suite reports it and does not blame the server. */
import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { CheckResult, RunResults } from '../../results/results.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const LONG = 180_000;

/** Runs of the suite against the reference server behind a proxy, one after the other: way of spoiling, selection. */
function runSpoiled(...given: readonly (readonly [way: string, selection: string])[]): Promise<RunResults[]> {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      ['dist/fixtures/spoiled/run.js', ...given.flat()],
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
    expect(dropped.run.remarks).toContainEqual(expect.stringMatching(/^3 of \d+ requests got no answer/));
    expect(judged(dropped).filter((c) => c.verdict === 'fail')).toEqual([]);
    const touched = new Set(
      dropped.transcripts.filter((t) => t.entries.some((e) => e.lost && e.step !== undefined)).map((t) => t.key),
    );
    const open = judged(dropped).filter((c) => c.verdict === 'inconclusive');
    expect(new Set(open.map((c) => c.transcript))).toEqual(touched);
    expect(open.every((c) => c.cause?.kind === 'transport-lost')).toBe(true);
    expect(dropped.requirements.find((r) => r.id === 'TRN-HTTP-042')?.note).toBe(true);

    // A server that closes after every answer without announcing it is found out before an answer is lost.
    expect(closed.totals.lostAnswers).toBe(0);
    expect(judged(closed).every((c) => c.verdict === 'pass')).toBe(true);
  });
});

describe('what says nothing of the implementation', () => {
  it('ends a run early with one sentence, and nothing is judged', { timeout: LONG }, async () => {
    const ways = ['not-found', 'moved', 'html-page', 'other-passwords', 'nobody-there'] as const;
    const all = await runSpoiled(...ways.map((way) => [way, 'CSP-KA or CSP-LOG'] as const));
    const said = Object.fromEntries(ways.map((way, i) => [way, all[i]?.run.aborted]));
    expect(said['not-found']).toMatch(
      /^every answer from http:\/\/127\.0\.0\.1:\d+\/ is HTTP 404 Not Found: is ixit\.address right\?$/,
    );
    expect(said.moved).toMatch(
      /is HTTP 307 Temporary Redirect, Location https:\/\/\*\*\*@example\.com\/imps\?\*\*\*: is ixit/,
    );
    expect(said['html-page']).toMatch(/is HTTP 200 OK with an HTML page: is ixit\.address right\?$/);
    expect(said['other-passwords']).toMatch(
      /^every login was refused of alice \(Status .*409 Invalid password.*\): are user and password right in ixit\.accounts\.alice\?$/,
    );
    expect(said['nobody-there']).toMatch(
      /^nothing answers at http:\/\/127\.0\.0\.1:9\/ \(no connection to 127\.0\.0\.1:9: connection refused\): is the server/,
    );
    expect(all.map((results) => results.run.exitCode)).toEqual([3, 3, 3, 3, 3]);
    for (const results of all) expect(checksOf(results).filter((c) => c.verdict === 'fail')).toEqual([]);
    for (const results of all.slice(0, 3)) expect(results.totals.scenarios.run).toBe(3);
    for (const results of all.slice(0, 4)) {
      expect(judged(results)).toEqual([]);
    }
    expect(JSON.stringify(all[1]?.run)).not.toContain('secret');
  });

  it('is the pace a server asks for: it is kept to, or the check stays open', { timeout: LONG }, async () => {
    const [slow, busy] = await runSpoiled(['puts-off', 'CSP-KA'], ['for-a-minute', 'CSP-KA']);
    if (slow === undefined || busy === undefined) throw new Error('a run is missing');
    expect(judged(slow).filter((c) => c.verdict !== 'pass')).toEqual([]);
    expect(slow.run.remarks?.[0]).toMatch(/^The server put \d+ of \d+ requests off/);
    const open = judged(busy).filter((c) => c.verdict !== 'pass');
    expect(open.length).toBeGreaterThan(0);
    for (const check of open) {
      expect(check).toMatchObject({ verdict: 'inconclusive', cause: { kind: 'transport-lost' } });
      expect(check.cause?.message).toMatch(/^the server asks to slow down \(HTTP 429/);
    }
  });
});

describe('an implementation that goes away', () => {
  it('is waited for, and the request of which it went is named', { timeout: LONG }, async () => {
    const [back, gone] = await runSpoiled(['dies-and-returns', 'CSP-KA or CSP-LOG'], ['dies', 'CSP-KA or CSP-LOG']);
    if (back === undefined || gone === undefined) throw new Error('a run is missing');
    expect(back.run.aborted).toBeUndefined();
    expect(back.run.remarks?.[0]).toMatch(
      /^The implementation went away and came back \d\.\d s later; the first request without an answer was Logout-Request of \w+ in the clean-up of features\/.* \[1\.2-xml\] \(.+\)\.$/,
    );
    const open = judged(back).filter((c) => c.verdict !== 'pass');
    expect(open.every((c) => c.verdict === 'inconclusive')).toBe(true);
    const crashed = open.filter((c) => c.cause?.message.includes('the implementation went away'));
    expect(new Set(crashed.map((c) => c.transcript)).size).toBe(1);
    expect(crashed[0]?.cause).toMatchObject({ kind: 'transport-lost' });
    expect(crashed[0]?.cause?.message).toContain('Logout-Request of');

    expect(gone.run.exitCode).toBe(3);
    expect(gone.run.aborted).toMatch(
      /^the implementation went away and did not come back; the first request without an answer was KeepAlive-Request of \w+ in the step ".+" of features\/.*; http:\/\/127\.0\.0\.1:\d+\/ takes no connection within 0\.5 s \(ixit\.timers\.restart\)/,
    );
  });
});
