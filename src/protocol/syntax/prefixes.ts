/**
 * Prefixes in scope. An element that declares some has a table of its own, which goes on in that of the next element
 * outside: nothing is copied, however many prefixes there are, and a search is as long as elements are deep.
 */
export interface Prefixes {
  readonly own: Map<string, string>;
  readonly outer: Prefixes | undefined;
}

/** Declares a prefix on the element in hand: `inner` is its table so far, `outer` that around it. */
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

/** The namespace a prefix stands for; undefined where nobody declares it. */
export function uriOf(prefixes: Prefixes | undefined, prefix: string): string | undefined {
  for (let at = prefixes; at !== undefined; at = at.outer) {
    const uri = at.own.get(prefix);
    if (uri !== undefined) return uri;
  }
  return undefined;
}
