import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { forgetOlder } from './template.ts';

const folders: string[] = [];
afterEach(() => Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true }))));

it('keeps the pages built last, and whatever is no page', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'imps-pages-'));
  folders.push(folder);
  for (const age of [3, 1, 7, 2, 6, 5, 4]) {
    const file = join(folder, `page-${age}.html`);
    await writeFile(file, '');
    await utimes(file, 1_000 - age, 1_000 - age);
  }
  for (const name of ['page-8.html.123', 'dist-1', 'notes.html']) await writeFile(join(folder, name), '');
  await forgetOlder(folder);
  expect((await readdir(folder)).sort()).toEqual(
    [
      'page-1.html',
      'page-2.html',
      'page-3.html',
      'page-4.html',
      'page-5.html',
      'page-8.html.123',
      'dist-1',
      'notes.html',
    ].sort(),
  );
  await forgetOlder(folder);
  expect(await readdir(folder)).toHaveLength(8);
});
