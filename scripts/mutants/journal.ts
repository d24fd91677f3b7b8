/** Outcomes in order of arrival, so that an interrupted run can be continued. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Outcome } from './trial.ts';

export interface Journal {
  /** Outcomes of earlier runs of the same mutants, scenarios and limit, by the number of the mutant. */
  readonly known: ReadonlyMap<number, Outcome>;
  add(outcome: Outcome): void;
}

interface Line {
  /** Key of the mutants, the suite and the scenarios it was measured with. */
  readonly under: string;
  readonly outcome: Outcome;
}

/** Opens the journal; `under` is the key of the measurement. A line that was cut off is ignored. */
export function openJournal(file: string, under: string): Journal {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  const mine = lines.flatMap(parsed).filter((line) => line.under === under);
  const known = new Map(mine.map(({ outcome }) => [outcome.number, outcome]));
  return { known, add: (outcome) => appendFileSync(file, `${JSON.stringify({ under, outcome } satisfies Line)}\n`) };
}

function parsed(line: string): Line[] {
  try {
    return [JSON.parse(line) as Line];
  } catch {
    return [];
  }
}
