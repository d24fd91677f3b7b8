/**
 * The primitives of CSP: who sends them, what answers them, which service function they belong to, what they carry.
 * Source: the 1.1 message definitions (WV-023) for 1.1; clients and servers of the field for later versions. The
 * content models proper, with order and types, are in `elements/`.
 */
import type { Version } from '../version.ts';
import { commonPrimitives } from './primitives/common.ts';
import { groupPrimitives } from './primitives/group.ts';
import { messagingPrimitives } from './primitives/messaging.ts';
import type { Parameter, PrimitiveFacts, PrimitiveFunction } from './primitives/notation.ts';
import { presencePrimitives } from './primitives/presence.ts';
import { sessionPrimitives } from './primitives/session.ts';

export type { Answer, Parameter, Presence, PrimitiveFacts, PrimitiveFunction } from './primitives/notation.ts';

export const PRIMITIVES = {
  ...sessionPrimitives,
  ...commonPrimitives,
  ...presencePrimitives,
  ...messagingPrimitives,
  ...groupPrimitives,
} as const;

/** All 105 primitives, the two of version discovery included (these travel without an envelope). */
export type CspPrimitiveName = keyof typeof PRIMITIVES;

export const PRIMITIVE_NAMES = Object.keys(PRIMITIVES) as readonly CspPrimitiveName[];

export function isPrimitiveName(name: string): name is CspPrimitiveName {
  return Object.hasOwn(PRIMITIVES, name);
}

/** The facts of a primitive, undefined for a name that is none. */
export function primitiveFacts(name: string): PrimitiveFacts | undefined {
  return isPrimitiveName(name) ? PRIMITIVES[name] : undefined;
}

/** The names of the primitives of a version. */
export function primitivesOf(version: Version): readonly CspPrimitiveName[] {
  return PRIMITIVE_NAMES.filter((name) => hasVersion(PRIMITIVES[name], version));
}

/** The service function a primitive needs in a version; undefined where the version does not have the primitive. */
export function functionOf(name: string, version: Version): PrimitiveFunction | undefined {
  return primitiveFacts(name)?.function[version];
}

/** The primitives that may answer this one in a version, failures by Status included; empty for what has no answer. */
export function answersTo(name: string, version: Version): readonly string[] {
  return ANSWERS[version].get(name) ?? [];
}

const ANSWERS: Readonly<Record<Version, ReadonlyMap<string, readonly string[]>>> = {
  '1.1': answersOf('1.1'),
  '1.2': answersOf('1.2'),
  '1.3': answersOf('1.3'),
};

function answersOf(version: Version): ReadonlyMap<string, readonly string[]> {
  const facts: readonly (readonly [string, PrimitiveFacts])[] = Object.entries(PRIMITIVES);
  return new Map(
    facts.map(([name, { answeredBy }]) => {
      const answers = answeredBy.filter(({ versions }) => versions.includes(version));
      return [name, [...new Set(answers.flatMap(({ primitives }) => primitives))]];
    }),
  );
}

/** The parameters a primitive has in a version. */
export function parametersOf(name: string, version: Version): readonly Parameter[] {
  return primitiveFacts(name)?.parameters.filter((parameter) => parameter.presence[version] !== undefined) ?? [];
}

function hasVersion(facts: PrimitiveFacts, version: Version): boolean {
  return facts.versions.includes(version);
}
