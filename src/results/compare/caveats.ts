/** Differences between two runs that are not of the implementation: to be said before any verdict is compared. */
import type { RunResults } from '../results.ts';
import { isRedefined } from './change.ts';
import type { Caveat } from './types.ts';

export function caveats(before: RunResults, after: RunResults): readonly Caveat[] {
  const both = { before, after };
  return [
    ...endedEarly('first', before),
    ...endedEarly('second', after),
    ...merged('first', before),
    ...merged('second', after),
    ...differing('selection', both, 'what was selected', ({ run }) => run.selection ?? 'everything'),
    ...differing('configurations', both, 'versions and syntaxes', (r) =>
      r.configurations.map(({ id, bearer }) => (bearer === 'http' ? id : `${id}-${bearer}`)).join(', '),
    ),
    ...claims(before, after),
    ...catalogues(before, after),
    ...differing('tool', both, 'the suite', ({ tool }) => `${tool.version}, ${tool.commit}`),
    ...differing('kind', both, 'the rules of the run', ({ run }) => run.kind),
  ];
}

function endedEarly(which: string, { run }: RunResults): Caveat[] {
  if (run.aborted === undefined) return [];
  return [{ kind: 'ended-early', message: `the ${which} run ended early: ${run.aborted}` }];
}

function merged(which: string, { run: { mergedFrom } }: RunResults): Caveat[] {
  if (mergedFrom === undefined) return [];
  return [{ kind: 'merged', message: `the ${which} result is merged from ${mergedFrom.length} runs` }];
}

function differing(
  kind: Caveat['kind'],
  { before, after }: { readonly before: RunResults; readonly after: RunResults },
  what: string,
  say: (results: RunResults) => string,
): Caveat[] {
  const [was, is] = [say(before), say(after)];
  return was === is ? [] : [{ kind, message: `${what}: first ${was}; then ${is}` }];
}

/** Ids named in a caveat; of more the number. */
const MOST_NAMED = 8;

function named(ids: readonly string[]): string {
  const more = ids.length - MOST_NAMED;
  return more > 0 ? `${ids.slice(0, MOST_NAMED).join(', ')} and ${more} more` : ids.join(', ');
}

function claims(before: RunResults, after: RunResults): Caveat[] {
  const claimed = (r: RunResults) => new Set(r.items.filter((item) => item.claimed).map(({ id }) => id));
  const [was, is] = [claimed(before), claimed(after)];
  const gone = [...was].filter((id) => !is.has(id));
  const come = [...is].filter((id) => !was.has(id));
  const parts = [
    ...(gone.length > 0 ? [`no longer claimed: ${named(gone)}`] : []),
    ...(come.length > 0 ? [`newly claimed: ${named(come)}`] : []),
    ...statement(before, after),
  ];
  return parts.length === 0 ? [] : [{ kind: 'claims', message: `claims: ${parts.join('; ')}` }];
}

/** Versions, syntaxes and roles of the ICS, whatever part of them was run. */
function statement({ claim: was }: RunResults, { claim: is }: RunResults): string[] {
  if (was === undefined || is === undefined) return [];
  const said = (claim: NonNullable<RunResults['claim']>) =>
    [claim.versions, claim.syntaxes, claim.roles.map(({ role }) => role)].map((part) => part.join(', ')).join(' / ');
  return said(was) === said(is) ? [] : [`first ${said(was)}; then ${said(is)}`];
}

function catalogues(before: RunResults, after: RunResults): Caveat[] {
  const first = new Map(before.requirements.map((r) => [r.id, r]));
  const second = new Map(after.requirements.map((r) => [r.id, r]));
  const come = [...second.keys()].filter((id) => !first.has(id));
  const gone = [...first.keys()].filter((id) => !second.has(id));
  const changed = [...second].filter(([id, r]) => {
    const old = first.get(id);
    return old !== undefined && isRedefined(old, r);
  });
  const parts = [
    ...(come.length > 0 ? [`new requirements: ${named(come)}`] : []),
    ...(gone.length > 0 ? [`requirements that are gone: ${named(gone)}`] : []),
    ...(changed.length > 0 ? [`text, level or confidence changed: ${named(changed.map(([id]) => id))}`] : []),
  ];
  return parts.length === 0 ? [] : [{ kind: 'catalogue', message: `catalogue: ${parts.join('; ')}` }];
}
