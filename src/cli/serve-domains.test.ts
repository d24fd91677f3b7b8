/** The set-up of docs/peer.md: two reference servers, each told where the other is. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { createClient } from '../client/client.ts';
import { domainsOf, relayFor } from './peer-domains.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'domains-'));
const ended: (() => void)[] = [];
afterEach(() => {
  for (const end of ended.splice(0)) end();
  rmSync(folder, { recursive: true, force: true });
});

/** A port that was free a moment ago: each server has to know that of the other before it starts. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function serve(domain: string, user: string, port: number, peer: string): Promise<string> {
  const accounts = join(folder, `${domain}.yaml`);
  writeFileSync(accounts, `homeDomains: [${domain}]\naccounts:\n  - { user: ${user}, password: secret }\n`);
  const args = ['serve', '--quiet', '--accounts', accounts, '--port', String(port), '--peer', peer];
  const child = spawn(process.execPath, ['dist/src/cli/main.js', ...args], { cwd: ROOT });
  ended.push(() => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    let out = '';
    const hear = (chunk: Buffer) => {
      out += chunk.toString();
      if (out.includes('Ctrl-C')) resolve(out);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('close', () => reject(new Error(out)));
  });
}

it('two servers carry a message and its report', async () => {
  const [here, there] = [await freePort(), await freePort()];
  const url = (port: number) => `http://127.0.0.1:${port}/`;
  const said = await Promise.all([
    serve('alpha.example', 'ann', here, `beta.example=${url(there)}`),
    serve('beta.example', 'bo', there, `alpha.example=${url(here)}`),
  ]);
  expect(said[0]).toContain(`Messages for beta.example go to ${url(there)} (dialect "default")`);
  const common = { version: '1.2', syntax: 'xml', password: 'secret', timers: { notification: 60_000 } } as const;
  const ann = createClient({ ...common, url: url(here), party: 'ann', userId: 'wv:ann@alpha.example' });
  const bo = createClient({ ...common, url: url(there), party: 'bo', userId: 'wv:bo@beta.example' });
  try {
    await Promise.all([ann.open(), bo.open()]);
    const sent = await ann.request('SendMessage-Request', {
      DeliveryReport: true,
      MessageInfo: {
        ContentType: 'text/plain',
        ContentSize: 5,
        Recipient: { User: [{ UserID: 'wv:bo@beta.example' }] },
        Sender: { User: { UserID: 'wv:ann@alpha.example' } },
      },
      ContentData: 'Hello',
    });
    expect(sent.code).toBe(200);
    expect((await bo.waitFor('NewMessage')).value.ContentData).toBe('Hello');
    expect((await ann.waitFor('DeliveryReport-Request')).value.Result.Code).toBe(200);
  } finally {
    await Promise.all([ann.close(), bo.close()]);
  }
});

it('says what is wrong with --peer and --dialect', async () => {
  expect(() => domainsOf(['beta.example'])).toThrow(/--peer beta\.example: write domain=url/);
  expect(() => domainsOf(['b=ftp://x/'])).toThrow(/domain=url/);
  expect(domainsOf(['Beta.Example=http://127.0.0.1:1/'])).toEqual({ 'beta.example': 'http://127.0.0.1:1/' });
  await expect(relayFor([], 'x.json')).rejects.toThrow(/--peer/);
  await expect(relayFor(['b=http://x/'], 'none.json')).rejects.toThrow(/none\.json/);
});
