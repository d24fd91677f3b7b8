/** The log of a workbench: a bounded list of lines; the same exchange again is the same line with its number. */
import type { LogLine } from '../explorer/page/data/workbench.ts';

/** Lines that are kept; the log file keeps all. */
const MOST_LINES = 10_000;
/** Lines from the end among which the same exchange is looked for. */
const NEAR = 4;

export type NewLine = Omit<LogLine, 'n' | 'until' | 'times'>;

export interface Log {
  /** Adds a line or counts the one that says the same. */
  add(line: NewLine): LogLine;
  /** Lines that are new or changed since that moment, and the moment now. */
  since(moment: number): { readonly lines: readonly LogLine[]; readonly moment: number };
  readonly last: LogLine | undefined;
}

interface Kept {
  line: LogLine;
  changed: number;
}

export function createLog(): Log {
  let lines: Kept[] = [];
  let count = 0;
  let moment = 0;
  return {
    add(given) {
      moment += 1;
      const again = given.first.length > 0 ? undefined : lines.slice(-NEAR).find(({ line }) => sameAs(line, given));
      if (again !== undefined) {
        again.line = { ...again.line, until: given.at, times: again.line.times + 1 };
        again.changed = moment;
        return again.line;
      }
      count += 1;
      const line = { ...given, n: count, until: given.at, times: 1 };
      lines.push({ line, changed: moment });
      if (lines.length > MOST_LINES) lines = lines.slice(-MOST_LINES);
      return line;
    },
    since: (before) => ({ lines: lines.filter(({ changed }) => changed > before).map(({ line }) => line), moment }),
    get last() {
      return lines.at(-1)?.line;
    },
  };
}

function sameAs(line: LogLine, given: NewLine): boolean {
  return (
    line.kind === given.kind &&
    given.kind !== 'you' &&
    line.user === given.user &&
    line.client === given.client &&
    line.exchange === given.exchange &&
    line.answer === given.answer &&
    line.deviations.join() === given.deviations.join() &&
    line.findings.join() === given.findings.join()
  );
}
