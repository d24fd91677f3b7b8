import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { createTap } from '../tap.ts';
import { createHttpClient, type HttpClientOptions } from './client.ts';
import { type HttpServer, type ListenOptions, listen } from './server.ts';

const pem = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../../fixtures/tls/${name}.pem`, import.meta.url)), 'utf8');
const identity = (name: string) => ({ cert: pem(name), key: pem(`${name}-key`) });
const ca = pem('ca');

let server: HttpServer | undefined;
afterEach(async () => {
  await server?.close(50);
  server = undefined;
});

/** The failure of an exchange with a server of that kind; undefined: there was none. */
async function failure(tls: ListenOptions['tls'] | undefined, client: HttpClientOptions['tls']) {
  server = await listen({ ...(tls !== undefined && { tls }), handle: () => ({ status: 200 }) });
  const http = createHttpClient({ tap: createTap(), tls: client });
  const url = server.url.replace(/^http:/, 'https:');
  const exchange = await http.exchange({ method: 'POST', url, headers: [], body: new Uint8Array(1) }, { party: 'a' });
  http.close();
  return exchange.failure;
}

describe('TLS that is not set up', () => {
  it.each([
    ['server', { ca }, undefined],
    ['wrong-name', { ca }, 'the certificate is for another name'],
    ['expired', { ca }, 'the certificate has expired'],
    ['stranger', { ca }, 'an authority that is not trusted'],
    ['server', {}, 'an authority that is not trusted'],
    ['wrong-name', { rejectUnauthorized: false }, undefined],
  ] as const)('is told by its cause: certificate %s, client with %o', async (name, client, reason) => {
    const failed = await failure(identity(name), client);
    expect(failed?.cause).toBe(reason === undefined ? undefined : 'tls');
    expect(failed?.message ?? '').toContain(reason ?? '');
  });

  it('is told where the versions of both sides do not meet, or the server speaks none', async () => {
    const old = await failure({ ...identity('server'), maxVersion: 'TLSv1.2' }, { ca, minVersion: 'TLSv1.3' });
    expect(old).toMatchObject({ cause: 'tls', message: expect.stringContaining('no version of TLS') });
    await server?.close(50);
    const none = await failure(undefined, { ca });
    expect(none).toMatchObject({ cause: 'tls', message: expect.stringContaining('does not speak TLS') });
  });

  it('takes a client with a certificate where one is demanded, and tells one without', async () => {
    const demanding = { ...identity('server'), ca, requestCert: true };
    expect(await failure(demanding, { ca, ...identity('client') })).toBeUndefined();
    await server?.close(50);
    const none = await failure(demanding, { ca });
    expect(none).toMatchObject({ cause: 'tls', message: expect.stringContaining('certificate') });
    await server?.close(50);
    // Node closes the connection without a word to a client whose certificate it does not take.
    expect(await failure(demanding, { ca, ...identity('stranger') })).toMatchObject({ cause: 'closed' });
  });
});
