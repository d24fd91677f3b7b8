/** The scope of an entry of a baseline: the checks it is about. */
import type { CheckResult } from '../../results/results.ts';

export interface Scope {
  readonly versions?: readonly string[] | undefined;
  readonly syntaxes?: readonly string[] | undefined;
  readonly bearers?: readonly string[] | undefined;
  readonly configurations?: readonly string[] | undefined;
  /** A feature file, a scenario by its name, a line of a feature file, or a monitor. */
  readonly scenario?: string | undefined;
}

/** True if a check is in the scope, its scenario left aside. A check that stands for several configurations must be in all of them. */
export function inConfigurations(scope: Scope, { configuration }: Pick<CheckResult, 'configuration'>): boolean {
  return configuration.split(', ').every((id) => {
    const [version = '', syntax = '', bearer = 'http'] = id.split('-');
    const allowed = (list: readonly string[] | undefined, value: string) => list?.includes(value) ?? true;
    return (
      allowed(scope.versions, version) &&
      allowed(scope.syntaxes, syntax) &&
      allowed(scope.bearers, bearer) &&
      allowed(scope.configurations, id)
    );
  });
}

export function inScope(scope: Scope, check: Pick<CheckResult, 'configuration' | 'scenario'>): boolean {
  return inConfigurations(scope, check) && (scope.scenario === undefined || namesOf(check).includes(scope.scenario));
}

/** Whatever a scenario may be called in a baseline. */
function namesOf({ scenario }: Pick<CheckResult, 'scenario'>): readonly string[] {
  const [, file, line, name] = /^(\S+\.feature):(\d+)\s+(.*)$/s.exec(scenario) ?? [];
  return file === undefined || name === undefined
    ? [scenario]
    : [scenario, file, `${file}:${line}`, name, `${file} ${name}`];
}

/** ` (1.2-xml, features/csp/access/login.feature)`; empty where the scope is everything. */
export function scopeInWords({ versions, syntaxes, bearers, configurations, scenario }: Scope): string {
  const parts = [...(versions ?? []), ...(syntaxes ?? []), ...(bearers ?? []), ...(configurations ?? [])];
  const all = scenario === undefined ? parts : [...parts, scenario];
  return all.length === 0 ? '' : ` (${all.join(', ')})`;
}
