import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { type PageKind, pageTemplate } from './template.ts';

/** Octets of the compressed scripts of a page. */
async function scripts(kind: PageKind): Promise<number> {
  const page = await pageTemplate({ kind });
  const all = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text]) => text);
  return gzipSync(all.join('\n'), { level: 9 }).length;
}

it('keeps the script of a report free of the workbench, and both below 150 kB compressed', async () => {
  const report = await scripts('report');
  const workbench = await scripts('workbench');
  expect(report).toBeLessThan(145_000);
  expect(workbench).toBeLessThan(150_000);
  expect(report).toBeLessThan(workbench);
}, 60_000);
