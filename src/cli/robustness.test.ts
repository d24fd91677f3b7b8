import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { embeddedIut } from '../embedded/iut.ts';
import { robustnessHtml } from '../report/robustness/html.ts';
import { robustnessLines } from '../report/robustness/lines.ts';
import { robustnessMarkdown } from '../report/robustness/markdown.ts';
import type { RobustnessResults } from '../results/robustness.ts';
import { runRobustness } from '../robustness/run.ts';
import { runCommand } from './commands/run.ts';
import { subjectOf } from './robustness.ts';

/** Fails, instead of refusing, where a request says no media type that it knows. */
const careless = embeddedIut({
  name: 'A <careless> server',
  change: (options) => ({
    ...options,
    hooks: { response: (response) => (response.status === 415 ? { status: 500 } : response) },
  }),
});
afterAll(() => careless.stop());

describe('the robustness profile over the network', () => {
  it('leaves the reference server as it was', async () => {
    const out = mkdtempSync(join(tmpdir(), 'robustness-'));
    const given = { profile: 'robustness', messages: 60, seed: 5, out, quiet: true, json: true };
    expect(await runCommand(given)).toBe(0);
    const results = JSON.parse(readFileSync(join(out, 'robustness.json'), 'utf8')) as RobustnessResults;
    expect(results).toMatchObject({ sent: 60, lived: true, restarts: 0, findings: [], missing: [] });
  });

  it('shows a fault in requests by hand and in every report', async () => {
    const subject = await subjectOf(careless, {});
    const channels = ['http', 'cir'] as const;
    const results = await runRobustness({ subject, seed: 3, messages: 80, channels, replay: (n) => `again ${n}` });
    const [finding] = results.findings;
    expect(finding).toMatchObject({ problem: 'fault', channel: 'http', answer: 'HTTP 500' });
    expect(new Set(results.counts.map(({ channel }) => channel))).toEqual(new Set(channels));
    const replay = `again ${finding?.message}`;
    expect(robustnessLines(results, 'out')).toContain(`FAULT  http ${finding?.version}`);
    for (const report of [robustnessMarkdown(results), robustnessHtml(results)]) expect(report).toContain(replay);
    expect(robustnessHtml(results)).toContain('A &lt;careless&gt; server');
  });

  it('takes nothing that is about scenarios', async () => {
    const wrong = runCommand({ profile: 'robustness', select: 'CSP-LOG', out: tmpdir() });
    await expect(wrong).rejects.toThrow('sends messages, no scenarios; leave select out');
    await expect(runCommand({ messages: 3, out: tmpdir() })).rejects.toThrow('--profile robustness');
  });
});
