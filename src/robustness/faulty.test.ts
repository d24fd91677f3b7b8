import { describe, expect, it } from 'vitest';
import { describeServed } from '../embedded/iut.ts';
import { counts } from '../results/robustness.ts';
import { effort } from '../testing/effort.ts';
import { FAULTS, type Fault, faultyServer } from '../testing/robustness/faulty.ts';
import { type RobustnessOptions, runRobustness } from './run.ts';
import type { Subject } from './subject.ts';

const { ics, ixit } = describeServed('http://127.0.0.1:9/');

function run(fault: Fault | undefined, given: Partial<RobustnessOptions> & { readonly revived?: boolean } = {}) {
  const { http, memory, restart } = faultyServer(fault);
  const { revived = true, ...options } = given;
  const subject: Subject = {
    name: 'a server',
    versions: ics.versions,
    syntaxes: ics.syntaxes,
    traceless: false,
    ixit: () => ({ ...ixit, timers: { ...ixit.timers, restart: 0 } }),
    faults: () => 0,
    memory,
    ...(revived && { restart }),
    http,
  };
  const channels = fault === undefined ? (['xml', 'wbxml', 'pts'] as const) : [fault.channel];
  return runRobustness({
    subject,
    seed: 1,
    messages: effort(fault?.problem === 'leak' ? 360 : 120),
    channels,
    replay: String,
    ...options,
  });
}

describe('malformed messages', () => {
  it('do nothing to the conforming server', async () => {
    const { findings, sent, counts: rows } = await run(undefined);
    expect(findings).toEqual([]);
    expect(sent).toBe(effort(120));
    expect(new Set(rows.map(({ category }) => category)).size).toBe(7);
    expect(rows.every((row) => row.survived === row.sent)).toBe(true);
  });

  it.each(FAULTS)('show a server that $id, and the smallest of them', async (fault) => {
    const { findings } = await run(fault, fault.problem === 'leak' ? { messages: 80, tries: 20 } : {});
    const wrong = findings.filter(({ problem }) => counts(problem));
    expect(new Set(wrong.map(({ problem }) => problem))).toEqual(new Set([fault.problem]));
    const sizes = wrong.map(({ smallest }) => Buffer.from(smallest, 'base64').length);
    expect(Math.min(...sizes)).toBeLessThanOrEqual(fault.within);
    const [first] = wrong;
    // A leak shows in many messages only.
    if (first === undefined || first.problem === 'leak') return;
    const again = await run(fault, { only: first.message });
    expect(again.findings).toMatchObject([{ problem: first.problem, flaw: first.flaw, times: 1 }]);
  });

  it('end with a server that stays dead, and lose nothing', async () => {
    const dying = FAULTS.find(({ problem, channel }) => problem === 'death' && channel === 'wbxml');
    const { ended, lived, findings, sent, counts: rows } = await run(dying, { revived: false });
    expect(ended).toMatch(/^the server is gone since message \d+, and was not back within 0 ms \(timers.restart\)$/);
    expect(lived).toBe(false);
    expect(findings).toMatchObject([{ problem: 'death', because: 'the server is gone', shrunk: false }]);
    expect(rows.reduce((sum, row) => sum + row.sent, 0)).toBe(sent);
  });
});
