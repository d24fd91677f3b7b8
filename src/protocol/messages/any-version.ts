/** Requests differ in their parameters from version to version; a handler that serves all of them reads them here. */
type Keys<U> = U extends unknown ? keyof U : never;
type Field<U, K extends PropertyKey> = U extends unknown ? (K extends keyof U ? U[K] : undefined) : never;

/** All parameters a primitive has in some version; those of other versions are undefined. */
export type AnyVersion<U> = { readonly [K in Keys<U>]: Field<U, K> };

export function anyVersion<U extends object>(request: U): AnyVersion<U> {
  return request as unknown as AnyVersion<U>;
}
