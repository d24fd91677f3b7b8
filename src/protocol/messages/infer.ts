/** Static types of messages, inferred from the content models: nobody writes a message type by hand. */
import type { Elements } from '../elements/index.ts';
import type { Any, Attribute, Choice, Empty, Form, Model, OneOf, Ref, Seq, Text } from '../model/combinators.ts';
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

/** The same in another registry. */
type ModelIn<R, K extends keyof R, V extends Version> = R[K] extends { readonly forms: infer F } ? FormOf<F, V> : never;

/** The names of all elements of a version. */
export type ElementOf<V extends Version> = {
  [K in ElementKey]: [ModelOf<K, V>] extends [never] ? never : K;
}[ElementKey];

type TextValue<T> =
  T extends Text<infer Y, infer W>
    ? Y extends 'integer'
      ? number
      : Y extends 'boolean' | 'yesNo'
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
type Combine<P extends readonly unknown[], V extends Version, R> = P extends readonly [infer H, ...infer T]
  ? Fields<H, V, R> & Combine<T, V, R>
  : unknown;

/** An element of the registry `R`; what it does not have is one of CSP or of the presence attributes. */
type Named<N extends string, V extends Version, R> = N extends keyof R
  ? ValueIn<R, N, V>
  : N extends ElementKey
    ? Value<N, V>
    : never;

type Fields<P, V extends Version, R> = P extends string
  ? { [K in LocalName<P>]: Named<P, V, R> }
  : P extends Ref<infer N, infer A, infer B>
    ? B extends '*'
      ? A extends 0
        ? { [K in LocalName<N>]?: Named<N, V, R>[] | undefined }
        : { [K in LocalName<N>]: Named<N, V, R>[] }
      : A extends 0
        ? { [K in LocalName<N>]?: Named<N, V, R> | undefined }
        : { [K in LocalName<N>]: Named<N, V, R> }
    : P extends Seq<infer Q, infer A, infer B>
      ? Occurring<Combine<Q, V, R>, A, B>
      : P extends Choice<infer Q, infer A, infer B>
        ? Occurring<Exclusive<Alternatives<Q, V, R>>, A, B>
        : never;

type Alternatives<Q, V extends Version, R> = Q extends readonly [infer H, ...infer T]
  ? Fields<H, V, R> | Alternatives<T, V, R>
  : never;

type Occurring<F, A, B> = B extends '*'
  ? Simplify<Arrays<F extends unknown ? { [K in KeysOf<F>]: K extends keyof F ? F[K] : never } : never>>
  : A extends 0
    ? Exclusive<F | Record<never, never>>
    : F;

type ModelValue<M, V extends Version, R> = M extends Text
  ? TextValue<M>
  : M extends Empty
    ? Record<never, never>
    : M extends Any
      ? readonly AnyElement[]
      : M extends OneOf<infer N>
        ? { [K in N]: { [L in LocalName<K>]: Named<K, V, R> } }[N]
        : M extends Model
          ? Simplify<Fields<M, V, R>>
          : never;

/**
 * The value of an element in memory: plain data keyed by element names. A repeatable child is an array, an absent one
 * is missing; text is `string`, Integer `number`, Boolean `boolean`; an element without content is `{}`.
 */
export type Value<K extends ElementKey, V extends Version = Version> = V extends Version
  ? ModelValue<ModelOf<K, V>, V, Elements>
  : never;

type AttributeFields<A> = {
  -readonly [K in keyof A as A[K] extends Attribute<Text, true> ? K : never]: A[K] extends Attribute<infer T>
    ? TextValue<T>
    : never;
} & {
  -readonly [K in keyof A as A[K] extends Attribute<Text, true> ? never : K]?:
    | (A[K] extends Attribute<infer T> ? TextValue<T> : never)
    | undefined;
};

/** Attributes stand beside the children; beside them text is the `value`. */
type Attributed<A, C> = [keyof A] extends [never]
  ? C
  : C extends string | number | boolean
    ? Simplify<AttributeFields<A> & { value: C }>
    : Simplify<AttributeFields<A> & C>;

/** The value of an element of another registry, whose elements may have attributes: they are keyed by their names, too. */
export type ValueIn<R, K extends keyof R, V extends Version> = V extends Version
  ? R[K] extends { readonly attributes: infer A }
    ? Attributed<A, ModelValue<ModelIn<R, K, V>, V, R>>
    : ModelValue<ModelIn<R, K, V>, V, R>
  : never;
