/** `npm run mutants` counts the slips in the reference server that the suite notices. See docs/mutants.md. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findProject } from '../../src/cli/project.ts';
import { build, fingerprint, idOf, roomOf } from './build.ts';
import { type Coverage, cover } from './coverage.ts';
import { type Row, rowsOf, type Tried, tableOf } from './figures.ts';
import type { Mutant } from './instrument.ts';
import { type Journal, openJournal } from './journal.ts';
import { type Judgements, readJudgements } from './judged.ts';
import { type Options, readOptions, USAGE, UsageError } from './options.ts';
import { tryAll } from './pool.ts';
import { draw } from './sample.ts';
import { work } from './worker.ts';
import { compiledOf, keepMutants, openWorkshop, type Place, placeIn } from './workshop.ts';

async function main(): Promise<number> {
  const [first, ...rest] = process.argv.slice(2);
  if (first === WORKER) return workUntilTheEnd(rest);
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const project = findProject();
  const place = placeIn(resolve(options.out));
  mkdirSync(place.folder, { recursive: true });
  const { mutants } = build(project.root, compiledOf(project), place.build);
  keepMutants(place, mutants);
  const judged = readJudgements(join(project.root, 'scripts', 'mutants', 'judged.json'));
  const numbers = choose(mutants, options);
  if (options.list) {
    for (const n of numbers) process.stdout.write(`${describe(mutants[n])}\n`);
    return 0;
  }
  const under = fingerprint(project.root, mutants, options.features);
  await measureCoverage(place, under, options.features);
  const journal = openJournal(join(place.folder, 'journal.jsonl'), `${under} ${options.most}`);
  const tried = await tryThem(numbers, { mutants, place, journal, options });
  writeFileSync(join(place.folder, 'outcomes.json'), JSON.stringify(tried.map(asWritten(judged)), null, 1));
  process.stdout.write(summary(tried, mutants, judged, relative(process.cwd(), place.folder)));
  return 0;
}

/** First argument of a process that tries mutants; the folder of the run and the path of the features follow. */
const WORKER = '--worker';

async function workUntilTheEnd([folder = '', below = '']: readonly string[]): Promise<number> {
  await work(folder, below);
  await new Promise<void>((resolve) => process.once('disconnect', resolve));
  return 0;
}

/** The mutants to try: those named, else a sample, of one room or of all. */
function choose(mutants: readonly Mutant[], { only, room, count, seed }: Options): readonly number[] {
  const all = mutants.map((_, number) => number);
  const named = (n: number, names: readonly string[]) => {
    const mutant = mutants[n];
    return mutant !== undefined && names.some((name) => idOf(mutant) === name || mutant.key === name);
  };
  const rooms = new Set(mutants.map(roomOf));
  if (room !== undefined && !rooms.has(room))
    throw new UsageError(`there is no room ${room}; rooms: ${[...rooms].join(', ')}`);
  if (only !== undefined) {
    const found = all.filter((n) => named(n, only));
    if (found.length === 0) throw new UsageError(`there is no mutant ${only.join(', ')}; --list shows them`);
    return found;
  }
  return draw(
    all.filter((n) => room === undefined || roomOf(mutants[n] ?? { file: '' }) === room),
    count,
    seed,
  );
}

/** The coverage of these sources, measured if it is not stored yet. */
async function measureCoverage(place: Place, wanted: string, below: string): Promise<void> {
  const file = place.coverage;
  if (existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as Coverage).fingerprint === wanted) return;
  process.stderr.write('mutants: running everything once, to see which scenario reaches which mutant\n');
  const workshop = await openWorkshop(place, below);
  const coverage = await cover(workshop, wanted, progress('scenarios', 500));
  writeFileSync(file, JSON.stringify(coverage));
}

/** Progress: one line that is rewritten on a terminal, elsewhere a line now and then. */
function progress(what: string, seldom: number, of = ''): (done: number, more?: string) => void {
  return (done, more = '') => {
    const line = `${done}${of} ${what}${more}`;
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${line}`);
    else if (done % seldom === 0) process.stderr.write(`${line}\n`);
  };
}

interface Bench {
  readonly mutants: readonly Mutant[];
  readonly place: Place;
  readonly journal: Journal;
  readonly options: Options;
}

async function tryThem(numbers: readonly number[], { mutants, place, journal, options }: Bench): Promise<Tried[]> {
  const outcomes = numbers.flatMap((number) => journal.known.get(number) ?? []);
  const say = progress('mutants', 25, ` of ${numbers.length}`);
  await tryAll({
    numbers: numbers.filter((number) => !journal.known.has(number)),
    most: options.most,
    jobs: options.jobs,
    script: fileURLToPath(import.meta.url),
    args: [WORKER, place.folder, options.features],
    done(outcome) {
      journal.add(outcome);
      outcomes.push(outcome);
      say(outcomes.length, `, ${outcomes.filter(({ fate }) => fate === 'killed').length} killed`);
    },
  });
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[2K');
  const sorted = outcomes.sort((a, b) => a.number - b.number);
  return sorted.flatMap((outcome) => {
    const mutant = mutants[outcome.number];
    return mutant === undefined ? [] : [{ mutant, outcome }];
  });
}

function describe(mutant: Mutant | undefined): string {
  return mutant === undefined ? '' : `${idOf(mutant)}  ${mutant.key}  (line ${mutant.line})`;
}

function asWritten(judged: Judgements) {
  return ({ mutant, outcome }: Tried) => ({
    id: idOf(mutant),
    ...mutant,
    ...outcome,
    judged: judged.of(mutant)?.class,
  });
}

function summary(tried: readonly Tried[], mutants: readonly Mutant[], judged: Judgements, folder: string): string {
  const { rooms, operators, all } = rowsOf(tried, judged);
  const left = tried.filter(
    ({ mutant, outcome }) => !/^(killed|noted|unmade)$/.test(outcome.fate) && judged.of(mutant) === undefined,
  );
  const wrongly = tried.filter(
    ({ mutant, outcome }) => /^(killed|noted)$/.test(outcome.fate) && judged.of(mutant) !== undefined,
  );
  const stale = judged.stale(mutants);
  const part = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : ['', title, ...lines]);
  return [
    ...part(
      'Not killed, and not judged:',
      left.map(({ mutant, outcome: { fate, ran, reached, by, faults } }) => {
        const seen = [`ran ${ran} of ${reached}`, ...(faults ? ['logs faults'] : []), ...by.slice(0, 3)].join('; ');
        return `  ${fate.padEnd(9)} ${describe(mutant)}  ${seen}`;
      }),
    ),
    ...part(
      'Judged, yet killed:',
      wrongly.map(({ mutant }) => `  ${describe(mutant)}`),
    ),
    ...part(
      'Judged, but there is no such mutant any more:',
      stale.map(({ key }) => `  ${key}`),
    ),
    '',
    table(rooms, all),
    '',
    table(operators, all),
    '',
    `${tried.length} of ${mutants.length} mutants. Everything about each of them: ${join(folder, 'outcomes.json')}`,
    '',
  ].join('\n');
}

const table = (rows: readonly Row[], all: Row) => tableOf([...rows, all]);

try {
  process.exitCode = await main();
} catch (error) {
  const usage = error instanceof UsageError;
  process.stderr.write(
    `mutants: ${usage ? `${error.message}\n${USAGE}` : error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = usage ? 2 : 1;
}
