import { afterEach, describe, expect, it } from 'vitest';
import { testServer } from '../../testing/transport/http-server.ts';
import { createTap } from '../tap.ts';
import type { Exchange } from '../types.ts';
import { createHttpClient, type HttpClientOptions } from './client.ts';
import { type HttpServer, listen } from './server.ts';

/** For localhost and 127.0.0.1, valid from 2020 to 2120, signed by itself; of no use for anything but tests. */
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgBXOZDngvmHZ6OuPZ
D8qtSzigPx+Xlh8HUQrULHTAUvKhRANCAAQiEvPDLg019LUexaPKCw+7vK3nCz8N
5vNV1uNsFIH2mbURbNbyriKQOoUOG3k/14MNqLzgFGhMUStWrzulM0rt
-----END PRIVATE KEY-----`;
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBZjCCAQ2gAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhv
c3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMM
CWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABCIS88MuDTX0tR7F
o8oLD7u8recLPw3m81XW42wUgfaZtRFs1vKuIpA6hQ4beT/Xgw2ovOAUaExRK1av
O6UzSu2jTjBMMBoGA1UdEQQTMBGCCWxvY2FsaG9zdIcEfwAAATAPBgNVHRMBAf8E
BTADAQH/MB0GA1UdDgQWBBSBrEAmWMBOuJcPojNnwzBmx/696jAKBggqhkjOPQQD
AgNHADBEAiAp8qi8lb+k2KjGbdHezluHfj7zFeGDRakXDvAyrf1X5QIgJ4XDD0++
hmuKGdhlgOsimkRuIXkPXxnmAJntFBm7m+k=
-----END CERTIFICATE-----`;

describe('HTTP over TLS', () => {
  let server: HttpServer | undefined;

  afterEach(async () => {
    await server?.close(100);
    server = undefined;
  });

  async function exchange(tls: HttpClientOptions['tls'], host = '127.0.0.1'): Promise<Exchange[]> {
    server = await listen({
      tls: { key: KEY, cert: CERTIFICATE },
      handle: (request) => ({ status: 200, body: request.body }),
    });
    const url = server.url.replace('127.0.0.1', host);
    expect(url).toMatch(/^https:/);
    const http = createHttpClient({ tap: createTap(), tls });
    const request = { method: 'POST', url, headers: [], body: Buffer.from('over TLS') };
    const exchanges = [
      await http.exchange(request, { party: 'alice' }),
      await http.exchange(request, { party: 'alice' }),
    ];
    http.close();
    return exchanges;
  }

  it.each(['127.0.0.1', 'localhost'])(
    'trusts a private CA it is given (%s), and keeps the connection',
    async (host) => {
      const [first, second] = await exchange({ ca: CERTIFICATE }, host);
      expect(Buffer.from(first?.response?.body ?? []).toString()).toBe('over TLS');
      expect(second?.connection).toBe(first?.connection);
    },
  );

  it('fails with "tls" before any message is sent when the certificate is not trusted', async () => {
    const [refused] = await exchange({});
    expect(refused?.failure).toMatchObject({ cause: 'tls', wait: 'timers.connect' });
    expect(refused?.failure?.message).toContain('certificate');
  });

  it('takes any certificate when told so', async () => {
    const [taken] = await exchange({ rejectUnauthorized: false });
    expect(taken?.response?.status).toBe(200);
  });

  it('bounds a handshake that does not end by timers.connect', async () => {
    const silent = await testServer(() => {});
    const http = createHttpClient({ tap: createTap(), timers: { connect: 80 } });
    const url = silent.url.replace('http:', 'https:');
    const request = { method: 'POST', url, headers: [], body: new Uint8Array() };
    const hung = await http.exchange(request, { party: 'alice' });
    expect(hung.failure).toMatchObject({ cause: 'timeout', wait: 'timers.connect', bound: 80 });
    await silent.close();
  });

  it('refuses a proxy for https, and TLS to a proxy', async () => {
    expect(() => createHttpClient({ tap: createTap(), proxy: 'https://proxy/' })).toThrow(
      'TLS to a proxy is not supported',
    );
    const http = createHttpClient({ tap: createTap(), proxy: 'http://127.0.0.1:1/' });
    const request = { method: 'POST', url: 'https://imps.example/', headers: [], body: new Uint8Array() };
    await expect(http.exchange(request, { party: 'alice' })).rejects.toThrow('a proxy is supported for http URLs only');
  });
});
