/** The steps of a set-up as this server writes them, and the secrets in them (ssp, section 4.1). */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { serviceId, sessionHalf } from '../../protocol/ssp/addresses.ts';
import type { Dialect } from '../../protocol/ssp/dialect.ts';
import { type SspStep, sspStep } from '../../protocol/ssp/envelope.ts';
import type { SspVersion } from '../../protocol/ssp/types.ts';
import type { Handshake } from './link.ts';

const ALGORITHMS = { MD5: 'md5', SHA: 'sha1' } as const;

export interface Steps {
  secret(secret: string): SspStep;
  proof(handshake: Handshake): SspStep;
  half(sessionID: string, timeToLive: number): SspStep;
  /** Refuses a session here and names other addresses of the domain. */
  redirect(urls: readonly string[], timeToLive: number): SspStep;
  /** Does a digest prove that its sender got the secret? */
  proves(digest: string | undefined, secret: string): boolean;
  newHalf(): string;
  newSecret(): string;
  /** Of a set-up: who could guess it could put a half of its own in the place of the other server's. */
  newId(): string;
}

export function createSteps(
  domain: string,
  version: SspVersion,
  dialect: Dialect,
  proves: (digest: string, wanted: string) => boolean = same,
): Steps {
  const digest = (secret: Uint8Array): string =>
    createHash(ALGORITHMS[dialect.setup.digest.value]).update(secret).digest('base64');
  return {
    secret: (value) =>
      sspStep('SendSecretToken', {
        serviceID: serviceId(domain),
        protocol: dialect.protocol.value,
        protocolVersion: dialect.versions[version].protocolVersion.value,
        SecretToken: { value },
      }),
    proof: ({ theirs, timeToLive }) =>
      sspStep('LoginRequest', {
        serviceID: serviceId(domain),
        timeToLive,
        PasswordDigest: { encoding: 'base64', value: digest(theirs ?? new Uint8Array()) },
      }),
    half: (sessionID, timeToLive) => sspStep('LoginResponse', { sessionID, timeToLive, Status: { code: 200 } }),
    redirect: (urls, timeToLive) =>
      sspStep('LoginResponse', {
        timeToLive,
        Status: { code: 503 },
        RedirectList: { RedirectAddress: urls.map((url) => ({ url })) },
      }),
    proves: (given, secret) => proves(given?.trim() ?? '', digest(Buffer.from(secret, 'utf8'))),
    newHalf: () => sessionHalf(randomBytes(12).toString('hex'), domain),
    newSecret: () => randomBytes(24).toString('base64url'),
    newId: () => `${domain}-${randomBytes(12).toString('base64url')}`,
  };
}

/** Compares texts in a time that does not tell where they differ. */
function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
