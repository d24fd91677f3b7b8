/**
 * The primitives of CSP against everything the project knows of them: which items and requirements name a primitive in a
 * version, how many scenarios and monitors check these, whether the reference server does it, how sure its content is.
 */
import { PRIMITIVE_NAMES, PRIMITIVES, primitiveFacts } from '../../protocol/facts/primitives.ts';
import { compile } from '../../protocol/messages/compile.ts';
import { type Confidence, VERSIONS, type Version } from '../../protocol/version.ts';
import { type Catalogue, confidenceIn } from '../catalogue/catalogue.ts';
import type { Requirement } from '../catalogue/types.ts';
import type { ScenarioSource } from './features.ts';

/** The part of the reference server: that of the suite, only one whose provider has more, none. */
export type Served = 'yes' | 'where equipped' | 'no';

/** Facts known of a primitive in one version. */
export interface PrimitiveRow {
  readonly primitive: string;
  readonly version: Version;
  readonly area: (typeof AREAS)[number];
  readonly direction: 'C->S' | 'S->C' | 'both';
  /** Items that name it, server side and client side. */
  readonly items: readonly string[];
  /** Requirements that name it: judged ones, and those of low confidence, which are observed. */
  readonly judged: readonly string[];
  readonly observed: readonly string[];
  /** Scenarios of this version that check one of these. */
  readonly scenarios: number;
  /** Of these requirements, those a monitor watches in every scenario. */
  readonly monitored: readonly string[];
  readonly served: Served;
  /** Of its content model. */
  readonly confidence: Confidence;
}

export interface PrimitiveSources {
  readonly catalogue: Catalogue;
  readonly scenarios: readonly ScenarioSource[];
  readonly monitored: ReadonlySet<string>;
  /** Tells if the reference server takes (requests) or sends (all others) a primitive in a version. */
  serves(primitive: string, version: Version): Served;
}

export const AREAS = ['fundamental', 'presence', 'messaging', 'group'] as const;

/** Columns that a primitive of a version may lack, with the reason; nothing else may be missing. */
export interface PrimitiveException {
  readonly primitive: string;
  /** All its versions unless given. */
  readonly versions?: readonly Version[];
  readonly lacks: Lack;
  readonly reason: string;
}
export type Lack = 'an item' | 'a scenario or monitor' | 'an implementation';

export const EXCEPTIONS: readonly PrimitiveException[] = [
  {
    primitive: 'PresenceAuth-Request',
    versions: ['1.3'],
    lacks: 'an implementation',
    reason:
      'of 1.3 only a table of tags lists it, and no function carries it; publishers are told by Notification-Request there and decide by attribute lists',
  },
  {
    primitive: 'PresenceAuth-User',
    versions: ['1.3'],
    lacks: 'an implementation',
    reason: 'as PresenceAuth-Request; the reference server refuses it with 501',
  },
  {
    primitive: 'PresenceAuth-User',
    versions: ['1.3'],
    lacks: 'a scenario or monitor',
    reason: 'as PresenceAuth-Request: no requirement says what a server of 1.3 makes of it',
  },
  {
    primitive: 'Extended-Request',
    lacks: 'an implementation',
    reason:
      'a frame for extensions two vendors agree on; the reference server has none and says so with 501, which a scenario observes',
  },
  {
    primitive: 'Extended-Response',
    lacks: 'an implementation',
    reason: 'answers an extension, and the reference server has none',
  },
];

function byId(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function unique(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)].sort(byId);
}

/** Every primitive of CSP in every version that has it, in the order of the primitives and versions. */
export function primitiveRows(sources: PrimitiveSources): readonly PrimitiveRow[] {
  return PRIMITIVE_NAMES.flatMap((primitive) =>
    VERSIONS.filter((version) => primitiveFacts(primitive)?.versions.includes(version) === true).map((version) =>
      rowOf(primitive, version, sources),
    ),
  );
}

function rowOf(primitive: (typeof PRIMITIVE_NAMES)[number], version: Version, sources: PrimitiveSources): PrimitiveRow {
  const { catalogue, scenarios, monitored } = sources;
  const { area, direction } = PRIMITIVES[primitive];
  const items = catalogue.items.filter((item) => item.primitives.includes(primitive) && item.status[version] !== 'NA');
  const requirements = catalogue.requirements.filter(
    (one) => one.primitives.includes(primitive) && catalogue.effectiveVersions(one).includes(version),
  );
  const ids = (some: readonly Requirement[]) => unique(some.map((one) => one.id));
  const isLow = (one: Requirement) => confidenceIn(one, version) === 'low';
  const all = new Set(ids(requirements));
  const checking = scenarios.filter(
    (one) => one.versions.includes(version) && one.requirements.some((id) => all.has(id)),
  );
  return {
    primitive,
    version,
    area,
    direction,
    items: unique(items.map((item) => item.id)),
    judged: ids(requirements.filter((one) => !isLow(one))),
    observed: ids(requirements.filter(isLow)),
    scenarios: checking.length,
    monitored: [...all].filter((id) => monitored.has(id)),
    served: sources.serves(primitive, version),
    confidence: compile(version, primitive)?.confidence ?? 'low',
  };
}

/** Columns that a row lacks, exceptions or not. */
export function lacksOf(row: PrimitiveRow): readonly Lack[] {
  return [
    ...(row.items.length === 0 ? (['an item'] as const) : []),
    ...(row.scenarios === 0 && row.monitored.length === 0 ? (['a scenario or monitor'] as const) : []),
    ...(row.served !== 'no' ? [] : (['an implementation'] as const)),
  ];
}

/** Problems of the table: a primitive that lacks something without a reason, a reason nothing needs any more. */
export function primitiveProblems(
  rows: readonly PrimitiveRow[],
  exceptions: readonly PrimitiveException[] = EXCEPTIONS,
): readonly string[] {
  const about = (row: PrimitiveRow, { primitive, versions }: PrimitiveException) =>
    primitive === row.primitive && versions?.includes(row.version) !== false;
  const missing = rows.flatMap((row) =>
    lacksOf(row)
      .filter((lack) => !exceptions.some((one) => one.lacks === lack && about(row, one)))
      .map((lack) => `${row.primitive} of ${row.version} lacks ${lack}`),
  );
  const stale = exceptions
    .filter((one) => !rows.some((row) => about(row, one) && lacksOf(row).includes(one.lacks)))
    .map(({ primitive, lacks }) => `${primitive} does not lack ${lacks} any more: take the exception out`);
  return [...missing, ...stale];
}
