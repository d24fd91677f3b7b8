/** Builds the pages of report and workbench into a folder: dist/page, where a built package looks for it, or the one named. */
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PAGES, type PageKind, pageTemplate } from '../src/report/html/template.ts';

const path = (from: string) => fileURLToPath(new URL(from, import.meta.url));
const target = process.argv[2] ?? path('../dist/page');
await mkdir(target, { recursive: true });
for (const [kind, { file }] of Object.entries(PAGES)) {
  const template = await pageTemplate({ kind: kind as PageKind });
  await writeFile(join(target, file), template);
  process.stdout.write(`${join(target, file)}: ${Buffer.byteLength(template)} octets\n`);
}
// The fonts lie inside the pages; their licence travels with them.
await copyFile(path('../src/explorer/page/fonts/OFL.txt'), join(target, 'OFL.txt'));
