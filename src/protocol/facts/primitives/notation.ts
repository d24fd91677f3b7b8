/** The notation the tables of primitives are written in. */
import type { Confidence, Version } from '../../version.ts';
import type { ServiceFeature, ServiceLeaf } from '../service-tree.ts';

export const ALL = ['1.1', '1.2', '1.3'] as const;
export const UNTIL_1_2 = ['1.1', '1.2'] as const;
export const FROM_1_2 = ['1.2', '1.3'] as const;
export const ONLY_1_1 = ['1.1'] as const;
export const ONLY_1_2 = ['1.2'] as const;
export const ONLY_1_3 = ['1.3'] as const;

/**
 * The service function a primitive belongs to: a leaf of the service tree; `mandatory` where it has no code and comes
 * with the session or with its feature; `none` where it is outside negotiation altogether.
 */
export type PrimitiveFunction = ServiceLeaf | 'mandatory' | 'none';

/** M mandatory, O optional, C mandatory under the condition given. */
export type Presence = 'M' | 'O' | 'C';

export interface Parameter {
  /** Name as tables of the standard write it, for instance `Keep-Alive-Time`. */
  readonly name: string;
  /** Element path below the primitive, for instance `Result/Code`. */
  readonly path: string;
  /** Per version; a version that is missing does not have the parameter. */
  readonly presence: Readonly<Partial<Record<Version, Presence>>>;
  readonly repeatable: boolean;
  readonly condition: string | undefined;
}

/** An answer a primitive may get: one of `primitives`, in these versions, in that case. */
export interface Answer {
  readonly primitives: readonly string[];
  readonly versions: readonly Version[];
  /** Empty: always. */
  readonly when: string;
}

export interface PrimitiveFacts {
  /** `notification`: a request of the server's own, towards the client. */
  readonly role: 'request' | 'response' | 'notification';
  readonly direction: 'C->S' | 'S->C' | 'both';
  readonly transaction: string;
  readonly area: 'fundamental' | 'presence' | 'messaging' | 'group';
  readonly versions: readonly Version[];
  /** Its place: inside a session, outside, in either, or (version discovery) without the session wrapper. */
  readonly session: 'Inband' | 'Outband' | 'either' | 'none';
  readonly function: Readonly<Partial<Record<Version, PrimitiveFunction>>>;
  /** The feature that a primitive without a code comes with. */
  readonly mandatoryWithin: ServiceFeature | undefined;
  readonly functionConfidence: Confidence;
  readonly answeredBy: readonly Answer[];
  readonly parameters: readonly Parameter[];
  readonly note: string | undefined;
}

interface Notation
  extends Omit<PrimitiveFacts, 'function' | 'mandatoryWithin' | 'functionConfidence' | 'parameters' | 'note'> {
  readonly function: PrimitiveFunction | PrimitiveFacts['function'];
  readonly mandatoryWithin?: ServiceFeature;
  readonly functionConfidence?: Confidence;
  readonly parameters: readonly ((versions: readonly Version[]) => Parameter)[];
  readonly note?: string;
}

function everyVersion<T>(versions: readonly Version[], value: T): Readonly<Partial<Record<Version, T>>> {
  return Object.fromEntries(versions.map((version) => [version, value]));
}

export function facts(notation: Notation): PrimitiveFacts {
  return {
    ...notation,
    function:
      typeof notation.function === 'string' ? everyVersion(notation.versions, notation.function) : notation.function,
    mandatoryWithin: notation.mandatoryWithin,
    functionConfidence: notation.functionConfidence ?? 'high',
    parameters: notation.parameters.map((parameterOf) => parameterOf(notation.versions)),
    note: notation.note,
  };
}

export function answer(primitives: readonly string[], versions: readonly Version[], when = ''): Answer {
  return { primitives, versions, when };
}

type PresenceNotation = Presence | Parameter['presence'];

function parameterOf(
  name: string,
  path: string,
  presence: PresenceNotation,
  condition: string | undefined,
  repeatable: boolean,
): (versions: readonly Version[]) => Parameter {
  return (versions) => ({
    name,
    path,
    presence: typeof presence === 'string' ? everyVersion(versions, presence) : presence,
    repeatable,
    condition,
  });
}

/** A parameter that occurs at most once; a presence given as one letter holds in every version of the primitive. */
export function parameter(name: string, path: string, presence: PresenceNotation, condition?: string) {
  return parameterOf(name, path, presence, condition, false);
}

/** A parameter that may occur several times. */
export function repeated(name: string, path: string, presence: PresenceNotation, condition?: string) {
  return parameterOf(name, path, presence, condition, true);
}
