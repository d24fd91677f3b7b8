/** Changes of one kind that have one observation stand together, in the order in which the runs themselves group failures. */
import type { FailureGroup } from '../results.ts';
import type { Change, ChangeGroup, ChangeKind } from './types.ts';

/** The order in which kinds are told: the worst first. */
export const KINDS: readonly ChangeKind[] = [
  'new-failure',
  'first-tested-failing',
  'newly-open',
  'no-longer-tested',
  'still-failing',
  'still-open',
  'mended',
  'decided',
  'first-tested',
  'unchanged',
];

/** Groups of failures that a run found itself. */
export interface KnownGroups {
  readonly before: readonly FailureGroup[];
  readonly after: readonly FailureGroup[];
}

export function groupChanges(changes: readonly Change[], known: KnownGroups): readonly ChangeGroup[] {
  return KINDS.filter((kind) => kind !== 'unchanged').flatMap((kind) => {
    const own = changes.filter((change) => change.kind === kind);
    return grouped(kind, own, kind === 'mended' ? known.before : known.after);
  });
}

function grouped(kind: ChangeKind, changes: readonly Change[], known: readonly FailureGroup[]): ChangeGroup[] {
  const left = new Map(changes.map((change) => [change.requirement, change]));
  const groups: ChangeGroup[] = [];
  const add = (observed: string | undefined, requirements: readonly string[]) => {
    for (const id of requirements) left.delete(id);
    if (requirements.length > 0) groups.push({ kind, observed, requirements });
  };
  if (FAILING.includes(kind)) {
    for (const { requirements, observed } of known)
      add(
        observed,
        requirements.filter((id) => left.has(id)),
      );
  }
  const rest = new Map<string, Change[]>();
  for (const change of left.values()) {
    const key = observationOf(change) ?? change.requirement;
    rest.set(key, [...(rest.get(key) ?? []), change]);
  }
  for (const same of rest.values()) {
    const [first] = same;
    if (first !== undefined)
      add(
        observationOf(first),
        same.map(({ requirement }) => requirement),
      );
  }
  return groups;
}

const FAILING: readonly ChangeKind[] = ['new-failure', 'first-tested-failing', 'still-failing', 'mended'];

function observationOf({ kind, before, after }: Change): string | undefined {
  const side = kind === 'mended' || kind === 'decided' ? before : after;
  return side.observed ?? side.because;
}
