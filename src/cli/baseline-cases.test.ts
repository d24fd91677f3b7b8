/** Each key of a baseline entry narrows it; the list of flaky requirements is bounded. Through the command line, in this process. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CheckResult } from '../results/results.ts';
import { sampleResults } from '../testing/report/sample.ts';
import { impsc } from './main.ts';

const folder = mkdtempSync(join(tmpdir(), 'impsc-cases-'));
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = 0;
});

function written(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** A result in which CSP-IMS-011 fails, or stays open; the scenario of its first failing check. */
const sample = sampleResults({ configurations: ['1.2-xml'] });
const own = sample.requirements.filter(({ id }) => ['CSP-IMS-011', 'CSP-LOG-001'].includes(id));
const failingScenario = own.flatMap(({ checks }) => checks).find(({ verdict }) => verdict === 'fail')?.scenario ?? '';
const [, file = '', name = ''] = /^(\S+\.feature):\d+\s+(.*)$/s.exec(failingScenario) ?? [];
const run = { ...sample.run, selection: 'CSP-IMS-011 or CSP-LOG-001' };
const failing = written('failing.json', JSON.stringify({ ...sample, run, requirements: own }));
const lost = (check: CheckResult): CheckResult =>
  check.verdict === 'fail'
    ? { ...check, verdict: 'inconclusive', cause: { kind: 'transport-lost', message: 'gone' } }
    : check;
const open = written(
  'open.json',
  JSON.stringify({
    ...sample,
    run,
    requirements: own.map((r) =>
      r.verdict === 'fail' ? { ...r, verdict: 'inconclusive', checks: r.checks.map(lost) } : r,
    ),
  }),
);

async function codeOf(results: string, baseline: string): Promise<number> {
  for (const stream of [process.stdout, process.stderr]) vi.spyOn(stream, 'write').mockImplementation(() => true);
  return impsc(['baseline', 'check', '--results', results, '--baseline', written('known.yaml', baseline)]);
}

const REASON = 'reason: names are mended in 4.3';
const entry = (more = '') => `expected:\n  - { requirement: CSP-IMS-011, ${REASON}${more} }\n`;
const flaky = (count: number) =>
  `expected: []\nflaky:\n${Array.from({ length: count }, (_, i) => `  - { requirement: CSP-IMS-011, ${REASON}, owner: Ada, expires: 2027-01-0${(i % 9) + 1}, scenario: s${i} }\n`).join('')}`;

describe('an entry of a baseline', () => {
  it.each([
    [', versions: ["1.2"]', 0],
    [', versions: ["1.1", "1.3"]', 1],
    [', syntaxes: [xml]', 0],
    [', syntaxes: [wbxml]', 1],
    [', bearers: [http]', 0],
    [', bearers: [sms]', 1],
    [', configurations: ["1.2-xml"]', 0],
    [', configurations: ["1.3-wbxml"]', 1],
    [`, scenario: ${JSON.stringify(file)}`, 0],
    [`, scenario: ${JSON.stringify(name)}`, 0],
    [`, scenario: ${JSON.stringify(`${file} ${name}`)}`, 0],
    [', scenario: features/elsewhere.feature', 1],
    [', versions: ["1.2"], syntaxes: [wbxml]', 1],
    [', verdict: inconclusive', 1],
    [', expires: 2026-02-30', 2],
    [', owner: Ada, link: "https://tracker.example/17"', 0],
    [', because: x', 2],
  ])('with "%s": exit code %i', async (more, code) => {
    expect(await codeOf(failing, entry(more))).toBe(code);
  });

  it('of the verdict inconclusive expects what stays open, and no failure does', async () => {
    expect(await codeOf(open, 'expected: []\n')).toBe(3);
    expect(await codeOf(open, entry(', verdict: inconclusive'))).toBe(0);
    expect(await codeOf(open, entry())).not.toBe(0);
  });

  it('has a reason of ten characters at least', async () => {
    expect(await codeOf(failing, entry().replace(REASON, 'reason: later'))).toBe(2);
  });
});

describe('the list of flaky requirements', () => {
  it.each([
    [10, 1],
    [11, 2],
  ])('of %i entries: exit code %i', async (count, code) => {
    expect(await codeOf(failing, flaky(count))).toBe(code);
  });

  it('needs an owner and a last day', async () => {
    expect(await codeOf(failing, flaky(1).replace(', owner: Ada', ''))).toBe(2);
    expect(await codeOf(failing, flaky(1).replace(/, expires: \S+,/, ','))).toBe(2);
  });
});
