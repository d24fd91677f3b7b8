// Lists the commands of package.json in words: `npm run help`. A command that is not described here is named as such.
import { readFileSync } from 'node:fs';

const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

const WORDS = {
  conformance: 'run the suite against the embedded reference server, write reports/latest',
  test: 'all checks; the last line is "N passed, N failed"',
  check: 'check what a change touches, in under a minute; -- BASE compares with another commit',
  impsc: 'the command line: npm run impsc -- --help',
  lint: 'types, format, import rules, dead code, catalogue against features',
  'lint:fix': 'format, and fix what can be fixed',
  typecheck: 'types alone',
  unit: 'unit tests; -- FILE or FOLDER for some of them',
  watch: 'unit tests again and again, as files change',
  random: 'property tests under random seeds; -- ROUNDS [FOLDER]',
  mutants: 'machine-made faults of the reference server against the suite; -- --help',
  bench: 'speed, as ratios against something in the same run',
  watching: 'the monitor between client and reference server over the whole suite: false alarms, and defects it names',
  pictures: 'the pictures of the README anew',
  build: 'compile what is published into dist/',
  help: 'this list',
};

const names = Object.keys(scripts).filter((name) => !/^(pre|post)/.test(name));
const ordered = [
  ...Object.keys(WORDS).filter((name) => names.includes(name)),
  ...names.filter((name) => !(name in WORDS)),
];
const width = Math.max(...ordered.map((name) => name.length));
for (const name of ordered) {
  const command = name === 'test' ? 'npm test' : `npm run ${name}`;
  process.stdout.write(`${command.padEnd(width + 9)}${WORDS[name] ?? '(not described)'}\n`);
}
