/** A process of `impsc monitor` that is killed while it watches. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { resultsIn, writeReports } from './reports.ts';

it('leaves its findings, of which reports can be made', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'impsc-monitor-'));
  const server = createServer((_, response) => response.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const upstream = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const monitor = spawn(
    process.execPath,
    ['dist/src/cli/main.js', 'monitor', '--listen', '127.0.0.1:0', '--upstream', upstream, '--out', folder],
    { cwd: join(import.meta.dirname, '../..'), stdio: ['ignore', 'pipe', 'inherit'], timeout: 60_000 },
  );
  const ended = new Promise<NodeJS.Signals | null>((resolve) => monitor.once('exit', (_, signal) => resolve(signal)));
  try {
    let said = '';
    for await (const chunk of monitor.stdout) {
      const before = said;
      said += String(chunk);
      const address = /Watching (\S+),/.exec(said)?.[1];
      if (address !== undefined && !before.includes(address)) {
        const type = 'application/x-foreign';
        await fetch(address, { method: 'POST', headers: { 'Content-Type': type }, body: 'no message of CSP' });
      }
      if (said.includes('TRN-HTTP-004')) monitor.kill('SIGKILL');
    }
    expect(await ended).toBe('SIGKILL');
    expect(existsSync(join(folder, 'results.json'))).toBe(false);
    await writeReports(resultsIn(folder), folder, ['html']);
    const { run, requirements } = resultsIn(folder);
    const found = requirements.find(({ id }) => id === 'TRN-HTTP-004');
    expect(run.aborted).toContain('killed');
    expect([found?.verdict, found?.checks[0]?.observed]).toEqual(['fail', 'application/x-foreign']);
    expect(existsSync(join(folder, 'index.html'))).toBe(true);
  } finally {
    monitor.kill('SIGKILL');
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  }
});
