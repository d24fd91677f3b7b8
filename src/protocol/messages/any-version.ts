/**
 * Values of elements whose parameters differ from version to version: for programs that serve all versions. `AnyVersion` is
 * how such a program reads one, `Draft` how it writes one.
 */
import type { AnyElement, ElementKey, Value } from './infer.ts';

type Keys<U> = U extends unknown ? keyof U : never;
type Field<U, K extends PropertyKey> = U extends unknown ? (K extends keyof U ? U[K] : undefined) : never;

/** All parameters a primitive has in some version; those of other versions are undefined. */
export type AnyVersion<U> = { readonly [K in Keys<U>]: Field<U, K> };

/** The same value with the parameters of all versions in its type. */
export function anyVersion<U extends object>(value: U): AnyVersion<U> {
  return value as unknown as AnyVersion<U>;
}

type Lists<U> = Extract<U, readonly unknown[]>;
type Records<U> = Exclude<Extract<U, object>, readonly unknown[]>;
type Present<U, K extends PropertyKey> = U extends unknown ? (K extends keyof U ? U[K] : never) : never;
type Item<L> = L extends readonly (infer X)[] ? X : never;

type DraftOf<U> =
  | Exclude<U, object>
  | ([Lists<U>] extends [never] ? never : readonly DraftItem<Item<Lists<U>>>[])
  | ([Records<U>] extends [never]
      ? never
      : { readonly [K in Keys<Records<U>>]?: DraftOf<Present<Records<U>, K>> | undefined });

type DraftItem<X> = [X] extends [AnyElement] ? AnyElement : DraftOf<X>;

/**
 * The value of an element as a program writes it: parameters of any version, none of them demanded. A misspelt one is no
 * type; a missing one is found when the message is validated.
 */
export type Draft<K extends ElementKey> = DraftOf<Value<K>>;

/** The value of an element from its draft. */
export function draft<K extends ElementKey>(_element: K, value: Draft<K> | Value<K>): Value<K> {
  return value as Value<K>;
}
