import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(join(root, 'docs/peer.md'), 'utf8');

/** The first block of that language on the page. */
function block(language: string): string {
  return page.split(`\`\`\`${language}\n`)[1]?.split('```')[0] ?? '';
}

function run(file: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', file], { cwd: root });
    let out = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (out += String(chunk)));
    child.on('error', reject);
    child.on('close', () => resolve(out));
  });
}

it('the script of docs/peer.md prints what the page says', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'peer-'));
  try {
    const file = join(folder, 'two-peers.mts');
    writeFileSync(file, block('ts').replaceAll("'../src/", `'${root}src/`));
    expect(await run(file)).toBe(/It prints:\n\n```\n([^`]*)```/.exec(page)?.[1]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
