/** `impsc matrix` as its users meet it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { sampleResults } from '../testing/report/sample.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const folder = mkdtempSync(join(tmpdir(), 'impsc-matrix-'));
const good = join(folder, 'results.json');
writeFileSync(good, JSON.stringify(sampleResults({ configurations: ['1.2-xml'] })));

const matrix = (...args: string[]) =>
  spawnSync(process.execPath, ['dist/src/cli/main.js', 'matrix', ...args], { cwd: ROOT, encoding: 'utf8' });

it('writes one file', () => {
  const out = join(folder, 'deep', 'matrix.html');
  const { status, stdout } = matrix(good, folder, '--out', out);
  expect(status).toBe(0);
  expect(stdout).toBe(`Written: ${out}\n`);
  expect(readFileSync(out, 'utf8')).toContain('Two results side by side');
});

it.each([
  [[], "missing required argument 'results'"],
  [[good, join(folder, 'nowhere.json')], `${join(folder, 'nowhere.json')}: there is no such file or folder`],
  [[good, 'package.json'], 'package.json is no results.json of this program'],
  [[good, '--out', '/proc/matrix.html'], '--out /proc/matrix.html: it cannot be written'],
])('refuses wrong input: %j', (args, said) => {
  const { status, stderr } = matrix(...args);
  expect(stderr).toContain(said);
  expect(status).toBe(2);
});
