/** Static types of messages, inferred from the content models: nobody writes a message type by hand. */
import type { Elements } from '../elements/index.ts';
import type { Any, Choice, Empty, Form, Model, OneOf, Ref, Seq, Text } from '../model/combinators.ts';
import type { Version } from '../version.ts';

/** The key of an element in the registry: its local name, with `PA:` before it where TRC has one of the same name. */
export type ElementKey = keyof Elements & string;

/** The name an element has on the wire and in a message in memory. */
export type LocalName<K extends string> = K extends `PA:${infer L}` ? L : K;

/** Content outside the models: extension blocks, vendor elements. */
export interface AnyElement {
  readonly name: string;
  readonly namespace?: string | undefined;
  readonly attributes?: Readonly<Record<string, string>> | undefined;
  readonly content: string | readonly AnyElement[];
}

type FormOf<F, V extends Version> = F extends readonly (infer X)[]
  ? X extends Form<infer FV, infer M>
    ? V extends FV
      ? M
      : never
    : never
  : never;

/** The content model of an element in a version; `never` where the version does not have it. */
export type ModelOf<K extends ElementKey, V extends Version> = FormOf<Elements[K]['forms'], V>;

/** The names of all elements of a version. */
export type ElementOf<V extends Version> = {
  [K in ElementKey]: [ModelOf<K, V>] extends [never] ? never : K;
}[ElementKey];

type TextValue<T> =
  T extends Text<infer Y, infer W>
    ? Y extends 'integer'
      ? number
      : Y extends 'boolean'
        ? boolean
        : Y extends 'enum'
          ? W
          : string
    : never;

type Simplify<T> = { [K in keyof T]: T[K] } & {};
type KeysOf<U> = U extends unknown ? keyof U : never;
/** A union in which each member says of the others' keys that they are absent. */
type Exclusive<U, All extends PropertyKey = KeysOf<U>> = U extends unknown
  ? Simplify<U & { [K in Exclude<All, keyof U>]?: undefined }>
  : never;
type Arrays<T> = { [K in keyof T]?: (NonNullable<T[K]> extends readonly (infer X)[] ? X : NonNullable<T[K]>)[] };
type Combine<P extends readonly unknown[], V extends Version> = P extends readonly [infer H, ...infer R]
  ? Fields<H, V> & Combine<R, V>
  : unknown;

type Named<N extends string, V extends Version> = N extends ElementKey ? Value<N, V> : never;

type Fields<P, V extends Version> = P extends string
  ? { [K in LocalName<P>]: Named<P, V> }
  : P extends Ref<infer N, infer A, infer B>
    ? B extends '*'
      ? A extends 0
        ? { [K in LocalName<N>]?: Named<N, V>[] | undefined }
        : { [K in LocalName<N>]: Named<N, V>[] }
      : A extends 0
        ? { [K in LocalName<N>]?: Named<N, V> | undefined }
        : { [K in LocalName<N>]: Named<N, V> }
    : P extends Seq<infer Q, infer A, infer B>
      ? Occurring<Combine<Q, V>, A, B>
      : P extends Choice<infer Q, infer A, infer B>
        ? Occurring<Exclusive<Alternatives<Q, V>>, A, B>
        : never;

type Alternatives<Q, V extends Version> = Q extends readonly [infer H, ...infer R]
  ? Fields<H, V> | Alternatives<R, V>
  : never;

type Occurring<F, A, B> = B extends '*'
  ? Simplify<Arrays<F extends unknown ? { [K in KeysOf<F>]: K extends keyof F ? F[K] : never } : never>>
  : A extends 0
    ? Exclusive<F | Record<never, never>>
    : F;

type ModelValue<M, V extends Version> = M extends Text
  ? TextValue<M>
  : M extends Empty
    ? Record<never, never>
    : M extends Any
      ? readonly AnyElement[]
      : M extends OneOf<infer N>
        ? { [K in N]: { [L in LocalName<K>]: Named<K, V> } }[N]
        : M extends Model
          ? Simplify<Fields<M, V>>
          : never;

/**
 * The value of an element in memory: plain data keyed by element names. A repeatable child is an array, an absent one
 * is missing; text is `string`, Integer `number`, Boolean `boolean`; an element without content is `{}`.
 */
export type Value<K extends ElementKey, V extends Version = Version> = V extends Version
  ? ModelValue<ModelOf<K, V>, V>
  : never;
