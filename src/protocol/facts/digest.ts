/**
 * Digest schemas of the four-way login. DigestBytes is base64 of the digest of the nonce followed by the password;
 * that order is of medium confidence: two independent implementations agree on it (AMB-029).
 */
export interface DigestSchema {
  /** Value of the DigestSchema element. */
  readonly name: string;
  readonly algorithm: string;
  /** Length of the digest in octets; undefined where there is no digest or its length is not established. */
  readonly octets: number | undefined;
  /** PWD is the password itself: the two-way login by another name, no digest. */
  readonly isDigest: boolean;
}

/** In the order in which the schemas are listed; every implementation is tested with MD5. */
export const DIGEST_SCHEMAS = [
  { name: 'PWD', algorithm: 'password in clear', octets: undefined, isDigest: false },
  { name: 'SHA', algorithm: 'SHA-1', octets: 20, isDigest: true },
  { name: 'MD4', algorithm: 'MD4', octets: 16, isDigest: true },
  { name: 'MD5', algorithm: 'MD5', octets: 16, isDigest: true },
  // No algorithm of that name was public at the time; which one is meant is not established.
  { name: 'MD6', algorithm: 'MD6', octets: undefined, isDigest: true },
] as const satisfies readonly DigestSchema[];

export type DigestSchemaName = (typeof DIGEST_SCHEMAS)[number]['name'];

/** The facts of a schema, undefined for a name that is none. */
export function digestSchema(name: string): DigestSchema | undefined {
  return DIGEST_SCHEMAS.find((schema) => schema.name === name);
}

/**
 * The names in a DigestSchema element or a series of them: 1.1 lists them in one element, separated by commas, later
 * versions write one element each. Both forms are read in every version (AMB-028).
 */
export function digestSchemaNames(elements: string | readonly string[]): readonly string[] {
  const texts = typeof elements === 'string' ? [elements] : elements;
  return texts
    .flatMap((text) => text.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
