/** `impsc compare` as its users meet it: files, folders, exit codes. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sampleResults } from '../testing/report/sample.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const folder = mkdtempSync(join(tmpdir(), 'impsc-compare-'));

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const good = file('good/results.json', sampleResults({ flawless: true, configurations: ['1.2-xml'] }));
const bad = file('bad.json', sampleResults({ configurations: ['1.2-xml'] }));

function compare(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/src/cli/main.js', 'compare', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('impsc compare', () => {
  it.each([
    [0, [good, good], 'Nothing worse: of '],
    [0, [bad, good], 'Mended ('],
    [1, [dirname(good), bad], 'Worse: '],
  ] as const)('ends in %i', (code, args, said) => {
    const ended = compare(...args);
    expect(ended.stderr).toBe('');
    expect(ended.status).toBe(code);
    expect(ended.stdout).toContain(said);
  });

  it('prints JSON that says the same', () => {
    const { status, stdout } = compare(good, bad, '--json');
    const said: unknown = JSON.parse(stdout);
    expect(status).toBe(1);
    expect(said).toMatchObject({ schema: 'imps-conformance/comparison/1', exitCode: 1, worse: true });
  });

  it.each([
    [['nowhere'], 'nowhere: there is no such file or folder'],
    [[folder], 'holds neither results.json nor journal.jsonl'],
    [[file('text.json', 'pass')], 'text.json is not JSON'],
    [[file('other.json', { tests: 5 })], 'is no results.json of this program: it has no "schema"'],
    [[file('newer.json', { schema: 'imps-conformance/results/9' })], 'has the schema "imps-conformance/results/9"'],
    [[file('half.json', { schema: 'imps-conformance/results/1' })], 'half.json: the list "transcripts" is missing'],
    [
      [file('odd.json', { ...sampleResults({ configurations: ['1.2-xml'] }), run: { seed: 'x' } })],
      "odd.json does not fit the schema of results.json: /run must have required property 'startedAt'",
    ],
    [[good, '--json', '--markdown'], '--json and --markdown do not go together'],
  ] as const)('refuses wrong input: %j', (args, said) => {
    const ended = compare(good, ...args);
    expect(ended.stderr).toContain(said);
    expect(ended.status).toBe(2);
    expect(ended.stdout).toBe('');
  });

  it('needs two runs', () => {
    expect(compare(good).status).toBe(2);
  });
});
