/**
 * Sets of presence attributes, as the bits of a number: authorization is union, intersection and difference of such
 * sets, and with ten thousand watchers they are computed ten thousand times per change.
 */
import { PRESENCE_ATTRIBUTES } from '../../protocol/facts/presence.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import { VERSIONS, type Version } from '../../protocol/version.ts';

/** A set of presence attributes; bit n stands for the n-th attribute of PresenceSubList. */
export type AttributeSet = number;

/** The attributes of a PresenceSubList; one of a 1.3 client attribute may be there several times. */
export type SubList = Value<'PresenceSubList'>;

export const NOTHING: AttributeSet = 0;

const NAMES: readonly string[] = PRESENCE_ATTRIBUTES.map((attribute) => attribute.name);
const BIT: ReadonlyMap<string, number> = new Map(NAMES.map((name, index) => [name, 1 << index]));

/** Every attribute of any version: what an absent or empty PresenceSubList of a request stands for. */
export const EVERYTHING: AttributeSet = (1 << NAMES.length) - 1;

/** Attributes that describe a client; in 1.3 there is one instance of them per client of the publisher. */
export const CLIENT_ATTRIBUTES: AttributeSet = setOf(
  PRESENCE_ATTRIBUTES.filter((attribute) => attribute.class === 'client').map((attribute) => attribute.name),
);

const BY_VERSION: ReadonlyMap<Version, AttributeSet> = new Map(
  VERSIONS.map((version) => [
    version,
    setOf(PRESENCE_ATTRIBUTES.filter((attribute) => attribute.since <= version).map((attribute) => attribute.name)),
  ]),
);

/** The attributes a version has; InfoLink came with 1.2. */
export function attributesOf(version: Version): AttributeSet {
  return BY_VERSION.get(version) ?? NOTHING;
}

/** The set of these attributes; names outside the standard are not in it. */
export function setOf(names: Iterable<string>): AttributeSet {
  let set = NOTHING;
  for (const name of names) set |= BIT.get(name) ?? NOTHING;
  return set;
}

/** The names in a set, in the order of PresenceSubList. */
export function namesIn(set: AttributeSet): readonly string[] {
  return NAMES.filter((_, index) => (set & (1 << index)) !== 0);
}

export function has(set: AttributeSet, name: string): boolean {
  return (set & (BIT.get(name) ?? NOTHING)) !== 0;
}

/** A PresenceSubList that only names: every attribute of the set that the version has, as an empty element. */
export function naming(set: AttributeSet, version: Version): SubList {
  const entries = namesIn(set & attributesOf(version)).map((name) => [
    name,
    version === '1.3' && has(CLIENT_ATTRIBUTES, name) ? [{}] : {},
  ]);
  return Object.fromEntries(entries);
}

export interface Named {
  readonly set: AttributeSet;
  /** Names that the version does not have. */
  readonly unsupported: readonly string[];
}

/** The attributes a PresenceSubList of a request names in a version. */
export function named(list: SubList | undefined, version: Version): Named {
  const present = Object.entries(list ?? {})
    .filter(([, content]) => content !== undefined && !(Array.isArray(content) && content.length === 0))
    .map(([name]) => name);
  const known = attributesOf(version);
  return { set: setOf(present) & known, unsupported: present.filter((name) => !has(known, name)) };
}
