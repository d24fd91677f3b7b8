/** `impsc flaky` as its users meet it. */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const flaky = (...args: string[]) =>
  spawnSync(process.execPath, ['dist/src/cli/main.js', 'flaky', ...args], { cwd: ROOT, encoding: 'utf8' });

const SOME = ['--select', 'CSP-KA-001 or CSP-KA-002', '--version', '1.2', '--syntax', 'xml'];

it('runs with one seed after the other, and says that nothing wavers', () => {
  const { status, stdout } = flaky(...SOME, '--runs', '3', '--seed', '5');
  expect(stdout.match(/^seed \d+/gm)).toEqual(['seed 5', 'seed 6', 'seed 7']);
  expect(stdout).toContain('3 runs, the same verdicts in all of them.\nExit code 0.');
  expect(status).toBe(0);
});

it('prints JSON with the seed of each run', () => {
  const { status, stdout } = flaky(...SOME, '--runs', '2', '--seed', '5', '--json');
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ runs: [{ seed: 5 }, { seed: 6 }], wavering: [], exitCode: 0 });
});

it.each([
  [['--runs', '1'], 'two runs at least'],
  [['--runs', 'some'], 'a whole number'],
  [['--select', 'CSP-NONE'], 'CSP-NONE'],
  [['--iut', 'nowhere.yaml'], 'nowhere.yaml'],
])('refuses wrong use: %j', (args, said) => {
  const { status, stderr } = flaky(...args);
  expect(stderr).toContain(said);
  expect(status).toBe(2);
});
