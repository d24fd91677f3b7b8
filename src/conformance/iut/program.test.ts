import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readIut } from '../ics/load.ts';
import { TEMPLATE } from '../ics/template.ts';
import { AdapterError } from './adapter.ts';
import { programIut } from './program.ts';

/** An adapter for a program with this body; `answer(command)` in it gives the reply without the id. */
function adapterFor(body: string, answerMs = 5000) {
  const directory = mkdtempSync(join(tmpdir(), 'program-'));
  writeFileSync(
    join(directory, 'operate.mjs'),
    `import { createInterface } from 'node:readline';
     ${body}
     createInterface({ input: process.stdin }).on('line', (line) => {
       const c = JSON.parse(line);
       const reply = answer(c);
       if (reply !== undefined) process.stdout.write(JSON.stringify({ id: c.id, ...reply }) + '\\n');
     });`,
  );
  const description = readIut(TEMPLATE, join(directory, 'iut.yaml'));
  return programIut(description, { command: [process.execPath, 'operate.mjs'], directory, answer: answerMs });
}

describe('an implementation operated by a program', () => {
  it('is started, told the accounts, operated and stopped', async () => {
    const adapter = adapterFor(`
      let now = 0;
      const answer = (c) => {
        if (c.command === 'start') return { ok: true, result: { address: 'http://127.0.0.1:9/' + c.accounts.alice.password, capabilities: ['clock'], accounts: { bob: { user: 'wv:rob', password: 'new' } } } };
        if (c.command === 'loginMessage') return { ok: false, error: JSON.stringify([c.user, c.text, c.options, c.key]) };
        if (c.command === 'advanceClock') { now += c.ms; return now > 5000 ? { ok: false, error: 'too far' } : { ok: true }; }
        return { ok: true };
      };`);
    const { ixit } = await adapter.start();
    expect(ixit.address).toBe('http://127.0.0.1:9/alice-password');
    expect(ixit.accounts.bob).toMatchObject({ user: 'wv:rob', password: 'new' });
    expect(ixit.secrets).toContain('new');
    expect([...adapter.capabilities]).toEqual(['clock']);
    await adapter.advanceClock?.(5000);
    await expect(adapter.advanceClock?.(1)).rejects.toThrow('could not advanceClock: too far');
    const message = { text: 'Terms?', options: ['Accept'], key: 'k' };
    const held = adapter.loginMessage?.('wv:rob', message);
    await expect(held).rejects.toThrow('could not loginMessage: ["wv:rob","Terms?",["Accept"],"k"]');
    const lifted = adapter.loginMessage?.('wv:rob', undefined);
    await expect(lifted).rejects.toThrow('could not loginMessage: ["wv:rob",null,null,null]');
    await adapter.stop();
    await adapter.stop();
  });

  it('is given up when it does not answer in time', async () => {
    const adapter = adapterFor('const answer = () => undefined;', 150);
    await expect(adapter.start()).rejects.toThrow('did not answer "start" within 150 ms');
    await adapter.stop();
  });

  it('says what a program that ends had to say', async () => {
    const adapter = adapterFor(`console.error('port in use'); process.exit(7); const answer = () => undefined;`);
    const error = await adapter.start().catch((e: unknown) => e);
    expect(error).toBeInstanceOf(AdapterError);
    expect(String(error)).toMatch(/ended with exit code 7[\s\S]*port in use/);
    await adapter.stop();
  });

  it('says that a program does not exist', async () => {
    const description = readIut(TEMPLATE, 'iut.yaml');
    const adapter = programIut(description, { command: ['./no-such-program'], directory: tmpdir(), answer: 5000 });
    await expect(adapter.start()).rejects.toThrow('cannot be started: there is no ./no-such-program');
    await adapter.stop();
  });

  it('refuses logs on standard output and answers that do not fit', async () => {
    const chatty = adapterFor(`console.log('listening'); const answer = () => undefined;`);
    await expect(chatty.start()).rejects.toThrow('not JSON: listening');
    await chatty.stop();
    const wrong = adapterFor(`const answer = () => ({ ok: true, result: { capabilities: ['time'] } });`);
    await expect(wrong.start()).rejects.toThrow('"capabilities" must be made of reset, create-account, clock');
    await wrong.stop();
  });
});
