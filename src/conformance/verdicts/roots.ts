/**
 * Roots of inconclusive checks, resolved at the end of the run: a root must have failed. If the named requirement
 * passes in the same configuration, or a step named none, the root is the requirement that failed with the same
 * observation, else the exchange.
 */
import type { CheckResult, RequirementResult } from '../../results/results.ts';
import { normalised, signatureOf } from './signature.ts';

const REQUIREMENT = /^[A-Z]+(-[A-Z]+)*-\d{3}$/;

type Failing = ReadonlyMap<string, readonly { readonly id: string; readonly check: CheckResult }[]>;

/** The requirements with the roots of their checks resolved. */
export function resolveRoots(requirements: readonly RequirementResult[]): RequirementResult[] {
  const byId = new Map(requirements.map((r) => [r.id, r]));
  const failing = failures(requirements);
  return requirements.map((requirement) => {
    if (!requirement.checks.some(isPrerequisite)) return requirement;
    const checks = requirement.checks.map((check) => resolved(requirement.id, check, byId, failing));
    return { ...requirement, checks };
  });
}

function isPrerequisite({ cause }: CheckResult): boolean {
  return cause?.kind === 'prerequisite-failed';
}

/** Failed checks by configuration and observation, under two keys: the whole text, and the signature. */
function failures(requirements: readonly RequirementResult[]): Failing {
  const found = new Map<string, { id: string; check: CheckResult }[]>();
  for (const { id, checks } of requirements) {
    for (const check of checks) {
      if (check.verdict !== 'fail') continue;
      for (const key of keysOf(check)) found.set(key, [...(found.get(key) ?? []), { id, check }]);
    }
  }
  return found;
}

function keysOf(check: CheckResult): string[] {
  const signature = signatureOf(check);
  if (signature === undefined) return [];
  const whole = `${normalised(check.expected ?? '')} / ${normalised(check.observed ?? '')}`;
  return [`${check.configuration} whole ${whole}`, `${check.configuration} ${signature}`];
}

function resolved(
  own: string,
  check: CheckResult,
  byId: ReadonlyMap<string, RequirementResult>,
  failing: Failing,
): CheckResult {
  const { cause } = check;
  if (cause?.kind !== 'prerequisite-failed' || cause.root === 'adapter') return check;
  const named = REQUIREMENT.test(cause.root) ? byId.get(cause.root) : undefined;
  const here = named?.checks.filter((c) => c.configuration === check.configuration) ?? [];
  const failed = here.some((c) => c.verdict === 'fail' || c.verdict === 'error' || isNoted(c));
  if (named !== undefined && failed) return check;
  const same = keysOf(check)
    .flatMap((key) => failing.get(key) ?? [])
    .find(({ id }) => id !== own);
  const passes = named !== undefined && here.length > 0 && here.every((c) => c.verdict === 'pass');
  const beside = passes ? `; ${named.id} passes in ${check.configuration}, so something was different here` : '';
  const seen =
    check.observed === undefined || cause.message.includes(check.observed) ? '' : `: observed ${check.observed}`;
  const message = `${cause.message}${seen}${beside}`;
  if (same !== undefined) return { ...check, cause: { ...cause, root: same.id, message } };
  if (named !== undefined && !passes) return check;
  const root = check.place === undefined ? cause.root : `exchange ${check.place.exchange}`;
  return root === cause.root && beside === '' ? check : { ...check, cause: { ...cause, root, message } };
}

/** A SHOULD not followed is a pass with a note, and as good a root as a failure. */
function isNoted({ verdict, expected, observed }: CheckResult): boolean {
  return verdict === 'pass' && expected !== undefined && observed !== undefined;
}
