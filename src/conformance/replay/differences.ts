/** Differences between a result and the one that its transcripts give when they are judged again. */
import type { CheckResult, RunResults, Transcript } from '../../results/results.ts';
import type { Rejudged } from './rejudge.ts';

export interface Difference {
  /** `CSP-LOG-001 [1.2-xml]`, `s12, exchange 3`, `/totals/items/pass`. */
  readonly where: string;
  readonly message: string;
}

/** Differences told of one kind, at most. */
const MOST = 200;

/** Exchanges of one scenario that are told, at most. */
const MOST_IN_A_SCENARIO = 3;

/** Times are measured; they are not judged. The machine and the program are those that judge. */
const MEASURED: ReadonlySet<string> = new Set(['durationMs', 'host', 'tool', 'seal']);

export function differencesOf(recorded: RunResults, { results, faults }: Rejudged): readonly Difference[] {
  return [
    ...ofVerdicts(recorded, results),
    ...ofScenarios(recorded, results, faults),
    ...ofTheRest(recorded, results),
  ].slice(0, MOST);
}

function keyOf({ scenario, configuration }: CheckResult): string {
  return `${scenario} [${configuration}]`;
}

function ofVerdicts(recorded: RunResults, judged: RunResults): readonly Difference[] {
  const found: Difference[] = [];
  const again = new Map(judged.requirements.map((r) => [r.id, r]));
  for (const was of recorded.requirements) {
    const now = again.get(was.id);
    if (now === undefined) {
      found.push({ where: was.id, message: 'is in the result, and the catalogue does not know it' });
      continue;
    }
    if (was.verdict !== now.verdict) {
      found.push({ where: was.id, message: `the result says ${was.verdict}; judged again it is ${now.verdict}` });
    }
    found.push(...ofChecks(was.id, was.checks, now.checks));
  }
  const known = new Set(recorded.requirements.map(({ id }) => id));
  for (const { id, verdict } of judged.requirements) {
    if (!known.has(id)) found.push({ where: id, message: `is not in the result; judged again it is ${verdict}` });
  }
  return found;
}

function ofChecks(id: string, were: readonly CheckResult[], are: readonly CheckResult[]): readonly Difference[] {
  const found: Difference[] = [];
  const left = new Map(are.map((check) => [keyOf(check), check]));
  for (const was of were) {
    const key = keyOf(was);
    const now = left.get(key);
    left.delete(key);
    if (now === undefined) found.push({ where: id, message: `${key}: no scenario gives this check again` });
    else if (was.verdict !== now.verdict) {
      const saw = now.observed === undefined ? (now.cause?.message.split('\n')[0] ?? '') : `observed ${now.observed}`;
      found.push({
        where: id,
        message: `${key}: the result says ${was.verdict}; judged again it is ${now.verdict}${saw === '' ? '' : ` (${saw})`}`,
      });
    }
  }
  for (const [key, { verdict }] of left) {
    found.push({ where: id, message: `${key}: not in the result; judged again it is ${verdict}` });
  }
  return found;
}

function ofScenarios(
  { transcripts }: RunResults,
  judged: RunResults,
  faults: Rejudged['faults'],
): readonly Difference[] {
  const again = new Map(judged.transcripts.map((one) => [one.key, one]));
  return transcripts.flatMap((was) => {
    const now = again.get(was.key);
    const where = `${was.key}, ${was.scenario} [${was.configuration}]`;
    const own = (faults.get(was.key) ?? []).map((message) => ({ where, message }));
    if (now === undefined) return [...own, { where, message: 'no scenario of this name applies' }];
    return [...own, ...ofExchanges(was, now, where)];
  });
}

function ofExchanges(was: Transcript, now: Transcript, where: string): readonly Difference[] {
  const found: Difference[] = [];
  const length = Math.max(was.entries.length, now.entries.length);
  for (let i = 0; i < length; i++) {
    const [one, other] = [was.entries[i], now.entries[i]];
    if (one === undefined || other === undefined) {
      found.push({
        where,
        message: `${was.entries.length} exchanges are recorded; the scenario has ${now.entries.length}`,
      });
      break;
    }
    const [path] = pathsThatDiffer(one, other);
    if (path !== undefined)
      found.push({ where, message: `exchange ${one.number}: ${path} is not what the scenario has there` });
  }
  // What follows from the first difference says little.
  found.splice(MOST_IN_A_SCENARIO);
  const { entries: _, ...rest } = was;
  const { entries: __, ...again } = now;
  const [path] = pathsThatDiffer(rest, again);
  if (path !== undefined) found.push({ where, message: `${path} is not what the scenario gives` });
  return found;
}

function ofTheRest(recorded: RunResults, judged: RunResults): readonly Difference[] {
  const rest = ({ requirements, transcripts: _, ...others }: RunResults) => ({
    ...others,
    requirements: requirements.map(({ checks: __, ...one }) => one),
  });
  const checks = ({ requirements }: RunResults) => requirements.map((r) => r.checks);
  return [
    ...pathsThatDiffer(rest(recorded), rest(judged)),
    ...pathsThatDiffer({ checks: checks(recorded) }, { checks: checks(judged) }),
  ].map((where) => ({ where, message: 'is not what the transcripts give' }));
}

/** Paths at which two values differ once they are written as JSON; the first ones. */
export function pathsThatDiffer(one: unknown, other: unknown): readonly string[] {
  const paths: string[] = [];
  const visit = (a: unknown, b: unknown, path: string): void => {
    if (paths.length >= MOST || Object.is(a, b)) return;
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
      paths.push(path);
      return;
    }
    const [mine, theirs] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
    for (const key of new Set([...mine.keys(), ...theirs.keys()])) {
      if (!MEASURED.has(key)) visit(mine.get(key), theirs.get(key), `${path}/${key}`);
    }
  };
  visit(one, other, '');
  return paths;
}
