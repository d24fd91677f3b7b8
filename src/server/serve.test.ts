import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { codeOf, TestClient } from '../testing/server/client.ts';
import { startReferenceServer } from './serve.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function accountsFile(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'impsc-'));
  folders.push(folder);
  const file = join(folder, 'accounts.yaml');
  writeFileSync(file, text);
  return file;
}

it('serves the accounts of a file', async () => {
  const file = accountsFile('homeDomains: [im.example]\naccounts:\n  - { user: alice, password: secret }\n');
  const running = await startReferenceServer({ accountsFile: file, profile: { provider: { name: 'P' } } });
  try {
    expect(running.url).toBe(`http://127.0.0.1:${running.port}/`);
    expect(running.server.profile.provider.name).toBe('P');
    const client = new TestClient(running.server, { user: 'wv:alice@im.example' });
    expect(codeOf(client.login())).toBe(200);
    expect((await fetch(running.url)).status).toBe(405);
  } finally {
    await running.stop();
  }
});

it('says what is wrong with the file', async () => {
  await expect(startReferenceServer({ accountsFile: '/nowhere/accounts.yaml' })).rejects.toThrow(
    '/nowhere/accounts.yaml: cannot read the accounts file: there is no such file',
  );
  const file = accountsFile('accounts:\n  - user: alice\n');
  await expect(startReferenceServer({ accountsFile: file })).rejects.toThrow(
    /accounts\.yaml:2:5: an account needs a password/,
  );
});
