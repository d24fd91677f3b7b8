/** Certificates that an ICS/IXIT file says are to be trusted. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { whyUnreadable } from './text.ts';
import type { TlsTrust } from './types.ts';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** `problem` is told what is wrong at which key. The path is relative to `directory`. */
export function readTrust(
  given: { readonly ca?: string; readonly insecure?: boolean },
  directory: string,
  problem: (key: 'ca' | 'insecure', message: string) => void,
): TlsTrust {
  const insecure = given.insecure ?? false;
  if (given.ca === undefined) return { ca: undefined, insecure };
  if (insecure) problem('insecure', 'where any certificate is taken, ca has no effect; keep one of the two');
  const file = resolve(directory, given.ca);
  let pem = '';
  try {
    pem = readFileSync(file, 'latin1');
    const certificates = pem.match(CERTIFICATE) ?? [];
    if (certificates.length === 0) problem('ca', `${file} holds no certificate (PEM: -----BEGIN CERTIFICATE-----)`);
    for (const certificate of certificates) new X509Certificate(certificate);
  } catch (error) {
    const broken = (error as NodeJS.ErrnoException).code?.startsWith('ERR_OSSL') === true;
    problem('ca', `cannot use ${file}: ${broken ? 'a certificate in it is broken' : whyUnreadable(error)}`);
  }
  return { ca: { file, pem }, insecure };
}
