import { describe, expect, it } from 'vitest';
import type { RunPlanned, ScenarioDone } from '../../conformance/events.ts';
import { sampleResults } from '../../testing/report/sample.ts';
import { createProgress } from './progress.ts';
import { terminalOf } from './terminal.ts';

const results = sampleResults({ configurations: ['1.3-wbxml'] });
const plan: RunPlanned = {
  target: results.target,
  seed: 7261,
  selection: undefined,
  configurations: results.configurations,
  scenarios: results.transcripts.length,
  requirements: 200,
};

function done(index: number): ScenarioDone {
  const transcript = results.transcripts[index];
  if (transcript === undefined) throw new Error(`the sample has no transcript ${index}`);
  const checks = results.requirements.flatMap((r) =>
    r.checks.filter((c) => c.transcript === transcript.key).map((check) => ({ requirement: r.id, check })),
  );
  return { index: index + 1, transcript, checks };
}

function run(output: { isTTY: boolean; columns: number }, env: Record<string, string>): string {
  const parts: string[] = [];
  let clock = 0;
  const terminal = terminalOf({ ...output, write: (t: string) => parts.push(t) }, env);
  const progress = createProgress(terminal, () => {
    clock += 50;
    return clock;
  });
  progress.runStarted(plan, () => results);
  results.transcripts.forEach((t, i) => {
    progress.scenarioStarted({
      index: i + 1,
      name: t.scenario,
      feature: t.feature,
      line: t.line,
      configuration: t.configuration,
      requirements: t.requirements,
    });
    progress.scenarioFinished(done(i));
  });
  progress.runFinished(results);
  return parts.join('');
}

describe('progress', () => {
  it('writes plain lines to a pipe: the start, each tenth, what does not pass', () => {
    const lines = run({ isTTY: false, columns: 100 }, {}).trim().split('\n');
    expect(lines[0]).toBe('Meridian IMPS Server 4.2.1: 200 requirements, 206 scenarios, 1.3-wbxml, seed 7261');
    expect(lines.filter((line) => /^\d+ of 206/.test(line))).toHaveLength(10);
    const timed = lines.filter((line) => / left/.test(line));
    expect(timed.length).toBeGreaterThan(7);
    expect(timed[0]).toMatch(/^\d+ of 206 {2}\d+ ms {2}about \d+ ms left/);
    expect(lines.find((line) => line.startsWith('■ fail'))).toContain('CSP-IMS-011 [1.3-wbxml]  observed User UserID');
    expect(lines.find((line) => line.startsWith('◆ inconclusive'))).toContain('within 5 s');
    expect(lines.join('')).not.toContain('\u001b');
  });

  it('rewrites one line on a terminal and leaves none behind', () => {
    const text = run({ isTTY: true, columns: 60 }, { TERM: 'xterm' });
    const drawn = text.split('\r\u001b[2K').map((part) => part.split('\n')[0] ?? '');
    expect(drawn.length).toBeGreaterThan(20);
    expect(Math.max(...drawn.filter((d) => /^\d+ of/.test(d)).map((d) => d.length))).toBeLessThan(60);
    expect(text.endsWith('\r\u001b[2K')).toBe(true);
  });

  it('takes CI and dumb terminals for pipes', () => {
    expect(run({ isTTY: true, columns: 100 }, { CI: 'true' })).not.toContain('\r');
    expect(run({ isTTY: true, columns: 100 }, { TERM: 'dumb' })).not.toContain('\u001b');
  });
});
