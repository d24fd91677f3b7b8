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
  for (const age of [3, 1, 12, 7, 2, 10, 6, 5, 9, 4, 11]) {
    const file = join(folder, `page-${age}.html`);
    await writeFile(file, '');
    await utimes(file, 1_000 - age, 1_000 - age);
  }
  for (const name of ['page-13.html.123', 'dist-1', 'notes.html']) await writeFile(join(folder, name), '');
  await forgetOlder(folder);
  expect((await readdir(folder)).sort()).toEqual(
    [
      'page-1.html',
      'page-2.html',
      'page-3.html',
      'page-4.html',
      'page-5.html',
      'page-6.html',
      'page-7.html',
      'page-9.html',
      'page-10.html',
      'page-11.html',
      'page-13.html.123',
      'dist-1',
      'notes.html',
    ].sort(),
  );
  await forgetOlder(folder);
  expect(await readdir(folder)).toHaveLength(13);
});
