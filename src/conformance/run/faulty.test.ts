/** Faults of steps, of support code and of what listens to a run: none of them ends it or costs what was measured. */
import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { CheckResult, RunResults } from '../../results/results.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const LONG = 120_000;

/** In a process of its own, since an exception that nobody catches is the test runner's here. */
function runFaulty(wrong = ''): Promise<RunResults> {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', 'fixtures/faulty/run.ts', wrong],
      { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 },
      (error, out, err) => (error === null ? resolve(JSON.parse(out) as RunResults) : reject(new Error(err))),
    );
  });
}

describe('a run whose steps are at fault', () => {
  it('judges every scenario, with the message and where it came from', { timeout: LONG }, async () => {
    const results = await runFaulty();
    const checks = results.requirements.find((r) => r.id === 'CSP-KA-001')?.checks ?? [];
    const of = (name: string): CheckResult | undefined => checks.find((c) => c.scenario.endsWith(name));
    const faults: readonly (readonly [scenario: string, message: RegExp])[] = [
      [
        'A step throws something unexpected',
        /^TypeError: .* is not a function\n\s+at .*fixtures\/faulty\/steps\.ts:\d+/,
      ],
      ['A step throws nothing at all', /no Error was thrown: undefined/],
      [
        'A promise is rejected while the step waits for something else',
        /^a promise was rejected and nobody waited for it: RangeError: rejected, and nobody waits\n\s+at .*steps\.ts:\d+/,
      ],
      [
        'A callback throws while the step waits for something else',
        /^an exception was thrown where nobody could catch it: RangeError: thrown in a callback\n\s+at .*steps\.ts:\d+/,
      ],
      ['A callback throws after the last step', /RangeError: thrown late/],
      ['No step definition fits', /no step definition fits "there is no such step"/],
      ['Several step definitions fit', /several step definitions fit "two definitions fit"/],
    ];
    for (const [scenario, message] of faults) {
      expect(of(scenario), scenario).toMatchObject({ verdict: 'error', cause: { kind: 'harness' } });
      expect(of(scenario)?.cause?.message).toMatch(message);
    }
    expect(of('A step never ends')).toMatchObject({
      verdict: 'inconclusive',
      cause: { kind: 'timeout', wait: 'timers.scenario', boundMs: 500 },
    });
    expect(of('Clean-ups go wrong')?.notes).toEqual([
      'clean-up: throw at once: a clean-up failed at once',
      'clean-up: throw: a clean-up failed',
      'the first clean-up ran',
    ]);
    expect(of('Nothing is looked at')).toMatchObject({ verdict: 'inconclusive', cause: { kind: 'nothing-observed' } });
    expect(checks).toHaveLength(10);
    expect(results.transcripts).toHaveLength(10);
    expect(results.run).toMatchObject({ exitCode: 4, faults: [] });
    expect(results.run.aborted).toBeUndefined();
  });

  it.each(['listener', 'stop'])(
    'keeps everything when the %s is broken, and says so',
    { timeout: LONG },
    async (what) => {
      const { run, transcripts } = await runFaulty(what);
      expect(transcripts).toHaveLength(10);
      expect(run.exitCode).toBe(4);
      expect(run.aborted).toBeUndefined();
      expect(run.faults).toHaveLength(1);
      expect(run.faults?.[0]).toContain(`Error: ${what} is broken`);
    },
  );
});
