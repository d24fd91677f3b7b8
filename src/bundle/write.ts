/** Writing a bundle: the parts, the manifest over them, the signature over the manifest. */
import type { KeyObject } from 'node:crypto';
import type { Obstacle } from '../results/certification.ts';
import type { RunResults, Transcript } from '../results/results.ts';
import {
  BUNDLE_SCHEMA,
  ENVIRONMENT,
  evidenceOf,
  IUT,
  MANIFEST,
  type Manifest,
  numberOf,
  RESULTS,
  SIGNATURE,
  sha256,
  TRANSCRIPTS,
} from './manifest.ts';
import { signed } from './signature.ts';
import { type Packed, pack, zip } from './zip.ts';

export interface BundleInput {
  readonly results: RunResults;
  readonly obstacles: readonly Obstacle[];
  readonly tool: Manifest['tool'];
  readonly catalogue: Manifest['catalogue'];
  /** Makes the pages, which show number and hashes: name and text of each. */
  readonly pages: (claim: Claim) => Promise<readonly (readonly [name: string, text: string])[]>;
  /** Files that belong to remarks: name in the bundle and content. */
  readonly attachments: readonly (readonly [name: string, octets: Uint8Array])[];
  readonly key?: KeyObject | undefined;
  readonly writtenAt: Date;
}

/** The facts about a bundle that stand on its pages. */
export type Claim = Pick<Manifest, 'kind' | 'number' | 'obstacles' | 'evidence' | 'tool' | 'catalogue' | 'writtenAt'>;

export interface WrittenBundle {
  readonly octets: Buffer;
  readonly manifest: Manifest;
}

/**
 * Text of the parts that hold what was measured. Each transcript is sealed: the hash of the one before it and of its own
 * text, beginning with the run, so that none can be changed, moved, left out or taken from elsewhere without a trace.
 */
export function evidence(results: RunResults): readonly (readonly [name: string, text: string])[] {
  const { transcripts, ...rest } = results;
  const lines = new Map<string, string[]>();
  let seal = sha256(`${results.run.startedAt} ${results.run.seed} ${results.target.name}`);
  for (const transcript of transcripts) {
    const file = `${TRANSCRIPTS}${transcript.configuration}.jsonl`;
    const own = lines.get(file) ?? [];
    lines.set(file, own);
    const text = JSON.stringify(transcript);
    seal = sha256(`${seal} ${text}`);
    own.push(`${seal} ${text}`);
  }
  return [
    [RESULTS, JSON.stringify({ ...rest, transcripts: [] })],
    [IUT, rest.subject?.iut ?? ''],
    [ENVIRONMENT, JSON.stringify(rest.subject?.host ?? {}, undefined, 2)],
    ...[...lines].map(([name, list]) => [name, `${list.join('\n')}\n`] as const),
  ];
}

/** The transcripts of a file of transcripts, as they were written. */
export function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}

/** Transcripts in the order of the run. */
export function inOrder(transcripts: readonly Transcript[]): readonly Transcript[] {
  const numberIn = ({ key }: Transcript) => Number(key.slice(1));
  return [...transcripts].sort((a, b) => numberIn(a) - numberIn(b));
}

export async function writeBundle(input: BundleInput): Promise<WrittenBundle> {
  const { results, obstacles, tool, catalogue, attachments, key, writtenAt } = input;
  const packed: Packed[] = [];
  const parts: { name: string; size: number; sha256: string; packed: string }[] = [];
  const add = (name: string, content: Uint8Array | string) => {
    const octets = Buffer.from(content);
    const part = pack(name, octets);
    packed.push(part);
    parts.push({ name, size: octets.length, sha256: sha256(octets), packed: sha256(part.octets) });
  };
  for (const [name, text] of evidence(results)) add(name, text);
  for (const [name, octets] of attachments) add(name, octets);
  const hash = evidenceOf(parts);
  const kind = obstacles.length === 0 ? 'certificate' : 'development';
  const claim: Claim = {
    kind,
    number: kind === 'certificate' ? numberOf(hash) : undefined,
    obstacles,
    evidence: hash,
    tool,
    catalogue,
    writtenAt: writtenAt.toISOString(),
  };
  for (const [name, text] of await input.pages(claim)) add(name, text);
  const manifest: Manifest = { schema: BUNDLE_SCHEMA, ...claim, implementation: results.target.name, parts };
  const text = Buffer.from(`${JSON.stringify(manifest, undefined, 2)}\n`);
  packed.unshift(pack(MANIFEST, text, true));
  if (key !== undefined) {
    const signature = Buffer.from(`${JSON.stringify(signed(text, key), undefined, 2)}\n`);
    packed.splice(1, 0, pack(SIGNATURE, signature, true));
  }
  return { octets: zip(packed).octets, manifest };
}
