/** The tool itself, with a handful of mutants and one feature file. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
mkdirSync(join(root, 'reports'), { recursive: true });
const folder = mkdtempSync(join(root, 'reports', 'mutants-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const LONG = 240_000;

function node(...args: readonly string[]) {
  const ended = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (ended.error !== undefined) throw ended.error;
  return ended;
}

function mutants(...args: readonly string[]) {
  node('scripts/compile.mjs');
  return node('dist/scripts/mutants/main.js', '--out', relative(root, folder), ...args);
}

describe('npm run mutants', () => {
  it('tells the fates of mutants apart', { timeout: LONG }, () => {
    const list = mutants('--list', '--count', '100000').stdout.split('\n');
    const idOf = (text: string) => list.find((line) => line.includes(text))?.slice(0, 8) ?? `no ${text}`;
    const ids = [
      idOf("STR 'KeepAlive-Response' to ''"),
      idOf('NUM 23 to 23+1 in Date.UTC'),
      idOf('groups/handlers/members '),
    ];
    const ended = mutants('--features', 'features/csp/access/keep-alive.feature', '--jobs', '1', '--only', ids.join());
    expect(ended.stderr).not.toContain('Error');
    const outcomes = JSON.parse(readFileSync(join(folder, 'outcomes.json'), 'utf8')) as { id: string; fate: string }[];
    const fates = new Map(outcomes.map(({ id, fate }) => [id, fate]));
    expect(ids.map((id) => fates.get(id))).toEqual(['killed', 'survived', 'unreached']);
    expect(ended.stdout).toContain('3 of ');
  });

  it('refuses what it does not know', { timeout: LONG }, () => {
    expect(mutants('--room', 'cellar', '--list').status).toBe(2);
    expect(mutants('--count', 'many').stderr).toContain('--count: "many" is no whole number from 1');
  });
});
