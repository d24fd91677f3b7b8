/** Keys of bundles: from a file, or from the environment, never from the command line. */
import type { KeyObject } from 'node:crypto';
import { privateKeyFrom, publicKeyFrom } from '../bundle/signature.ts';
import { readText } from '../conformance/ics/text.ts';

const VARIABLE = 'IMPSC_SIGNING_KEY';

/** The key to sign with, if there is one. @throws BundleError, ConfigurationError */
export function signingKey(file: string | undefined): KeyObject | undefined {
  if (file !== undefined) return privateKeyFrom(readText(file, 'key'), file);
  const pem = process.env[VARIABLE];
  return pem === undefined || pem === '' ? undefined : privateKeyFrom(pem, `the variable ${VARIABLE}`);
}

/** @throws BundleError, ConfigurationError */
export function verifyingKey(file: string | undefined): KeyObject | undefined {
  return file === undefined ? undefined : publicKeyFrom(readText(file, 'key'), file);
}
