/** The digests of the four-way login: base64 of the hash of the nonce followed by the password (csp semantics, Login). */
import { createHash } from 'node:crypto';
import type { DigestSchemaName } from '../protocol/facts/digest.ts';
import { HarnessError } from './errors.ts';
import { md4 } from './md4.ts';

const HASHES: Readonly<Partial<Record<DigestSchemaName, (octets: Uint8Array) => Uint8Array>>> = {
  MD5: (octets) => createHash('md5').update(octets).digest(),
  SHA: (octets) => createHash('sha1').update(octets).digest(),
  MD4: md4,
};

/** The digest schemas this client can do, best known first. PWD is not among them: it is the password itself. */
export const DIGESTS: readonly DigestSchemaName[] = ['MD5', 'SHA', 'MD4'];

/**
 * DigestBytes for a nonce, as the server wrote it, and a password, both taken as UTF-8. Throws for a schema without a
 * digest (PWD) or without an established algorithm (MD6).
 */
export function digestBytes(schema: string, nonce: string, password: string): string {
  const hash = HASHES[schema as DigestSchemaName];
  if (hash === undefined) {
    throw new HarnessError(
      `no digest can be made with the schema "${schema}": ${DIGESTS.join(', ')} are implemented; ` +
        'which algorithm MD6 means is not established, and PWD is the password itself',
    );
  }
  return Buffer.from(hash(new TextEncoder().encode(nonce + password))).toString('base64');
}
