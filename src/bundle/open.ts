/** Opening a bundle: its parts against the manifest, the manifest against the signature, the results against their schema. */
import type { KeyObject } from 'node:crypto';
import type { RunResults, Transcript } from '../results/results.ts';
import {
  BUNDLE_SCHEMA,
  evidenceOf,
  MANIFEST,
  type Manifest,
  numberOf,
  RESULTS,
  SIGNATURE,
  sha256,
  TRANSCRIPTS,
} from './manifest.ts';
import { BundleError, type Finding } from './problem.ts';
import { fingerprint, keyOf, type Signature } from './signature.ts';
import { evidence, inOrder, linesOf } from './write.ts';
import { type Packed, packedOtherwise, partsOf, unpack, type ZipLimits } from './zip.ts';

/** The first fault of a value that has to fit one of the published schemas. */
export type Fault = (schema: 'results' | 'bundle' | 'transcript', value: unknown) => string | undefined;

export interface OpenOptions {
  readonly fault: Fault;
  /** The signature has to be of this key. */
  readonly key?: KeyObject | undefined;
  readonly limits?: ZipLimits | undefined;
}

export interface Opened {
  readonly manifest: Manifest;
  /** SHA-256 of the key that signed it; undefined where nobody did, or the signature is wrong. */
  readonly signedBy: string | undefined;
  /** With transcripts; undefined where a part they need is missing or cannot be read. */
  readonly results: RunResults | undefined;
  /** Content of the parts, by name. */
  readonly parts: ReadonlyMap<string, Uint8Array>;
  readonly findings: readonly Finding[];
}

/** @throws BundleError for what is no bundle of this program and version */
export function openBundle(octets: Uint8Array, options: OpenOptions): Opened {
  const packed = partsOf(octets, options.limits);
  const findings: Finding[] = [];
  const find = (part: string, message: string) => void findings.push({ part, message });
  const parts = new Map<string, Uint8Array>();
  for (const part of packed) {
    const content = unpack(part);
    if (typeof content === 'string') find(part.name, content);
    else parts.set(part.name, content);
  }
  const manifest = manifestIn(packed, parts, options.fault, findings);
  const signedBy = signerOf(parts, options, findings);
  compare(manifest, packed, parts, find);
  const otherwise = packedOtherwise(octets, packed);
  if (otherwise !== undefined) {
    const { place, part } = otherwise;
    find(part ?? 'the archive', `octet ${place} of the archive is not as this program writes it`);
  }
  const results = resultsIn(parts, options.fault, find);
  if (results !== undefined) sameEvidence(results, parts, find);
  if (results !== undefined) sameAttachments(results, parts, find);
  if (results !== undefined) sameClaim(manifest, results, find);
  return { manifest, signedBy, results, parts, findings };
}

function parsed(octets: Uint8Array | string): unknown {
  try {
    return JSON.parse(typeof octets === 'string' ? octets : Buffer.from(octets).toString('utf8')) ?? undefined;
  } catch {
    return undefined;
  }
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}

function manifestIn(
  packed: readonly Packed[],
  parts: ReadonlyMap<string, Uint8Array>,
  fault: Fault,
  findings: Finding[],
): Manifest {
  const lying = packed.find(({ name }) => name === MANIFEST);
  if (lying === undefined) throw new BundleError(`it holds no ${MANIFEST}: "impsc certify" writes bundles`);
  const value = parsed(parts.get(MANIFEST) ?? lying.octets);
  const schema = property(value, 'schema');
  if (schema !== BUNDLE_SCHEMA) {
    // A manifest that was damaged is a finding, not another version.
    if (findings.some(({ part }) => part === MANIFEST))
      throw new BundleError(`${MANIFEST} is not what its checksum says`);
    if (schema === undefined) throw new BundleError(`its ${MANIFEST} is no manifest of this program`);
    throw new BundleError(`it has the schema ${JSON.stringify(schema)}; this program reads ${BUNDLE_SCHEMA}`);
  }
  const fits = (one: unknown): one is Manifest => fault('bundle', one) === undefined;
  if (!fits(value)) throw new BundleError(`its ${MANIFEST} does not fit the schema: ${fault('bundle', value)}`);
  return value;
}

function signerOf(
  parts: ReadonlyMap<string, Uint8Array>,
  { key: wanted }: OpenOptions,
  findings: Finding[],
): string | undefined {
  const octets = parts.get(SIGNATURE);
  const manifest = parts.get(MANIFEST);
  const find = (message: string) => void findings.push({ part: SIGNATURE, message });
  if (octets === undefined || manifest === undefined) {
    if (wanted !== undefined) find('it is not signed, and a key was named');
    return undefined;
  }
  const value = parsed(octets);
  const fits = (one: unknown): one is Signature =>
    typeof property(one, 'publicKey') === 'string' && typeof property(one, 'signature') === 'string';
  if (!fits(value) || value.algorithm !== 'ed25519') {
    find('it is no signature that can be read');
    return undefined;
  }
  const key = keyOf(manifest, value);
  if (typeof key === 'string') {
    find(key);
    return undefined;
  }
  const own = fingerprint(key);
  if (wanted !== undefined && fingerprint(wanted) !== own) {
    find(`it is signed with another key: ${own}, not ${fingerprint(wanted)}`);
  }
  return own;
}

function compare(
  manifest: Manifest,
  packed: readonly Packed[],
  parts: ReadonlyMap<string, Uint8Array>,
  find: (part: string, message: string) => void,
): void {
  const lying = new Map(packed.map((part) => [part.name, part]));
  const listed = new Set(manifest.parts.map(({ name }) => name));
  for (const { name, size, sha256: hash, packed: packedHash } of manifest.parts) {
    const content = parts.get(name);
    const part = lying.get(name);
    if (part === undefined) find(name, 'it is missing');
    else if (content !== undefined && (content.length !== size || sha256(content) !== hash)) {
      find(name, 'it is not what the manifest says: it was altered');
    } else if (sha256(part.octets) !== packedHash) find(name, 'it was packed again');
  }
  for (const { name } of packed) {
    if (!listed.has(name) && name !== MANIFEST && name !== SIGNATURE) find(name, 'it does not stand in the manifest');
  }
  if (evidenceOf(manifest.parts) !== manifest.evidence) {
    find(MANIFEST, 'the hash over the evidence is not that of its parts');
  }
  if (manifest.kind === 'certificate' && manifest.number !== numberOf(manifest.evidence)) {
    find(MANIFEST, `its number is not that of its evidence, ${numberOf(manifest.evidence)}`);
  }
}

function resultsIn(
  parts: ReadonlyMap<string, Uint8Array>,
  fault: Fault,
  find: (part: string, message: string) => void,
): RunResults | undefined {
  const octets = parts.get(RESULTS);
  if (octets === undefined) return undefined;
  const value = parsed(octets);
  const fits = (one: unknown): one is RunResults => fault('results', one) === undefined;
  if (!fits(value)) {
    find(RESULTS, `it does not fit the schema of results.json: ${fault('results', value)}`);
    return undefined;
  }
  const transcripts: Transcript[] = [];
  const isTranscript = (one: unknown): one is Transcript => fault('transcript', one) === undefined;
  for (const [name, content] of parts) {
    if (!name.startsWith(TRANSCRIPTS)) continue;
    for (const [i, line] of linesOf(Buffer.from(content).toString('utf8')).entries()) {
      const one = parsed(line.slice(line.indexOf(' ') + 1));
      if (isTranscript(one)) transcripts.push(one);
      else find(name, `line ${i + 1} is no transcript: ${fault('transcript', one) ?? ''}`);
    }
  }
  return { ...value, transcripts: inOrder(transcripts) };
}

/** The parts that are written twice have to agree; the order of transcripts is that of the run. */
function sameEvidence(
  results: RunResults,
  parts: ReadonlyMap<string, Uint8Array>,
  find: (part: string, message: string) => void,
): void {
  for (const [name, text] of evidence(results)) {
    const given = parts.get(name);
    if (given === undefined || Buffer.from(given).equals(Buffer.from(text))) continue;
    if (!name.startsWith(TRANSCRIPTS)) find(name, 'it does not agree with the results beside it');
    else find(name, `from ${firstOtherwise(Buffer.from(given).toString('utf8'), text)} on the seals do not fit`);
  }
}

function sameAttachments(
  { laboratoryRemarks = [] }: RunResults,
  parts: ReadonlyMap<string, Uint8Array>,
  find: (part: string, message: string) => void,
): void {
  for (const { name, sha256: hash } of laboratoryRemarks.flatMap(({ attachments }) => attachments)) {
    const content = parts.get(name);
    if (content === undefined) find(name, 'it is missing: a remark names it');
    else if (sha256(content) !== hash) find(name, 'it is not the attachment that the remark names');
  }
}

/** The first transcript at which two files of them part. */
function firstOtherwise(given: string, right: string): string {
  const [lines, others] = [linesOf(given), linesOf(right)];
  const at = lines.findIndex((line, i) => line !== others[i]);
  const line = lines[at] ?? '';
  const one = parsed(line.slice(line.indexOf(' ') + 1));
  return at < 0 ? 'its end' : `line ${at + 1} (${String(property(one, 'key'))}, ${String(property(one, 'scenario'))})`;
}

function sameClaim(manifest: Manifest, results: RunResults, find: (part: string, message: string) => void): void {
  if (manifest.implementation !== results.target.name) {
    find(MANIFEST, `it is about ${manifest.implementation}, and the results are about ${results.target.name}`);
  }
  const { name, version, commit } = results.tool;
  const own = manifest.tool;
  if (own.name !== name || own.version !== version || own.commit !== commit) {
    find(
      MANIFEST,
      `it names ${own.name} ${own.version} (${own.commit}), and the results ${name} ${version} (${commit})`,
    );
  }
  if ((manifest.obstacles.length === 0) !== (manifest.kind === 'certificate')) {
    find(MANIFEST, 'a certificate has no obstacles, and a development run has some');
  }
}
