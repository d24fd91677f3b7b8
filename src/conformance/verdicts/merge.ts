/**
 * The result of a run, and of a second one in which only what had failed or was open was run again, as one. It never looks
 * better than it is: a check counts as it was until the very same check was run again, a monitor that found something keeps its
 * failure, and a requirement that passes at the second attempt says so.
 */
import { nameOfCheck } from '../../results/compare/checks.ts';
import type { CheckResult, RequirementResult, RunResults, Transcript } from '../../results/results.ts';
import { verdictOfChecks } from './judge.ts';

export interface Merged {
  readonly requirements: readonly RequirementResult[];
  readonly transcripts: readonly Transcript[];
  /** Requirements that had not passed and pass now. */
  readonly mended: readonly string[];
}

/** The measurements of the second run. */
interface Again {
  readonly requirements: readonly RequirementResult[];
  readonly transcripts: readonly Transcript[];
}

export function mergeResults(first: RunResults, again: Again): Merged {
  const rename = renamer(first.transcripts);
  const second = new Map(again.requirements.map((r) => [r.id, r]));
  const requirements = first.requirements.map((was) => {
    const is = second.get(was.id);
    return is === undefined || is.checks.length === 0
      ? was
      : mergeRequirement(was, renamed(is, rename), first.run.startedAt);
  });
  const transcripts = again.transcripts.map((t) => ({ ...t, key: rename(t.key) }));
  const passed = (r: RequirementResult | undefined) => r?.verdict === 'pass';
  const before = new Map(first.requirements.map((r) => [r.id, r]));
  return {
    requirements,
    transcripts: [...stillNeeded(first.transcripts, transcripts, requirements), ...transcripts],
    mended: requirements.filter((r) => passed(r) && !passed(before.get(r.id))).map(({ id }) => id),
  };
}

/** Keys of the second run go on after those of the first. */
function renamer(transcripts: readonly Transcript[]): (key: string) => string {
  const last = Math.max(0, ...transcripts.map(({ key }) => Number(key.slice(1)) || 0));
  return (key) => `s${last + Number(key.slice(1))}`;
}

function renamed(requirement: RequirementResult, rename: (key: string) => string): RequirementResult {
  const checks = requirement.checks.map((check) =>
    check.transcript === undefined ? check : { ...check, transcript: rename(check.transcript) },
  );
  return { ...requirement, checks };
}

function mergeRequirement(was: RequirementResult, is: RequirementResult, startedAt: string): RequirementResult {
  const now = byName(is.checks);
  const before = byName(was.checks.filter(({ scenario }) => scenario !== NOT_RUN || is.checks.every(isNotRun)));
  const kept = [...before].flatMap(([name, old]) => {
    const fresh = now.get(name) ?? [];
    now.delete(name);
    return fresh.length < old.length
      ? [...old, ...fresh.filter(({ verdict }) => verdict !== 'pass')]
      : either(old, fresh);
  });
  const checks = [...kept, ...[...now.values()].flat()];
  const verdict = verdictOfChecks(checks);
  const late = verdict === 'pass' && was.verdict !== 'pass';
  const note = `${was.verdict} in the run of ${startedAt}; passed when it was run again`;
  return {
    ...is,
    verdict,
    because: undefined,
    note: was.note || is.note || late,
    checks: late ? checks.map((check) => ({ ...check, notes: [...check.notes, note] })) : checks,
  };
}

/** Stands in place of a scenario for which the means were lacking. */
const NOT_RUN = 'not run';

function isNotRun({ scenario }: CheckResult): boolean {
  return scenario === NOT_RUN;
}

/** A monitor looked at fewer messages the second time: what it found before stays, what it finds now is added. */
function either(old: readonly CheckResult[], fresh: readonly CheckResult[]): readonly CheckResult[] {
  const monitor = old.some(({ scenario }) => scenario.startsWith('monitor: '));
  if (!monitor) return fresh;
  const sound = (checks: readonly CheckResult[]) => checks.every(({ verdict }) => verdict === 'pass');
  const found = old.some(({ verdict }) => verdict === 'fail' || verdict === 'error');
  return found || (sound(old) && sound(fresh)) ? old : fresh;
}

function byName(checks: readonly CheckResult[]): Map<string, CheckResult[]> {
  const found = new Map<string, CheckResult[]>();
  for (const check of checks) {
    const name = nameOfCheck(check);
    const known = found.get(name);
    if (known === undefined) found.set(name, [check]);
    else known.push(check);
  }
  return found;
}

/** Transcripts of scenarios that were not run again, and those a check still refers to. */
function stillNeeded(
  old: readonly Transcript[],
  fresh: readonly Transcript[],
  requirements: readonly RequirementResult[],
): readonly Transcript[] {
  const again = new Set(fresh.map(nameOfCheck));
  const referred = new Set(requirements.flatMap(({ checks }) => checks.map(({ transcript }) => transcript)));
  return old.filter((t) => !again.has(nameOfCheck(t)) || referred.has(t.key));
}
