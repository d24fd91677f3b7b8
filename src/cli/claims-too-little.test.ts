/** A server that does more than its file says: a fault of the file. */
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { readIut } from '../conformance/ics/load.ts';
import { answer } from '../report/view/answer.ts';
import type { RunResults } from '../results/results.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const MAIN = ['dist/src/cli/main.js'];
const LONG = 180_000;
const LEFT_OUT = ['IMPS-CSP-S-CREAG', 'IMPS-CSP-S-GETLM', 'IMPS-CSP-S-GETSPI', 'IMPS-CSP-S-SRCH', 'IMPS-CSP-S-VRID'];

/** The file with claims taken out of it. */
function claimingLess(file: string): string {
  const { claimed } = readIut(readFileSync(file, 'utf8'), file).ics;
  const written = parse(readFileSync(file, 'utf8')) as { ics: { items: { claimed: unknown } } };
  written.ics.items.claimed = claimed.filter(({ item }) => !LEFT_OUT.includes(item));
  return stringify(written);
}

describe('a file that claims less than the server does', () => {
  it('is what the run finds fault with, not the server', { timeout: LONG }, async () => {
    const directory = mkdtempSync(join(tmpdir(), 'impsc-'));
    const file = join(directory, 'served.yaml');
    const server = spawn(process.execPath, [...MAIN, 'serve', '--port', '0', '--describe', file], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      await new Promise<void>((resolve) => {
        server.stdout.on('data', (chunk: Buffer) => {
          if (chunk.toString().includes('Described in')) resolve();
        });
      });
      const less = join(directory, 'less.yaml');
      writeFileSync(less, claimingLess(file));
      const what = ['--select', 'CSP-SES-010 or CSP-FEA', '--version', '1.2', '--syntax', 'xml'];
      const code = await new Promise<number>((resolve) => {
        const args = [...MAIN, 'run', '--iut', less, ...what, '--out', directory, '--quiet'];
        execFile(process.execPath, args, { cwd: ROOT }, (error) => resolve(error === null ? 0 : Number(error.code)));
      });
      const results = JSON.parse(readFileSync(join(directory, 'results.json'), 'utf8')) as RunResults;
      expect(results.requirements.filter((r) => r.verdict === 'fail').map((r) => r.id)).toEqual([]);
      expect(code).toBe(0);
      const found = results.run.findingsAboutTheFile ?? [];
      expect(found.map(({ item }) => item)).toEqual(LEFT_OUT);
      expect(found.find(({ item }) => item === 'IMPS-CSP-S-VRID')).toEqual({
        item: 'IMPS-CSP-S-VRID',
        configurations: ['1.2-xml'],
        requirements: ['CSP-FEA-002', 'CSP-SES-010'],
        message: 'IMPS-CSP-S-VRID is implemented but not claimed: correct the file (ics.items.claimed)',
      });
      expect(answer(results).more).toContain('5 items are implemented but not claimed: correct the file.');
    } finally {
      server.kill();
    }
  });
});
