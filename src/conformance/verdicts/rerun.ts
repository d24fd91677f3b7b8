/** The part of a result to be run again, and the conditions for it. */
import type { RequirementResult, RunResults } from '../../results/results.ts';
import { ConfigurationError } from '../problems.ts';

const OPEN: readonly string[] = ['fail', 'inconclusive', 'error'];

/**
 * A selection of the requirements that failed or stayed open. A failure that only a monitor found is left out: a monitor looks at
 * all messages of a run, and a run of a part cannot take its finding back.
 * @throws ConfigurationError if there is nothing to run, or if the result is not one of a run that came to its end.
 */
export function selectionOfFailed(
  { requirements, run }: Pick<RunResults, 'requirements' | 'run'>,
  name: string,
): string {
  if (run.aborted !== undefined) {
    throw new ConfigurationError(`${name} is of a run that ended early (${run.aborted}): run everything again`);
  }
  const open = requirements.filter(({ verdict }) => OPEN.includes(verdict));
  const chosen = open.filter((r) => r.checks.some((c) => c.verdict !== 'pass' && !c.scenario.startsWith('monitor: ')));
  if (chosen.length > 0) return chosen.map(({ id }) => id).join(' or ');
  throw new ConfigurationError(
    open.length === 0
      ? `in ${name} nothing failed or is open`
      : `in ${name} only monitors found something (${open.map(({ id }) => id).join(', ')}): they look at every message, so run everything again`,
  );
}

/**
 * The second run must be one of the same claims and the same catalogue.
 * @throws ConfigurationError that names the first requirement that is another
 */
export function demandSame(first: RunResults, now: readonly RequirementResult[]): void {
  const said = (r: RequirementResult | undefined) =>
    r && JSON.stringify([r.statement, r.level, r.weight, r.applicability]);
  const known = new Map(first.requirements.map((r) => [r.id, r]));
  const other = now.find((r) => said(known.get(r.id)) !== said(r));
  if (other === undefined && now.length === first.requirements.length) return;
  throw new ConfigurationError(
    `the earlier result does not fit: claims or catalogue have changed since${other === undefined ? '' : ` (${other.id})`}; run everything again`,
  );
}
