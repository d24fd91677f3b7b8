/** The catalogue as programs see it; the shapes of the files are in scr-tables/schema. */
import type { Confidence, Version } from '../../protocol/version.ts';
import type { Level } from '../../results/results.ts';

export type Role = 'server' | 'client';
/** M mandatory; O optional; C mandatory where the item's condition holds, else not applicable; NA not applicable. */
export type Status = 'M' | 'O' | 'C' | 'NA';
/** In which syntaxes a run checks a requirement: every claimed one, a certain one, or any one for all. */
export type RunsIn = 'every-syntax' | 'xml' | 'wbxml' | 'pts' | 'one-syntax';

/** One observable statement under an item. */
export interface Requirement {
  readonly id: string;
  /** The one item it belongs to. */
  readonly item: string;
  /** The beginning of its id, for instance `CSP-LOG`. */
  readonly area: string;
  readonly statement: string;
  /** The side that is judged; requestor and provider are the two sides of SSP. */
  readonly actor: 'server' | 'client' | 'requestor' | 'provider';
  readonly level: Level;
  /** Versions of the statement; those it applies in are the `effectiveVersions` of the catalogue. */
  readonly versions: readonly Version[];
  readonly confidence: Confidence;
  readonly confidenceByVersion: Readonly<Partial<Record<Version, Confidence>>> | undefined;
  readonly transaction: string | undefined;
  /** Tags of scr-tables/sources.json, each perhaps with a place after `: `. */
  readonly sources: readonly string[];
  readonly statusCode: number | undefined;
  /** Accepted beside `statusCode`. */
  readonly altStatusCodes: readonly number[];
  /** Code or feature of the service tree that must have been agreed. */
  readonly feature: string | undefined;
  /**
   * Versions in which that code exists, where these are not those of the statement. In the others its functions are a
   * mandatory part of the feature it stands in, which has to be agreed as a whole: those of attribute lists in 1.3.
   */
  readonly featureVersions: readonly Version[] | undefined;
  /** Expression over items; where it is false the requirement does not apply. */
  readonly condition: string | undefined;
  readonly primitives: readonly string[];
  readonly oracle: string;
  /** Users needed. */
  readonly actors: number;
  /** `wire`, `not-observable` or `needs-adapter:` and an entry of scr-tables/adapters.json. */
  readonly testability: string;
  /** Information that the tester has to give. */
  readonly ixit: string | undefined;
  readonly runsIn: RunsIn;
}

/** A row of an item table. The identifiers are this project's own. */
export interface Item {
  readonly id: string;
  readonly table: string;
  readonly feature: string;
  readonly role: Role;
  readonly versions: readonly Version[];
  readonly status: Readonly<Record<Version, Status>>;
  readonly group: 'MCF' | 'OCF' | 'MSF' | 'OSF' | null;
  /** Items that a claim of this one implies. */
  readonly requires: string | null;
  /** Of a C status. */
  readonly condition: string | undefined;
  readonly functionCodes: readonly string[];
  readonly transactions: readonly string[];
  readonly primitives: readonly string[];
  readonly sources: readonly string[];
  readonly statusBasis: string;
  readonly statusBasisKind: 'erdef' | 'tree' | 'document' | 'inference' | 'min-interop' | 'default-optional';
  readonly statusConfidence: Confidence;
  /** `none`: never counted in a verdict; else what a test needs. Undefined: on the wire. */
  readonly assessable: string | undefined;
  readonly note: string | undefined;
  readonly requirements: readonly string[];
}

export interface ItemTable {
  readonly table: string;
  readonly title: string;
  readonly alias: string;
  readonly role: Role | 'both';
  readonly documents: Readonly<Partial<Record<Version, string | null>>>;
  readonly document13: string | null;
  /** The ERDEF row of 1.3 whose claim brings the table into play. */
  readonly claimedBy13: Readonly<Partial<Record<Role, string>>> | null;
  readonly note: string | undefined;
  readonly items: readonly Item[];
}

export interface Area {
  /** For instance `CSP-LOG`. */
  readonly id: string;
  /** The path that its features, steps, defects and legal variants share: `csp/access/login`. */
  readonly folder: string;
  readonly title: string;
  /** Chapters of the standard that describe it, as sources; empty where no such document is at hand. */
  readonly chapters: readonly string[];
  readonly requirements: readonly Requirement[];
}

export interface Erratum {
  readonly kind?: string;
  readonly asPrinted: string;
  readonly corrected: string;
  readonly why: string;
}

/** A row of an ERDEF table: the only genuine identifiers there are. */
export interface ErdefRow {
  readonly id: string;
  readonly role: Role;
  readonly feature: string;
  readonly status: 'M' | 'O';
  /** Letter for letter. */
  readonly asPrinted: string;
  /** Names in one spelling, errata corrected. */
  readonly normalised: string;
  /** Names in one spelling, errata kept; null where it cannot be parsed, undefined where it is `normalised`. */
  readonly normalisedAsPrinted?: string | null;
  readonly specNames: readonly { readonly asPrinted: string; readonly listedAs: string; readonly alias: string }[];
  readonly errata: readonly Erratum[];
  readonly remarks?: readonly string[];
}

/** A worked example of the evaluation of the 1.3 table. */
export interface ErdefExample {
  readonly name: string;
  readonly role: Role;
  readonly groupsMet: readonly string[];
  readonly itemsMet: readonly string[];
  readonly itemsMetByLeastFixedPoint: readonly string[];
  readonly mandatoryMet: boolean;
  readonly mandatoryMetAsPrinted?: boolean;
  readonly mandatoryMetAsPrintedButForMSCF?: boolean;
  readonly why?: string;
}

export type Release = '1.2' | '1.3';

export interface ErdefTable {
  readonly title: string;
  readonly release: Release;
  readonly source: readonly string[];
  readonly atoms: string;
  readonly evaluation: string;
  readonly generalErrata: readonly Erratum[];
  readonly rows: readonly ErdefRow[];
  readonly examples?: readonly ErdefExample[];
}

/** The meaning of a group such as `CSP-1.3:MSF`. */
export interface Group {
  readonly group: string;
  readonly release: Release;
  readonly role: Role;
  readonly kind: 'mandatory' | 'optional';
  readonly tables: readonly string[];
  /** One of these is needed besides. */
  readonly oneOf?: readonly ({ readonly tables: readonly string[] } | { readonly item: string })[];
  /** Tables that count besides when an item is claimed. */
  readonly where?: readonly { readonly claimed: string; readonly tables: readonly string[] }[];
  readonly meaning?: string;
}

export interface Ambiguity {
  readonly id: string;
  readonly area: string;
  readonly point: string;
  readonly readings: readonly { readonly reading: string; readonly sources: readonly string[] }[];
  readonly default: string;
  readonly switch?: string;
  /** Values that `ics.readings` may have, the default first; undefined where the suite's reading holds for everybody. */
  readonly choices?: readonly string[];
  readonly affects: readonly string[];
}

export interface Source {
  readonly tag: string;
  readonly title: string;
  readonly kind: 'specification' | 'implementation' | 'registry' | 'reading' | 'inference';
  readonly says: string;
}

export interface AdapterNeed {
  readonly id: string;
  readonly needs: string;
}

export interface ReleaseDocuments {
  readonly release: Version;
  readonly source: string | null;
  readonly documents: readonly {
    readonly ref: string;
    readonly number: string;
    readonly subject: string;
    readonly kind?: string;
    readonly alias?: string;
    readonly erdefSpelling?: string;
    readonly tables: readonly string[];
    readonly note?: string;
  }[];
  readonly remarks: readonly string[];
}

/** A feature that the 1.3 architecture names as new. */
export interface NewFeature {
  readonly number?: number;
  readonly name: string;
  readonly source?: string;
  readonly mapping: 'established' | 'partial' | 'not established';
  readonly items: readonly string[];
  readonly requirements: readonly string[];
  readonly functionCode?: string | null;
  readonly remark: string;
}
