/**
 * Checks how comments and headings begin: with a noun or a verb, never with a clause that opens with What, How, Whether,
 * Where or Who. Looks at doc comments of code, headings of pages, and titles of features, rules and scenarios.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './checks/perform.ts';

const CLAUSE = '(What|How|Whether|Where|Whom?|Whose)\\b';

/** The places of a clause, by the ends of file names. */
const FORMS: readonly (readonly [file: RegExp, clause: RegExp])[] = [
  [/\.(ts|tsx|mjs|cjs)$/, new RegExp(`/\\*\\*\\s+(?:\\* )?${CLAUSE}`, 'g')],
  [/\.md$/, new RegExp(`^#+ ${CLAUSE}`, 'gm')],
  [/\.feature$/, new RegExp(`^ *(?:Feature|Rule|Scenario|Scenario Outline): ${CLAUSE}`, 'gm')],
];

const { stdout } = spawnSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
let found = 0;
for (const file of stdout.split('\n')) {
  const clause = FORMS.find(([name]) => name.test(file))?.[1];
  if (clause === undefined) continue;
  let text: string;
  try {
    text = readFileSync(join(root, file), 'utf8');
  } catch {
    continue; // deleted, and not yet committed
  }
  for (const match of text.matchAll(clause)) {
    const line = text.slice(0, match.index).split('\n').length;
    const [words = ''] = text
      .slice(match.index)
      .replace(/^\/\*\*\s*(\* )?/, '')
      .split('\n');
    process.stdout.write(`${file}:${line}: begins with a clause: ${words.slice(0, 80)}\n`);
    found++;
  }
}
if (found > 0) process.stdout.write(`${found} comments or headings begin with a clause; begin with the subject\n`);
process.exitCode = found === 0 ? 0 : 1;
