/** Certificates that an ICS/IXIT file says are to be trusted, and the one that the simulated clients show. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { TlsSettings } from '../../transport/http/connection.ts';
import { whyUnreadable } from './text.ts';
import type { Ixit, PemFile, TlsTrust } from './types.ts';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

interface TrustInFile {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly insecure?: boolean;
}
type Problem = (key: keyof TrustInFile, message: string) => void;

/** `problem` is told what is wrong at which key. Paths are relative to `directory`. */
export function readTrust(given: TrustInFile, directory: string, problem: Problem): TlsTrust {
  const insecure = given.insecure ?? false;
  if (given.ca !== undefined && insecure) {
    problem('insecure', 'where any certificate is taken, ca has no effect; keep one of the two');
  }
  const pemIn = (key: 'ca' | 'cert' | 'key', check: (pem: string, file: string) => void): PemFile | undefined => {
    const path = given[key];
    return path === undefined ? undefined : readPem(resolve(directory, path), key, check, problem);
  };
  const certificates = (key: 'ca' | 'cert') =>
    pemIn(key, (pem, file) => {
      const found = pem.match(CERTIFICATE) ?? [];
      if (found.length === 0) problem(key, `${file} holds no certificate (PEM: -----BEGIN CERTIFICATE-----)`);
      for (const certificate of found) new X509Certificate(certificate);
    });
  const ca = certificates('ca');
  const cert = certificates('cert');
  const key = pemIn('key', (pem) => void createPrivateKey(pem));
  if (cert === undefined && key !== undefined) problem('key', 'a key is of use only with its certificate, cert');
  if (cert !== undefined && key === undefined) problem('cert', 'a certificate is of use only with its key, key');
  return { ca, client: cert === undefined || key === undefined ? undefined : { cert, key }, insecure };
}

function readPem(
  file: string,
  key: 'ca' | 'cert' | 'key',
  check: (pem: string, file: string) => void,
  problem: Problem,
): PemFile {
  let pem = '';
  try {
    pem = readFileSync(file, 'latin1');
    check(pem, file);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const broken = code.startsWith('ERR_OSSL') || code.startsWith('ERR_CRYPTO');
    const what = key === 'key' ? 'the key in it cannot be read' : 'a certificate in it is broken';
    problem(key, `cannot use ${file}: ${broken ? what : whyUnreadable(error)}`);
  }
  return { file, pem };
}

/** As the transport takes it; undefined: what Node trusts, and no certificate of one's own. */
export function tlsOf({ ca, client, insecure }: Ixit['http']['tls']): TlsSettings | undefined {
  const own = client === undefined ? {} : { cert: client.cert.pem, key: client.key.pem };
  if (insecure) return { ...own, rejectUnauthorized: false };
  return ca === undefined && client === undefined ? undefined : { ...own, ...(ca !== undefined && { ca: ca.pem }) };
}
