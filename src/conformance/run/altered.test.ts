/** Whatever a server writes, it is no error of the harness: elements left out or emptied, codes and primitives replaced. */
import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const AREAS = 'CSP-LOG or TRN-HTTP or CSP-IMS or CSP-PRE or CSP-GRP or CSP-INV';
const ALTERATIONS = [
  'code:200:201',
  'code:200:999',
  'code:200:100',
  'drop:SessionID',
  'drop:MessageID',
  'drop:Result',
  'drop:Presence',
  'empty:Code',
  'drop:GroupID',
  'rename:Login-Response:Status',
];

describe('a server that alters what it writes', () => {
  it('never makes an error of the harness', { timeout: 600_000 }, async () => {
    const said = await new Promise<{ scenarios: number; errors: string[] }>((resolve, reject) => {
      execFile(
        process.execPath,
        ['--import', 'tsx', 'fixtures/spoiled/altered.ts', AREAS, ...ALTERATIONS],
        { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 },
        (error, out, err) =>
          error === null ? resolve(JSON.parse(out) as { scenarios: number; errors: string[] }) : reject(new Error(err)),
      );
    });
    expect(said.scenarios).toBeGreaterThan(ALTERATIONS.length * 50);
    expect(said.errors).toEqual([]);
  });
});
