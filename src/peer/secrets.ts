/** Secrets, the digests that prove them, and halves of session identifiers. */
import { createHash, randomBytes } from 'node:crypto';
import type { Dialect } from '../protocol/ssp/dialect.ts';
import type { SspValue } from '../protocol/ssp/types.ts';

/** Texts that nobody can guess; a script may bring others. */
export interface Randomness {
  secret(): string;
  /** Local part of a half of the session identifiers. */
  half(): string;
}

export const unguessable: Randomness = {
  secret: () => randomBytes(24).toString('base64url'),
  half: () => randomBytes(12).toString('hex'),
};

const ALGORITHMS = { MD5: 'md5', SHA: 'sha1' } as const;

/** The octets of a token: its text, or what its base64 stands for (ssp, section 4.1). White space does not count. */
export function octetsOfToken({ encoding, value }: SspValue<'SecretToken'>): Uint8Array {
  const text = value.trim();
  return encoding === 'base64' ? Buffer.from(text, 'base64') : Buffer.from(text, 'utf8');
}

const OTHERS = ['md5', 'sha1', 'sha256'] as const;

/** True if a text is a digest of a secret, whatever the algorithm and whether in base64 or hexadecimal. */
export function isDigestOf(text: string, secret: Uint8Array): boolean {
  return OTHERS.some((algorithm) => {
    const hash = createHash(algorithm).update(secret).digest();
    return text === hash.toString('base64') || text.toLowerCase() === hash.toString('hex');
  });
}

/** The digest of a secret in base64. */
export function digestOf(secret: Uint8Array, dialect: Dialect): string {
  return createHash(ALGORITHMS[dialect.setup.digest.value]).update(secret).digest('base64');
}
