/** Passwords and digests of the login: base64 of the digest of the nonce followed by the password (AMB-029). */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { DigestSchema } from '../access-profile.ts';
import { md4 } from './md4.ts';

/** DigestBytes as the client must send it. PWD is the password itself, in base64 for want of another form. */
export function digestOf(schema: DigestSchema, nonce: string, password: string): string {
  if (schema === 'PWD') return Buffer.from(password, 'utf8').toString('base64');
  const input = Buffer.from(nonce + password, 'utf8');
  const octets =
    schema === 'MD4'
      ? md4(input)
      : createHash(schema === 'MD5' ? 'md5' : 'sha1')
          .update(input)
          .digest();
  return Buffer.from(octets).toString('base64');
}

/** Compares secrets in a time that tells nothing about where they differ. */
export function sameSecret(a: string, b: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text, 'utf8').digest();
  return timingSafeEqual(hash(a), hash(b));
}

/** Is this the right DigestBytes? White space, which base64 in XML may be broken with, does not count. */
export function digestFits(schema: DigestSchema, nonce: string, password: string, given: string): boolean {
  return sameSecret(digestOf(schema, nonce, password), given.replace(/\s+/g, ''));
}
