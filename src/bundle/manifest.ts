/** The manifest of a bundle: its parts with their hashes, the claim it makes, the program that wrote it. */
import { createHash } from 'node:crypto';
import type { Obstacle } from '../results/certification.ts';

export const BUNDLE_SCHEMA = 'imps-conformance/bundle/1';

export const MANIFEST = 'manifest.json';
export const SIGNATURE = 'manifest.sig.json';
export const RESULTS = 'results.json';
export const REPORT = 'report.html';
export const CERTIFICATE = 'certificate.html';
export const IUT = 'iut.yaml';
export const ENVIRONMENT = 'environment.json';
/** Transcripts, one file for each configuration. */
export const TRANSCRIPTS = 'transcripts/';
export const ATTACHMENTS = 'attachments/';

export interface Part {
  readonly name: string;
  /** Octets of the part, unpacked. */
  readonly size: number;
  readonly sha256: string;
  /** Of the octets that lie in the archive. */
  readonly packed: string;
}

export interface Manifest {
  readonly schema: typeof BUNDLE_SCHEMA;
  /** A certificate, or a development run, which certifies nothing. */
  readonly kind: 'certificate' | 'development';
  /** From the hash of the evidence; a development run has none. */
  readonly number: string | undefined;
  /** Why it is no certificate. */
  readonly obstacles: readonly Obstacle[];
  readonly implementation: string;
  readonly writtenAt: string;
  readonly tool: { readonly name: string; readonly version: string; readonly commit: string; readonly sha256: string };
  readonly catalogue: { readonly sha256: string };
  /** SHA-256 over names and hashes of all parts but the pages made of them. */
  readonly evidence: string;
  readonly parts: readonly Part[];
}

export function sha256(octets: Uint8Array | string): string {
  return createHash('sha256').update(octets).digest('hex');
}

/** Pages for people, which show the evidence and are none. */
const PAGES: readonly string[] = [REPORT, CERTIFICATE];

export function evidenceOf(parts: readonly Pick<Part, 'name' | 'sha256'>[]): string {
  const lines = parts.filter(({ name }) => !PAGES.includes(name)).map(({ name, sha256: hash }) => `${hash}  ${name}\n`);
  return sha256(lines.sort().join(''));
}

/** The number of a certificate: the beginning of the hash of its evidence, `7F31-9C04-A2E8`. */
export function numberOf(evidence: string): string {
  return (evidence.slice(0, 12).toUpperCase().match(/.{4}/g) ?? []).join('-');
}
