import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveWorkbench } from './serve-workbench.ts';

const ERIN = 'wv:erin@example.com';

describe('the state that a workbench keeps', () => {
  let folder: string;
  let state: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'imps-state-'));
    state = join(folder, 'state.json');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const serve = () =>
    serveWorkbench({
      host: '127.0.0.1',
      port: 0,
      page: 0,
      state,
      quiet: true,
      on: [],
      onFault: (error) => {
        throw error;
      },
    });

  it('brings accounts and switches back at the next start', async () => {
    const first = await serve();
    first.workbench.act('add-account', { user: ERIN, password: 'erin-password' });
    first.workbench.switch({ delay: 7, leaveOut: 3 });
    const before = first.workbench.state();
    await first.close();
    const second = await serve();
    const after = second.workbench.state();
    await second.close();
    expect(JSON.stringify(before)).toContain(ERIN);
    expect(JSON.stringify(after)).toContain(ERIN);
    expect(after.switches).toMatchObject({ delay: 7, leaveOut: 3 });
  });

  it.each([
    ['{"accounts": [', 'state.json: '],
    ['{"tool": "other"}', 'this is no state of impsc serve'],
  ])('is refused by its name where it holds %s', async (text, word) => {
    await writeFile(state, text);
    await expect(serve()).rejects.toThrow(word);
  });
});
