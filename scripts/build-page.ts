/** Builds the page of the HTML report into dist/page, where a built package looks for it. */
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { buildTemplate } from '../src/report/template.ts';

const target = new URL('../dist/page/', import.meta.url);
await mkdir(target, { recursive: true });
const template = await buildTemplate();
await writeFile(new URL('index.html', target), template);
// The fonts lie inside the page; their licence travels with them.
await copyFile(new URL('../src/explorer/page/fonts/OFL.txt', import.meta.url), new URL('OFL.txt', target));
process.stdout.write(`dist/page/index.html: ${Buffer.byteLength(template)} octets\n`);
