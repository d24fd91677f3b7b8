/** The suite says the same twice: a few areas in several orders, and twice against a server that goes on running. */
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const LONG = 180_000;
/** Areas whose scenarios change what the server keeps: sessions, lists, decisions, messages that wait. */
const AREAS = 'CSP-OUT or CSP-CLS or CSP-AUT or CSP-OFF';

function sameVerdicts(...args: string[]): Promise<{ code: number; out: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['dist/scripts/same-verdicts.js', '--select', AREAS, '--syntax', 'xml', ...args],
      { cwd: ROOT },
      (error, out, err) => resolve({ code: error === null ? 0 : Number(error.code), out: out + err }),
    );
  });
}

describe('the same scenarios', () => {
  it('in other orders have the same verdicts', { timeout: LONG }, async () => {
    const { code, out } = await sameVerdicts('--version', '1.2', '--runs', '4');
    expect(out).toContain('4 runs, the same verdicts in all of them.');
    expect(out).not.toContain('from the beginning');
    expect(code).toBe(0);
  });

  it('twice in a row on the same server have the same verdicts', { timeout: LONG }, async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'impsc-')), 'served.yaml');
    const server = spawn(process.execPath, ['dist/src/cli/main.js', 'serve', '--port', '0', '--describe', file], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      await new Promise<void>((resolve) =>
        server.stdout.on('data', (chunk: Buffer) => chunk.toString().includes('Described in') && resolve()),
      );
      const { code, out } = await sameVerdicts('--iut', file, '--version', '1.3', '--runs', '2');
      expect(out).toContain('2 runs, the same verdicts in all of them.');
      expect(out).not.toContain('from the beginning');
      expect(code).toBe(0);
    } finally {
      server.kill('SIGINT');
    }
  });

  it('cannot be run with wrong options', { timeout: LONG }, async () => {
    expect(await sameVerdicts('--runs', '1')).toMatchObject({ code: 2 });
    expect(await sameVerdicts('--often', '1')).toMatchObject({ code: 2 });
  });
});
