/** `impsc run --only-failed` as its users meet it. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { RunResults } from '../results/results.ts';
import { faultIn } from './schemas.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const folder = mkdtempSync(join(tmpdir(), 'impsc-again-'));
const impsc = (...args: string[]) =>
  spawnSync(process.execPath, ['dist/src/cli/main.js', ...args], { cwd: ROOT, encoding: 'utf8' });
const resultsIn = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as RunResults;

it('runs what failed and merges it into one result that names both runs', () => {
  const common = ['--out', folder, '--format', 'badge', '--quiet'];
  const part = ['--select', 'CSP-KA-001 or CSP-KA-002', '--version', '1.2', '--syntax', 'xml'];
  expect(impsc('run', '--defect', 'keep-alive-202', ...part, '--seed', '1', ...common).status).toBe(1);
  const first = resultsIn('results.json');
  const again = impsc('run', '--only-failed', folder, '--seed', '2', ...common);
  expect(again.stderr).toBe('');
  // The same defect again: it still fails.
  expect(again.status).toBe(1);
  const merged = resultsIn('results.json');
  expect(faultIn('results', merged)).toBeUndefined();
  expect(merged.run.mergedFrom).toMatchObject([{ seed: 1 }, { seed: 2, mended: [] }]);
  expect(merged.run.selection).toBe(first.run.selection);
  expect(merged.requirements.map(({ id, verdict }) => [id, verdict])).toEqual(
    first.requirements.map(({ id, verdict }) => [id, verdict]),
  );
  expect(merged.totals.messages).toBeGreaterThan(first.totals.messages);
  expect(again.stdout.replace(/\s+/g, ' ')).toContain('Merged from 2 runs, in which what had failed was run again');
  expect(existsSync(join(folder, 'results.first.json'))).toBe(true);

  // A failure of the first run that the second does not have passes with a note.
  const path = join(folder, 'forged.json');
  const sound = { ...first, run: { ...first.run, command: [] }, target: { ...first.target, name: 'Reference server' } };
  writeFileSync(path, JSON.stringify(sound));
  const mended = impsc('run', '--only-failed', path, ...common);
  expect(mended.status).toBe(0);
  expect(resultsIn('results.json').run.mergedFrom?.[1]?.mended).toEqual(['CSP-KA-001']);
  expect(resultsIn('results.json').requirements.find(({ id }) => id === 'CSP-KA-001')).toMatchObject({
    verdict: 'pass',
    note: true,
  });

  const refused = (change: object, ...args: string[]) => {
    writeFileSync(path, JSON.stringify({ ...sound, ...change }));
    const { status, stderr } = impsc('run', '--only-failed', path, ...args, ...common);
    expect(status).toBe(2);
    return stderr;
  };
  expect(refused({}, '--select', 'CSP-KA')).toContain('--select does not go with --only-failed');
  expect(refused({ tool: { ...first.tool, version: '9.0.0' } })).toContain('was made by version 9.0.0');
  expect(refused({ target: { name: 'Tern', kind: 'remote' } })).toContain('the earlier result is of Tern');
  expect(refused({ run: { ...sound.run, aborted: 'nobody answers' } })).toContain('ended early (nobody answers)');
});
