/** A run leaves an account as it was, also where scenarios need an account without some of its state. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createClient } from '../client/client.ts';
import { writeIut } from '../conformance/ics/write.ts';
import { describeServed, embeddedServerOptions } from '../embedded/iut.ts';
import type { Value } from '../protocol/messages/infer.ts';
import { createServer } from '../server/server.ts';
import { findProject } from './project.ts';

const FRIENDS = 'wv:alice/Friends@example.com';
const WORK = 'wv:alice/work@example.com';

/** Alice's contact lists, their members, properties and attribute lists, as she sees them. */
async function look(address: string, make = false) {
  const alice = createClient({
    url: address,
    version: '1.3',
    syntax: 'xml',
    party: 'x',
    userId: 'wv:alice@example.com',
    password: 'alice-password',
  });
  await alice.login();
  await alice.negotiateCapabilities();
  await alice.negotiateServices({ want: 'leaves' });
  if (make) {
    const NickList = { NickName: [{ Name: 'Bobby', UserID: 'wv:bob@example.com' }], UserID: ['wv:carol@example.com'] };
    const Property = [{ Name: 'DisplayName', Value: 'Old friends' }];
    const friends = { ContactList: FRIENDS, NickList, ContactListProperties: { Property } };
    await alice.request('CreateList-Request', friends as Value<'CreateList-Request'>);
    await alice.request('CreateList-Request', { ContactList: WORK } as Value<'CreateList-Request'>);
    const to = { ContactListIDList: { ContactList: [FRIENDS] } };
    const attached = { PresenceSubList: { StatusText: {}, Alias: {} }, ...to, DefaultList: false };
    await alice.request('CreateAttributeList-Request', attached as Value<'CreateAttributeList-Request'>);
  }
  const members = async (list: string) => {
    const reading = { ContactList: list, ReceiveList: true };
    return (await alice.request('ListManage-Request', reading as Value<'ListManage-Request'>)).primitive.value;
  };
  const seen = {
    lists: (await alice.request('GetList-Request', {})).primitive.value,
    friends: await members(FRIENDS),
    work: await members(WORK),
    attached: (
      await alice.request('GetAttributeList-Request', { DefaultList: false } as Value<'GetAttributeList-Request'>)
    ).primitive.value,
  };
  await alice.logout();
  await alice.close();
  return seen;
}

/** `impsc run` as its users start it: the steps are loaded there, not here. */
function impsc(args: readonly string[]): Promise<{ readonly code: number | null; readonly out: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['dist/src/cli/main.js', ...args], {
      cwd: findProject().root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.on('close', (code) => resolve({ code, out }));
  });
}

it('contact lists are there again, as they were', { timeout: 120_000 }, async () => {
  const server = createServer(embeddedServerOptions());
  const { url } = await server.start({ host: '127.0.0.1', port: 0 });
  const directory = mkdtempSync(join(tmpdir(), 'impsc-'));
  try {
    const before = await look(`${url}/`, true);
    expect(JSON.stringify(before)).toMatch(/Bobby.*Old friends.*StatusText/s);
    const { ics, ixit } = describeServed(`${url}/`);
    const file = join(directory, 'iut.yaml');
    writeFileSync(file, writeIut(ics, ixit, 'Passwords of a test'));
    const select = 'CSP-CLS-002 or CSP-CLS-003 or CSP-CLS-008 or CSP-CLS-009 or CSP-CLS-019';
    const ended = await impsc([
      'run',
      '--iut',
      file,
      '--select',
      select,
      '--syntax',
      'xml',
      '--out',
      join(directory, 'out'),
    ]);
    expect(ended.code, ended.out).toBe(0);
    expect(await look(`${url}/`)).toEqual(before);
  } finally {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  }
});
