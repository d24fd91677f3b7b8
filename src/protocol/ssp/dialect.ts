/**
 * A dialect of SSP: everything that the documents at hand do not attest, in one replaceable file (scr-tables/dialects).
 * Another dialect is another file. What is in it is data; this file says what the data mean.
 */
import type { Confidence } from '../version.ts';
import type { SspVersion } from './types.ts';

/** A value with how sure it is. */
export interface Fact<T> {
  readonly value: T;
  readonly confidence: Confidence;
  /** Its source, or the evidence against it. */
  readonly note?: string;
}

export interface DialectVersion {
  /** Written on the document element. */
  readonly namespace: Fact<string>;
  /** Namespaces read as the same version, with a finding. */
  readonly otherNamespaces: readonly string[];
  /** Value of `protocolVersion` in SendSecretToken. */
  readonly protocolVersion: Fact<string>;
}

/** Other spellings that a reader lets pass: of an element within a parent, or of an attribute of an element. */
export interface Spelling {
  readonly name: string;
  readonly accept: readonly string[];
  /** Parent of the element, or the element that has the attribute. */
  readonly in: string;
}

export const SSP_DIGESTS = ['MD5', 'SHA'] as const;

export interface Dialect {
  readonly name: string;
  /** One line for reports. */
  readonly title: string;
  readonly versions: Readonly<Record<SspVersion, DialectVersion>>;
  /** Value of `protocol` in SendSecretToken. */
  readonly protocol: Fact<string>;
  /** Wire name by model name; what is not listed is written as in the models. */
  readonly elements: Readonly<Record<string, string>>;
  /** Wire name by model name of an attribute, by element. */
  readonly attributes: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly reading: {
    /** Names that differ in letter case only are read, with a finding. */
    readonly ignoreCase: boolean;
    readonly elements: readonly Spelling[];
    readonly attributes: readonly Spelling[];
    /** Mandatory children that may be missing: element and child. */
    readonly missing: readonly { readonly element: string; readonly child: string }[];
  };
  readonly setup: {
    /** Digest of the secret in PasswordDigest. */
    readonly digest: Fact<(typeof SSP_DIGESTS)[number]>;
    /** Transaction identifier with which the provider returns its secret: one of its own, or the requestor's. */
    readonly providerTransaction: Fact<'own' | 'echo'>;
    /** Mode of the provider's LoginRequest. */
    readonly providerLogin: Fact<'Request' | 'Response'>;
    /** The refusal of a failed step: by closing the connection, by a Status in SetupTransaction, or by HTTP 400. */
    readonly refusal: Fact<'close' | 'status' | 'http'>;
  };
  /** Half of the pair of session identifiers that a sender writes: its own, or the receiver's. */
  readonly sessionHalf: Fact<'sender' | 'receiver'>;
  readonly answers: {
    /** SSP answers travel in a POST of their own, or in the HTTP response. */
    readonly carriedBy: Fact<'post' | 'http-response'>;
    /** The other way is read, too, with a finding. */
    readonly acceptBoth: boolean;
  };
  readonly transport: {
    readonly contentType: Fact<string>;
    readonly path: Fact<string>;
    /** Informative headers that repeat the identifiers; empty: not written. */
    readonly headers: Fact<{ readonly transaction: string; readonly session: string }>;
  };
  readonly lookup: {
    /** Service of the SRV record below the domain. */
    readonly service: Fact<string>;
    /** Places of the address of a domain, in the order of looking. */
    readonly order: readonly ('configured' | 'srv')[];
  };
  /** Seconds. */
  readonly timers: {
    readonly timeToLive: Fact<number>;
    readonly setup: Fact<number>;
    readonly response: Fact<number>;
    readonly messageValidity: Fact<number>;
    readonly noticeValidity: Fact<number>;
  };
}

/** A name that was read: the model's, and whether it was written as the dialect writes it. */
interface Known {
  readonly name: string;
  readonly exact: boolean;
}

/** Names of a dialect in both directions. */
export interface WireNames {
  element(name: string): string;
  attribute(element: string, name: string): string;
  /** The element of the models that `wire` means within `parent`, of those in `among`; undefined: none. */
  elementOf(parent: string, wire: string, among: Among): Known | undefined;
  attributeOf(element: string, wire: string, among: Among): Known | undefined;
}
/** Names of the models among which one is looked for. */
type Among = Iterable<string>;

const compiled = new WeakMap<Dialect, WireNames>();

/** The names of a dialect, made once for each. */
export function wireNames(dialect: Dialect): WireNames {
  let names = compiled.get(dialect);
  if (names === undefined) {
    names = namesOf(dialect);
    compiled.set(dialect, names);
  }
  return names;
}

function namesOf({ elements, attributes, reading }: Dialect): WireNames {
  const element = (name: string): string => own(elements, name) ?? name;
  const attribute = (of: string, name: string): string => own(own(attributes, of), name) ?? name;
  const find = (
    wire: string,
    among: Among,
    write: (name: string) => string,
    spellings: readonly Spelling[],
    place: string,
  ): Known | undefined => {
    const names = [...among];
    const exact = names.find((name) => write(name) === wire);
    if (exact !== undefined) return { name: exact, exact: true };
    const spelling = spellings.find((s) => s.in === place && s.accept.includes(wire) && names.includes(s.name));
    if (spelling !== undefined) return { name: spelling.name, exact: false };
    if (!reading.ignoreCase) return undefined;
    const lower = wire.toLowerCase();
    const similar = names.find((name) => write(name).toLowerCase() === lower);
    return similar === undefined ? undefined : { name: similar, exact: false };
  };
  return {
    element,
    attribute,
    elementOf: (parent, wire, among) => find(wire, among, element, reading.elements, parent),
    attributeOf: (of, wire, among) => find(wire, among, (name) => attribute(of, name), reading.attributes, of),
  };
}

function own<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}
