/** Builds the page of the HTML report into a folder: dist/page, where a built package looks for it, or the one named. */
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pageTemplate } from '../src/report/html/template.ts';

const path = (from: string) => fileURLToPath(new URL(from, import.meta.url));
const target = process.argv[2] ?? path('../dist/page');
await mkdir(target, { recursive: true });
const template = await pageTemplate();
await writeFile(join(target, 'index.html'), template);
// The fonts lie inside the page; their licence travels with them.
await copyFile(path('../src/explorer/page/fonts/OFL.txt'), join(target, 'OFL.txt'));
process.stdout.write(`${join(target, 'index.html')}: ${Buffer.byteLength(template)} octets\n`);
