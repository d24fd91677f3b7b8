/** Verdicts are made from results and transcripts alone: whoever judges what was kept needs no Cucumber. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');

/** A hook that refuses every package of Cucumber. */
const REFUSE = `export const resolve = (name, context, next) => {
  if (name.startsWith('@cucumber/')) throw new Error('somebody asked for ' + name);
  return next(name, context);
};`;

/** The error text of a process that imports these files; empty if it does not fail. */
function importing(files: readonly string[]): string {
  const script = [
    "import { register } from 'node:module';",
    `register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(REFUSE)}`)});`,
    ...files.map((file) => `await import(${JSON.stringify(join(ROOT, file))});`),
  ].join('\n');
  const { stderr } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return stderr;
}

const sourcesIn = (folder: string): readonly string[] =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => `${folder}/${name}`);

it('load no module of Cucumber', () => {
  const rooms = ['src/results', 'src/conformance/verdicts', 'src/conformance/transcripts', 'src/conformance/baseline'];
  expect(importing(rooms.flatMap(sourcesIn))).toBe('');
});

it('would be seen to load one', () => {
  expect(importing(['src/conformance/run/run.ts'])).toContain('somebody asked for @cucumber/');
});
