/** Limits of a decoder. Passing a bound is an error in both modes. */
export interface Limits {
  /** Size of the document, octets. */
  readonly size: number;
  /** Size of the string table, octets. */
  readonly stringTable: number;
  /** Nesting of elements; the root is at depth 1. */
  readonly depth: number;
  /** Elements, attributes, processing instructions and pieces of content, all together; text beside text is one piece. */
  readonly nodes: number;
  /** Attributes of one element. */
  readonly attributes: number;
  /** One string or opaque value, octets. */
  readonly string: number;
  /**
   * All text of the document: octets as they stand there, characters for what comes out of the token tables and for
   * further references to a table string, which counts as often as it is referred to: a small document cannot grow
   * without bound.
   */
  readonly text: number;
  /** Warnings kept in tolerant mode; later ones are only counted. */
  readonly warnings: number;
}

export const DEFAULT_LIMITS: Limits = {
  size: 1_048_576,
  stringTable: 1_048_576,
  depth: 64,
  nodes: 65_536,
  attributes: 64,
  string: 1_048_576,
  text: 2_097_152,
  warnings: 200,
};

const NAMES = Object.keys(DEFAULT_LIMITS) as readonly (keyof Limits)[];

/** The default bounds with some replaced. Throws RangeError for a bound that is not a whole number of at least 0. */
export function limitsWith(some: Partial<Limits> | undefined): Limits {
  if (some === undefined) return DEFAULT_LIMITS;
  const limits: Limits = {
    size: some.size ?? DEFAULT_LIMITS.size,
    stringTable: some.stringTable ?? DEFAULT_LIMITS.stringTable,
    depth: some.depth ?? DEFAULT_LIMITS.depth,
    nodes: some.nodes ?? DEFAULT_LIMITS.nodes,
    attributes: some.attributes ?? DEFAULT_LIMITS.attributes,
    string: some.string ?? DEFAULT_LIMITS.string,
    text: some.text ?? DEFAULT_LIMITS.text,
    warnings: some.warnings ?? DEFAULT_LIMITS.warnings,
  };
  for (const name of NAMES) {
    const value = limits[name];
    if (!Number.isSafeInteger(value) || value < 0) {
      throw new RangeError(`limit ${name} is ${value}; give a whole number of at least 0`);
    }
  }
  return limits;
}
