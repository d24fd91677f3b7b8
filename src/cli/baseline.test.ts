/** Exit codes with and without a baseline, driven through the command line on results that are at hand. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { RunResults } from '../results/results.ts';
import { sampleResults } from '../testing/report/sample.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const folder = mkdtempSync(join(tmpdir(), 'impsc-baseline-'));

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

/** A run on 21 November 2026 of two requirements that count; one fails, or both pass. */
function results(name: string, failing: boolean, change: Partial<RunResults['run']> = {}): string {
  const sample = sampleResults({ configurations: ['1.2-xml'], flawless: !failing });
  const requirements = sample.requirements.filter(({ id }) => ['CSP-IMS-011', 'CSP-LOG-001'].includes(id));
  const run = { ...sample.run, selection: 'CSP-IMS-011 or CSP-LOG-001', ...change };
  return file(`${name}.json`, { ...sample, requirements, run });
}

const failing = results('failing', true);
const passing = results('passing', false);
const REASON = 'reason: "names are mended in 4.3"';
const known = (more = '') => `expected:\n  - { requirement: CSP-IMS-011, ${REASON}${more} }\n`;

function impsc(...args: string[]) {
  return spawnSync(process.execPath, ['dist/src/cli/main.js', ...args], { cwd: ROOT, encoding: 'utf8' });
}

describe('impsc baseline check', () => {
  it.each([
    ['an expected failure', 0, failing, known(), 'every failure is an expected one'],
    ['an expected failure on its last day', 0, failing, known(', expires: 2026-11-21'), 'CSP-IMS-011'],
    [
      'a requirement that wavers',
      0,
      failing,
      `expected: []\nflaky:\n  - { requirement: CSP-IMS-011, ${REASON}, owner: Ada, expires: 2026-12-31 }\n`,
      'Known to waver',
    ],
    ['nothing expected and nothing failing', 0, passing, 'expected: []\n', 'nothing failed'],
    ['a failure that is not expected', 1, failing, 'expected: []\n', 'one requirement fails'],
    ['a failure outside the scope of its entry', 1, failing, known(', versions: ["1.3"]'), 'one requirement fails'],
    ['a stale entry', 1, passing, known(), '1 stale entry in the baseline'],
    ['an expired entry of a failure', 1, failing, known(', expires: 2026-11-20'), 'one requirement fails'],
    ['an expired entry of what passes', 1, passing, known(', expires: 2026-11-20'), '1 expired entry in the baseline'],
    [
      'a reason that nobody wrote',
      2,
      failing,
      known().replace(REASON, 'reason: "FILL IN why it fails"'),
      'write why CSP-IMS-011',
    ],
    [
      'a requirement that does not exist',
      2,
      failing,
      known().replace('IMS-011', 'IMS-999'),
      'no requirement CSP-IMS-999',
    ],
    ['an empty file', 2, failing, '', 'the baseline file is empty'],
    [
      'a run that ended early',
      3,
      results('early', false, { aborted: 'nobody answers' }),
      'expected: []\n',
      'the run ended early: nobody answers',
    ],
    [
      'a fault of the harness',
      4,
      results('faulty', false, { faults: ['x'] }),
      'expected: []\n',
      '1 error of the harness',
    ],
  ] as const)('%s: %i', (name, code, given, text, said) => {
    const baseline = file(`${name}.yaml`, text);
    const { status, stdout, stderr } = impsc('baseline', 'check', '--results', given, '--baseline', baseline);
    expect(stdout + stderr).toContain(said);
    expect(status).toBe(code);
  });

  it.each([
    [['baseline', 'check'], '--baseline FILE is needed'],
    [['baseline', 'check', '--baseline', 'nowhere.yaml', '--results', failing], 'nowhere.yaml'],
    [['baseline', 'check', '--baseline', 'x.yaml', '--results', 'nowhere'], 'nowhere: there is no such file or folder'],
    [['baseline', 'mend'], "unknown command 'mend'"],
  ])('refuses wrong use: %j', (args, said) => {
    const { status, stderr } = impsc(...args);
    expect(stderr).toContain(said);
    expect(status).toBe(2);
  });
});

describe('impsc baseline update', () => {
  it('writes a file that is refused until its reason is written, and then holds', () => {
    const baseline = join(folder, 'new.yaml');
    const args = ['--results', failing, '--baseline', baseline];
    const updated = impsc('baseline', 'update', ...args);
    expect(updated.stdout).toContain('Added, write the reason of each:\n  CSP-IMS-011');
    expect(updated.status).toBe(0);
    expect(impsc('baseline', 'check', ...args).status).toBe(2);
    writeFileSync(baseline, readFileSync(baseline, 'utf8').replace(/FILL IN.*/, 'names are mended in 4.3'));
    expect(impsc('baseline', 'check', ...args).status).toBe(0);
    const again = impsc('baseline', 'update', ...args);
    expect(again.stdout).toBe(`Unchanged: ${baseline}\n`);
  });

  it('leaves a file alone that it cannot read', () => {
    const broken = file('broken.yaml', 'expected: [');
    const { status } = impsc('baseline', 'update', '--results', failing, '--baseline', broken);
    expect(status).toBe(2);
    expect(readFileSync(broken, 'utf8')).toBe('expected: [');
    expect(existsSync(`${broken}.tmp`)).toBe(false);
  });
});
