/**
 * Prefixes in scope. An element that declares prefixes has its own table, linked to that of the next element outside.
 * Nothing is copied, however many prefixes there are, and a search takes at most as many steps as elements are nested.
 */
export interface Prefixes {
  readonly own: Map<string, string>;
  readonly outer: Prefixes | undefined;
}

/** Declares a prefix on the current element: `inner` is its table so far, `outer` the table around it. */
export function declarePrefix(
  inner: Prefixes | undefined,
  outer: Prefixes | undefined,
  prefix: string,
  uri: string,
): Prefixes {
  const table = inner === undefined || inner === outer ? { own: new Map<string, string>(), outer } : inner;
  table.own.set(prefix, uri);
  return table;
}

/** The namespace bound to a prefix; undefined if it is not declared. */
export function uriOf(prefixes: Prefixes | undefined, prefix: string): string | undefined {
  for (let at = prefixes; at !== undefined; at = at.outer) {
    const uri = at.own.get(prefix);
    if (uri !== undefined) return uri;
  }
  return undefined;
}
