/** Reference part of the page: the protocol and the catalogue as one can look them up. */
import type { StatusCode } from '../../protocol/facts/status-codes.ts';
import type { Confidence, Version } from '../../protocol/version.ts';
import type { GlossaryTerm } from './glossary.ts';

export interface ReferencePrimitive {
  readonly name: string;
  readonly transaction: string;
  /** `client to server` */
  readonly direction: string;
  readonly session: string;
  readonly versions: readonly Version[];
  readonly area: string;
  /** Service function by version. */
  readonly functions: readonly (readonly [version: Version, code: string])[];
  readonly answers: readonly {
    readonly primitives: readonly string[];
    readonly versions: readonly Version[];
    readonly when: string;
  }[];
  readonly note: string | undefined;
  readonly items: readonly string[];
  readonly requirements: readonly string[];
}

/** A child in a content model. */
export interface ReferenceChild {
  readonly key: string;
  /** `1`, `0..1`, `0..*`, `1..*` */
  readonly occurs: string;
}

/** A content model and the versions that have it. */
export interface ReferenceForm {
  readonly versions: readonly Version[];
  readonly confidence: Confidence;
  readonly notation: string;
  readonly children: readonly ReferenceChild[];
  readonly type: string | undefined;
  /** Values of an enumeration, each with its token in WBXML, if it has one. */
  readonly values: readonly (readonly [value: string, token: string])[];
  readonly open: boolean;
}

export interface ReferenceElement {
  readonly key: string;
  readonly name: string;
  readonly namespace: string;
  readonly note: string | undefined;
  /** Code page and token of the tag in WBXML, `6 / 15`, by version. */
  readonly tokens: readonly (readonly [version: Version, token: string])[];
  readonly forms: readonly ReferenceForm[];
  readonly parents: readonly string[];
}

export interface ReferenceCode extends StatusCode {
  readonly requirements: readonly string[];
}

/** A seeded defect or a legal variant of the reference server. */
export interface Seeded {
  readonly id: string;
  readonly kind: 'defect' | 'variant';
  /** The behaviour of the server, without a full stop. */
  readonly title: string;
  /** Path of its area: `csp/access/login`. */
  readonly area: string;
  /** Requirements that must fail; of a variant, those that may. */
  readonly requirements: readonly string[];
  readonly versions: readonly string[] | undefined;
  readonly syntaxes: readonly string[] | undefined;
}

export interface ReferenceSource {
  readonly tag: string;
  readonly title: string;
  readonly kind: string;
  /** Its use: what it can prove, and how places in it are named. */
  readonly says: string;
}

/** A place where the sources disagree or are silent. */
export interface OpenPoint {
  readonly id: string;
  readonly area: string;
  readonly point: string;
  readonly readings: readonly { readonly reading: string; readonly sources: readonly string[] }[];
  readonly default: string;
  readonly switch?: string;
  readonly choices?: readonly string[];
  readonly affects: readonly string[];
}

export interface Reference {
  readonly primitives: readonly ReferencePrimitive[];
  readonly elements: readonly ReferenceElement[];
  readonly codes: readonly ReferenceCode[];
  readonly sources: readonly ReferenceSource[];
  readonly openPoints: readonly OpenPoint[];
  readonly seeded: readonly Seeded[];
  readonly glossary: readonly GlossaryTerm[];
  readonly areas: readonly { readonly id: string; readonly folder: string; readonly title: string }[];
}
