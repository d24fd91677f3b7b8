/** Signatures of bundles: ed25519 over the octets of the manifest. */
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { BundleError } from './problem.ts';

/** A part of a bundle: the signature and the key that checks it. */
export interface Signature {
  readonly algorithm: 'ed25519';
  /** SubjectPublicKeyInfo in base64. */
  readonly publicKey: string;
  readonly signature: string;
}

/** @throws BundleError for a text that is no private ed25519 key (PEM) */
export function privateKeyFrom(pem: string, from: string): KeyObject {
  return ed25519(() => createPrivateKey(pem), `${from} is no private ed25519 key (PEM, without a passphrase)`);
}

/** @throws BundleError for a text that is no ed25519 key; of a private one the public part is taken */
export function publicKeyFrom(pem: string, from: string): KeyObject {
  return ed25519(() => createPublicKey(pem), `${from} is no ed25519 key (PEM)`);
}

function ed25519(read: () => KeyObject, otherwise: string): KeyObject {
  let key: KeyObject | undefined;
  try {
    key = read();
  } catch {
    // The message of Node may quote the key.
  }
  if (key?.asymmetricKeyType !== 'ed25519') throw new BundleError(otherwise);
  return key;
}

function written(key: KeyObject): Buffer {
  const open = key.type === 'private' ? createPublicKey(key) : key;
  return open.export({ type: 'spki', format: 'der' });
}

/** SHA-256 of a public key, by which people compare keys. */
export function fingerprint(key: KeyObject): string {
  return createHash('sha256').update(written(key)).digest('hex');
}

export function signed(octets: Uint8Array, key: KeyObject): Signature {
  return {
    algorithm: 'ed25519',
    publicKey: written(key).toString('base64'),
    signature: sign(null, octets, key).toString('base64'),
  };
}

/** The key of a signature that fits, or the word for what is wrong. */
export function keyOf(octets: Uint8Array, { publicKey, signature }: Signature): KeyObject | string {
  let key: KeyObject;
  try {
    key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
  } catch {
    return 'its key cannot be read';
  }
  if (key.asymmetricKeyType !== 'ed25519') return 'its key is no ed25519 key';
  const fits = verify(null, octets, key, Buffer.from(signature, 'base64'));
  return fits ? key : 'it does not fit the manifest';
}
