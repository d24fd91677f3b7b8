/** Command line that repeats a part of a run: same implementation, versions, syntaxes and order. */
import type { RunResults } from '../../results/results.ts';
import { visible } from './octets.ts';

type Repeatable = Pick<RunResults, 'configurations'> & { readonly run: Pick<RunResults['run'], 'seed' | 'command'> };

/** `impsc run --iut server.yaml --select CSP-LOG-001 --version 1.2 --syntax xml --seed 5`, quoted for a shell. */
export function again(results: Repeatable, requirement: string, configurations: readonly string[]): string {
  const known = results.configurations.filter(({ id }) => configurations.includes(id));
  const where = known.length === 0 ? results.configurations : known;
  const given = [
    ...(results.run.command ?? []),
    '--select',
    requirement,
    '--version',
    [...new Set(where.map(({ version }) => version))].join(),
    '--syntax',
    [...new Set(where.map(({ syntax }) => syntax))].join(),
    '--seed',
    String(results.run.seed),
  ];
  return ['impsc', 'run', ...given.map(quoted)].join(' ');
}

/** A word quoted for a POSIX shell; characters that cannot be shown are written in their visible form. */
export function quoted(word: string): string {
  const shown = visible(word);
  return /^[\w@%+=:,./-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", `'\\''`)}'`;
}
