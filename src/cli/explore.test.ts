/** `impsc explore` as a process: the page, a run begun from it, its reports. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { type LiveState, TOKEN_HEADER } from '../explorer/page/data/live.ts';
import type { RunResults } from '../results/results.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const LONG = 120_000;

describe('impsc explore', () => {
  let child: ChildProcess | undefined;
  afterEach(() => child?.kill('SIGKILL'));

  function start(args: readonly string[]): Promise<string> {
    const process_ = spawn(process.execPath, ['dist/src/cli/main.js', 'explore', '--port', '0', ...args], {
      cwd: ROOT,
    });
    child = process_;
    return new Promise((resolve, reject) => {
      let out = '';
      let err = '';
      process_.stderr.on('data', (chunk: Buffer) => {
        err += chunk.toString();
      });
      process_.stdout.on('data', (chunk: Buffer) => {
        out += chunk.toString();
        const url = /Explore .* at (http\S+)/.exec(out)?.[1];
        if (url !== undefined) resolve(url);
      });
      process_.on('close', (code) => reject(new Error(`it ended with ${code}: ${err}`)));
    });
  }

  it('runs what a page asks for against the reference server, with a defect, and ends on SIGTERM', {
    timeout: LONG,
  }, async () => {
    const out = mkdtempSync(join(tmpdir(), 'imps-explore-'));
    const address = await start(['--out', out]);
    const page = await (await fetch(address)).text();
    const token = /name="impsc-live" content="(\w+) 0"/.exec(page)?.[1] ?? '';
    const url = address.replace(/\?.*/, '');
    const headers = { [TOKEN_HEADER]: token };
    const events = await fetch(`${url}api/events`, { headers });
    const body = JSON.stringify({
      select: 'CSP-KA-001',
      versions: ['1.2'],
      syntaxes: ['xml'],
      defect: 'keep-alive-202',
    });
    expect((await fetch(`${url}api/run`, { method: 'POST', headers, body })).status).toBe(202);
    const state = await lastOf(events);
    expect(state).toMatchObject({ results: 1, planned: 1, done: 1, failed: 1 });
    expect(state.message).toBeUndefined();
    const results = JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')) as RunResults;
    expect(results.requirements.find(({ id }) => id === 'CSP-KA-001')?.verdict).toBe('fail');
    expect(results.run.command).toEqual(['--defect', 'keep-alive-202']);
    expect(await (await fetch(address)).text()).toContain(`content="${token} 1"`);
    const ended = new Promise((resolve) => child?.on('exit', resolve));
    child?.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  it('names a file that cannot be read', { timeout: LONG }, async () => {
    await expect(start(['--iut', 'no-such-file.yaml'])).rejects.toThrow(/ended with 2: impsc: no-such-file\.yaml/);
  });
});

/** The first state with results in a stream of them. */
async function lastOf(events: Response): Promise<LiveState> {
  const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
  for (let text = ''; ; ) {
    const { value, done } = (await reader?.read()) ?? { value: undefined, done: true };
    if (done) throw new Error('the stream ended before the run did');
    text += value ?? '';
    const states = text
      .split('\n\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line.replace(/^data: /, '')) as LiveState);
    const last = states.find(({ results, running }) => results > 0 && !running);
    if (last !== undefined) {
      await reader?.cancel();
      return last;
    }
  }
}
