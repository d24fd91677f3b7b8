/**
 * Checks what a change touches, in under a minute: `npm run check`, or `npm run check -- BASE` against another commit
 * than where the branch left main. Lint as a whole; the unit tests beside changed files; the suite in one configuration;
 * the defects of changed requirements, scenarios and defect files. The last line is `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { impsc, light } from './checks/light.ts';
import { bin, type Check, conclude, perform, performTwoAtATime, root, vitestTally } from './checks/perform.ts';

const work = join(root, 'reports', 'check');
/** Requirements whose defects are run at most; a change that touches more is a matter for `npm test`. */
const MOST_REQUIREMENTS = 12;

function git(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status === 0) return stdout;
  process.stderr.write(`check: git ${args.join(' ')}: ${stderr}`);
  process.exit(2);
}

/** Commit at which the branch left main; on main itself, the commit before. */
function defaultBase(): string {
  const base = git('merge-base', 'HEAD', 'main').trim();
  return base === git('rev-parse', 'HEAD').trim() ? 'HEAD~1' : base;
}

const base = process.argv[2] ?? defaultBase();
const changed = [
  ...git('diff', '--name-only', base).split('\n'),
  ...git('ls-files', '--others', '--exclude-standard').split('\n'),
].filter((name) => name !== '' && existsSync(join(root, name)));

/** The test beside a file, or all tests of its folder where it has none of its own. */
function testsBeside(name: string): readonly string[] {
  if (/\.test\.tsx?$/.test(name)) return [name];
  if (!/\.tsx?$/.test(name)) return [];
  const own = name.replace(/\.tsx?$/, '.test.ts');
  if (existsSync(join(root, own))) return [own];
  const folder = dirname(name);
  return readdirSync(join(root, folder))
    .filter((other) => other.endsWith('.test.ts'))
    .map((other) => join(folder, other));
}

/** Requirements whose lines in the catalogue, features or defects changed. */
function requirementsTouched(): readonly string[] {
  const diff = git('diff', '--unified=3', base, '--', 'features', 'src/proof', 'scr-tables/requirements');
  const lines = diff.split('\n').filter((line) => /^[+ ]/.test(line));
  return [...new Set(lines.flatMap((line) => line.match(/\b(?:CSP|PA|SYN|TRN)(?:-[A-Z]+)+-\d{3}\b/g) ?? []))];
}

/** Requirements that some defect breaks, as the command line lists them. */
function withDefect(): ReadonlySet<string> {
  const [command = '', ...args] = impsc;
  const { stdout } = spawnSync(command, [...args, 'defects', '--list', '--no-variants'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  return new Set(stdout.match(/\b[A-Z]{2,3}(?:-[A-Z]+)+-\d{3}\b/g) ?? []);
}

const files = [...new Set(changed.filter((name) => /^(src|steps|scripts)\//.test(name)).flatMap(testsBeside))];
const touched = requirementsTouched();
const killable = withDefect();
const requirements = touched.filter((id) => killable.has(id));
rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
const unit = join(work, 'unit.json');
const heavy: Check[] = [
  {
    name: 'suite, 1.2 in XML',
    command: [...impsc, 'run', '--version', '1.2', '--syntax', 'xml', '--out', join(work, 'suite')],
  },
];
if (files.length > 0) {
  const options = ['--reporter=default', '--reporter=json', `--outputFile.json=${unit}`];
  heavy.push({ name: 'unit tests', command: [bin('vitest'), 'run', ...options, ...files], tally: vitestTally(unit) });
}
if (requirements.length > 0) {
  const some = requirements.slice(0, MOST_REQUIREMENTS);
  const select = some.join(',');
  heavy.push({
    name: 'defects',
    command: [...impsc, 'defects', '--no-variants', '--select', select, '--out', join(work, 'defects')],
  });
}
console.log(
  `${changed.length} files changed since ${base.slice(0, 12)}; ${files.length} test files, ${requirements.length} requirements`,
);
if (requirements.length > MOST_REQUIREMENTS)
  console.log(`the defects of the first ${MOST_REQUIREMENTS} of them are run; npm test runs all`);
const outcomes = await performTwoAtATime(light);
for (const check of heavy) outcomes.push(await perform(check));
conclude(outcomes);
