/** Figures of a run of mutants by room and by operator: of all mutants, and of those that can be observed. */
import { roomOf } from './build.ts';
import type { Mutant } from './instrument.ts';
import { CLASSES, type Class, type Judgements } from './judged.ts';
import { FATES, type Fate, type Outcome } from './trial.ts';

export interface Row {
  readonly name: string;
  readonly mutants: number;
  readonly fates: Readonly<Record<Fate, number>>;
  /** Of those that were not killed. */
  readonly classes: Readonly<Record<Class, number>>;
  /** Whole per cent; undefined if there are no mutants. */
  readonly killedOfAll: number | undefined;
  readonly killedOfObservable: number | undefined;
  /** Killed or noted: whatever a report tells the vendor, as in the kill matrix. */
  readonly toldOfObservable: number | undefined;
}

/** An outcome with the mutant it is about. */
export interface Tried {
  readonly mutant: Mutant;
  readonly outcome: Outcome;
}

const perCent = (part: number, whole: number) => (whole === 0 ? undefined : Math.round((100 * part) / whole));

export function rowOf(name: string, tried: readonly Tried[], judged: Judgements): Row {
  const fates = Object.fromEntries(FATES.map((fate) => [fate, 0])) as Record<Fate, number>;
  const classes = Object.fromEntries(Object.keys(CLASSES).map((one) => [one, 0])) as Record<Class, number>;
  for (const { mutant, outcome } of tried) {
    fates[outcome.fate] += 1;
    const judgement = /^(killed|noted|unmade)$/.test(outcome.fate) ? undefined : judged.of(mutant);
    if (judgement !== undefined) classes[judgement.class] += 1;
  }
  const observable = tried.length - fates.unmade - classes.E - classes.P - classes.U;
  return {
    name,
    mutants: tried.length,
    fates,
    classes,
    killedOfAll: perCent(fates.killed, tried.length),
    killedOfObservable: perCent(fates.killed, observable),
    toldOfObservable: perCent(fates.killed + fates.noted, observable),
  };
}

/** A row for each room and operator, and one of all. */
export function rowsOf(tried: readonly Tried[], judged: Judgements) {
  const by = (nameOf: (mutant: Mutant) => string) =>
    [...new Set(tried.map(({ mutant }) => nameOf(mutant)))].sort().map((name) =>
      rowOf(
        name,
        tried.filter(({ mutant }) => nameOf(mutant) === name),
        judged,
      ),
    );
  return { rooms: by(roomOf), operators: by(({ operator }) => operator), all: rowOf('all', tried, judged) };
}

const HEAD = ['', 'n', ...FATES, ...Object.keys(CLASSES), 'killed of all', 'of observable', 'told of observable'];

/** Rows as text in columns. */
export function tableOf(rows: readonly Row[]): string {
  const said = (n: number | undefined) => (n === undefined ? '-' : `${n} %`);
  const lines = rows.map((row) => [
    row.name,
    `${row.mutants}`,
    ...FATES.map((fate) => `${row.fates[fate] || '.'}`),
    ...Object.values(row.classes).map((n) => `${n || '.'}`),
    said(row.killedOfAll),
    said(row.killedOfObservable),
    said(row.toldOfObservable),
  ]);
  const widths = HEAD.map((title, i) => Math.max(title.length, ...lines.map((line) => (line[i] ?? '').length)));
  return [HEAD, ...lines]
    .map((line) =>
      line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
    )
    .join('\n');
}
