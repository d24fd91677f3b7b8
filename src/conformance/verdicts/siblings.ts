/**
 * Scenarios that come to different verdicts in configurations that differ in one thing. One that passes in one syntax and not
 * in another of the same version shows a fault of encoding: the service behind is the same.
 */
import type { TreeNode } from '../../protocol/model/tree.ts';
import { readTree, SYNTAXES, syntaxOfContentType, syntaxOfOctets } from '../../protocol/syntax/index.ts';
import type {
  Configuration,
  Difference,
  DifferentElement,
  RequirementResult,
  Transcript,
  TranscriptEntry,
} from '../../results/results.ts';

/** The scenarios that differ between syntaxes of a version, or else between versions in the same syntax. */
export function differencesOf(
  transcripts: readonly Transcript[],
  requirements: readonly RequirementResult[],
  configurations: readonly Configuration[],
): readonly Difference[] {
  const unassessed = new Set(
    requirements.flatMap((r) => (r.notAssessable ?? []).map((one) => `${one.configuration} ${one.scenario}`)),
  );
  const byScenario = new Map<string, Transcript[]>();
  for (const one of transcripts) {
    if (unassessed.has(`${one.configuration} ${one.scenario}`)) continue;
    const runs = byScenario.get(one.scenario) ?? [];
    runs.push(one);
    byScenario.set(one.scenario, runs);
  }
  const known = new Map(configurations.map((c) => [c.id, c]));
  return [...byScenario.values()].flatMap((runs) => {
    if (runs.every((one) => one.verdict === runs[0]?.verdict)) return [];
    const encoding = between(runs, known, 'encoding');
    return encoding.length > 0 ? encoding : between(runs, known, 'version');
  });
}

/** Each run that does not pass, beside one that does in a configuration that differs in the syntax or the version alone. */
function between(
  runs: readonly Transcript[],
  known: ReadonlyMap<string, Configuration>,
  kind: Difference['kind'],
): readonly Difference[] {
  const same = kind === 'encoding' ? 'version' : 'syntax';
  return runs.flatMap((one) => {
    if (one.verdict === 'pass') return [];
    const own = known.get(one.configuration);
    const other = SYNTAXES.flatMap((syntax) =>
      runs.filter(({ configuration }) => known.get(configuration)?.syntax === syntax),
    ).find((run) => run.verdict === 'pass' && known.get(run.configuration)?.[same] === own?.[same]);
    if (other === undefined) return [];
    return [
      {
        kind,
        scenario: one.scenario,
        requirements: one.requirements,
        one: sideOf(one),
        other: sideOf(other),
        element: firstDifference(one.entries, other.entries),
      },
    ];
  });
}

function sideOf({ configuration, verdict, key }: Transcript): Difference['one'] {
  return { configuration, verdict, transcript: key };
}

/** Elements that differ from session to session. */
const OWN: ReadonlySet<string> = new Set([
  ...['SessionID', 'TransactionID', 'SessionCookie', 'Nonce', 'MessageID', 'DateTime', 'Description', 'Poll', 'CIR'],
  ...['SearchID', 'KeepAliveTime', 'URL', 'InviteID'],
]);

/** The first element of the server's answers that differs, party by party, in the order of their requests. */
function firstDifference(
  one: readonly TranscriptEntry[],
  other: readonly TranscriptEntry[],
): DifferentElement | undefined {
  const theirs = new Map<string, TranscriptEntry[]>();
  for (const entry of other) theirs.set(entry.party, [...(theirs.get(entry.party) ?? []), entry]);
  const seen = new Map<string, number>();
  for (const entry of one) {
    const at = seen.get(entry.party) ?? 0;
    seen.set(entry.party, at + 1);
    const beside = theirs.get(entry.party)?.[at];
    if (beside === undefined) continue;
    const found = compared(treeIn(entry), treeIn(beside), '');
    if (found !== undefined) return { ...found, exchanges: [entry.number, beside.number] };
  }
  return undefined;
}

function treeIn({ response }: TranscriptEntry): TreeNode | undefined {
  if (response === undefined || response.body === '') return undefined;
  const octets = Uint8Array.from(atob(response.body), (c) => c.charCodeAt(0));
  const [, type] = response.headers.find(([name]) => name.toLowerCase() === 'content-type') ?? [];
  const syntax = syntaxOfOctets(octets) ?? (type === undefined ? undefined : syntaxOfContentType(type));
  return syntax === undefined ? undefined : readTree(octets, syntax).tree;
}

type Found = Omit<DifferentElement, 'exchanges'>;

function compared(one: TreeNode | undefined, other: TreeNode | undefined, path: string): Found | undefined {
  if (one === undefined || other === undefined) {
    if (one === other) return undefined;
    return { path: path === '' ? 'the message' : path, one: shown(one), other: shown(other) };
  }
  const own = path === '' ? one.name : `${path}/${one.name}`;
  if (one.name !== other.name) return { path: own, one: one.name, other: other.name };
  if (OWN.has(one.name)) return undefined;
  const [a, b] = [one, other].map(({ children }) => children.filter(({ name }) => !OWN.has(name)));
  const length = Math.max(a?.length ?? 0, b?.length ?? 0);
  if (length === 0 && plain(one.text) !== plain(other.text)) return { path: own, one: one.text, other: other.text };
  for (let i = 0; i < length; i++) {
    const found = compared(a?.[i], b?.[i], own);
    if (found !== undefined) return found;
  }
  return undefined;
}

function shown(node: TreeNode | undefined): string {
  return node === undefined ? 'nothing' : node.name;
}

/** Names of a scenario hold its number in the run. */
function plain(text: string): string {
  return text.trim().replaceAll(/-cts\w{5}(-\w+)*/g, '');
}
