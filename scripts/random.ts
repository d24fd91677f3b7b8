/**
 * Property tests and random histories under random seeds: `npm run random`, `npm run random -- 20` for twenty rounds,
 * `npm run random -- 20 src/wbxml-ts` for the tests of a folder. A failing round names its seed; `IMPS_SEED=<seed>
 * npm run unit -- <file>` repeats it. The exit code is 1 when a round failed, 2 for a wrong argument.
 */
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const DEFAULT_ROUNDS = 5;

/** Test files whose course depends on a seed. */
function seededTests(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((name) => name.endsWith('.test.ts'))
    .filter((name) => /\bfast-check\b|IMPS_SEED|presence\/operations/.test(readFileSync(join(root, name), 'utf8')));
}

function usage(message: string): never {
  process.stderr.write(`random: ${message}\nUse: npm run random -- [ROUNDS] [FOLDER]\n`);
  process.exit(2);
}

const [given = String(DEFAULT_ROUNDS), folder = 'src'] = process.argv.slice(2);
const rounds = Number(given);
if (!Number.isInteger(rounds) || rounds < 1) usage(`${given} is no number of rounds`);
const files = seededTests(relative(root, join(root, folder)));
if (files.length === 0) usage(`no test in ${folder} depends on a seed`);

let failed = 0;
for (let round = 1; round <= rounds; round++) {
  const seed = randomInt(2 ** 31);
  process.stdout.write(`round ${round} of ${rounds}: IMPS_SEED=${seed}, ${files.length} files\n`);
  const { status } = spawnSync(join(root, 'node_modules/.bin/vitest'), ['run', '--reporter=dot', ...files], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { IMPS_EFFORT: '4', ...process.env, IMPS_SEED: String(seed) },
  });
  if (status === 0) continue;
  failed++;
  process.stdout.write(`failed: repeat with IMPS_SEED=${seed} npm run unit -- <file>\n`);
}
process.stdout.write(`${rounds - failed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
