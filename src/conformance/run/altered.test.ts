/** Whatever a server writes, it is no error of the harness: elements left out or emptied, codes and primitives replaced. */
import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const AREAS = 'TRN-HTTP-032 or TRN-HTTP-033 or CSP-IMS-035 or CSP-IMS-056';
const ALTERATIONS = ['code:200:201', 'drop:MessageID'];

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
    expect(said.scenarios).toBeGreaterThan(ALTERATIONS.length * 3);
    expect(said.errors).toEqual([]);
  });
});
