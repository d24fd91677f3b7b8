/** Servers that answer everything alike and nothing of it rightly: nothing may pass on them for want of something to see. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { CheckResult, RunResults } from '../results/results.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const LONG = 180_000;

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

type Reply = (response: ServerResponse, request: string) => void;

async function runAgainst(reply: Reply): Promise<RunResults> {
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => reply(response, Buffer.concat(parts).toString()));
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const directory = mkdtempSync(join(tmpdir(), 'impsc-'));
  const file = join(directory, 'iut.yaml');
  const text = readFileSync(join(ROOT, 'fixtures/ics/minimal.yaml'), 'utf8').replace('8080', String(port));
  writeFileSync(file, `${text}  timers: { response: 1, notification: 1, scenario: 5 }\n`);
  await new Promise((resolve) => {
    const args = ['dist/src/cli/main.js', 'run', '--quiet', '--iut', file, '--out', directory];
    spawn(process.execPath, [...args, '--format', 'junit'], { cwd: ROOT, stdio: 'ignore' }).on('close', resolve);
  });
  return JSON.parse(readFileSync(join(directory, 'results.json'), 'utf8')) as RunResults;
}

function passes({ requirements }: RunResults, fits: (check: CheckResult) => boolean = () => true): readonly string[] {
  const checks = requirements.flatMap((r) => r.checks.map((check) => ({ id: r.id, check })));
  return checks
    .filter(({ check }) => check.verdict === 'pass' && fits(check))
    .map(({ id, check }) => `${id} ${check.scenario}`);
}

const PAGE: Reply = (response) =>
  response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html><body>It works</body></html>');
const NOTHING: Reply = (response) => response.writeHead(200, { 'Content-Length': '0' }).end();
const STATUS_500: Reply = (response, request) => {
  const of = (name: string) => new RegExp(`<${name}>([^<]*)<`).exec(request)?.[1];
  const session = of('SessionID');
  const body =
    '<?xml version="1.0" encoding="UTF-8"?><WV-CSP-Message xmlns="http://www.openmobilealliance.org/DTD/WV-CSP1.2"><Session>' +
    `<SessionDescriptor><SessionType>${session === undefined ? 'Outband' : `Inband</SessionType><SessionID>${session}`}` +
    `</${session === undefined ? 'SessionType' : 'SessionID'}></SessionDescriptor><Transaction><TransactionDescriptor>` +
    `<TransactionMode>Response</TransactionMode><TransactionID>${of('TransactionID') ?? 'none'}</TransactionID></TransactionDescriptor>` +
    '<TransactionContent xmlns="http://www.openmobilealliance.org/DTD/WV-TRC1.2"><Status><Result><Code>500</Code></Result></Status>' +
    '</TransactionContent></Transaction></Session></WV-CSP-Message>';
  response.writeHead(200, { 'Content-Type': 'application/vnd.wv.csp.xml' }).end(body);
};

describe('a server on which there is nothing to see', () => {
  it.each([
    ['a page of HTML', PAGE],
    ['nothing at all', NOTHING],
  ])('passes nothing where it answers %s', { timeout: LONG }, async (_what, reply) => {
    const results = await runAgainst(reply);
    // An empty answer has a head, and that can be right.
    expect(passes(results, ({ scenario }) => scenario !== 'monitor: answers are framed as HTTP has it')).toEqual([]);
    expect(results.run.exitCode).not.toBe(0);
  });

  it('passes no scenario where it fails at everything', { timeout: LONG }, async () => {
    const results = await runAgainst(STATUS_500);
    // Its messages are messages: only what is said of each message of a server can be right about them.
    expect(passes(results, ({ scenario }) => !scenario.startsWith('monitor: '))).toEqual([]);
    expect(results.totals.requirements.error).toBe(0);
    expect(results.run.exitCode).toBe(1);
  });
});
