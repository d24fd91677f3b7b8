/** The command line as its users meet it: real processes, real sockets, exit codes. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { SERVER_MONITORS } from '../conformance/monitors/index.ts';
import { watchStream } from '../conformance/monitors/monitor.ts';
import { observe } from '../conformance/monitors/stream.ts';
import { exchangesOf } from '../conformance/transcripts/transcript.ts';
import type { RunResults } from '../results/results.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
/** Processes are started one after the other, perhaps on a busy machine. */
const LONG = 120_000;

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function impsc(
  args: readonly string[],
  onOutput?: (text: string, kill: (signal: NodeJS.Signals) => void) => void,
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['dist/src/cli/main.js', ...args], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      onOutput?.(out, (signal) => child.kill(signal));
    });
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

const listening: Server[] = [];
const sockets = new Set<Socket>();
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  for (const server of listening.splice(0)) server.close();
});

/** A server of one's own on a free port; `answer` gets each connection once something came over it. */
async function target(answer: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', () => answer(socket));
  });
  listening.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

function iutFile(address: string, extra = ''): { file: string; out: string } {
  const directory = mkdtempSync(join(tmpdir(), 'impsc-'));
  const file = join(directory, 'iut.yaml');
  writeFileSync(
    file,
    `ics:
  name: Target
  versions: ["1.2"]
  syntaxes: [xml]
ixit:
  address: ${address}
  domain: example.com
  timers: { connect: 1, response: 0.4, notification: 1, scenario: 5 }
  accounts:
    alice: { user: "wv:alice@example.com", password: alice-password }
    bob: { user: "wv:bob@example.com", password: bob-password }
    carol: { user: "wv:carol@example.com", password: carol-password }
    dave: { user: "wv:dave@example.com", password: dave-password }
${extra}`,
  );
  return { file, out: join(directory, 'out') };
}

function resultsIn(directory: string): RunResults {
  return JSON.parse(readFileSync(join(directory, 'results.json'), 'utf8')) as RunResults;
}

async function runAgainst(address: string, select = 'CSP-KA-001 or CSP-SES-001 or CSP-SES-002 or CSP-SES-003') {
  const { file, out } = iutFile(address);
  const ended = await impsc([
    'run',
    '--iut',
    file,
    '--select',
    select,
    '--out',
    out,
    '--format',
    'junit',
    '--seed',
    '1',
  ]);
  return {
    ...ended,
    results: existsSync(join(out, 'results.json')) ? resultsIn(out) : undefined,
  };
}

describe('a run against the reference server', () => {
  it('ends in verdicts, and repeats itself with the same seed', { timeout: LONG }, async () => {
    const out = mkdtempSync(join(tmpdir(), 'impsc-'));
    const args = [
      'run',
      '--select',
      'CSP-KA-001 or CSP-SES-001',
      '--syntax',
      'xml',
      '--seed',
      '5',
      '--format',
      'junit',
    ];
    const first = await impsc([...args, '--out', join(out, 'a')]);
    expect(first.err).toBe('');
    expect(first.code).toBe(0);
    const a = resultsIn(join(out, 'a'));
    expect(a.requirements.find((r) => r.id === 'CSP-KA-001')).toMatchObject({
      verdict: 'pass',
      applicability: 'applicable',
    });
    expect(a.requirements.find((r) => r.id === 'CSP-KA-002')?.verdict).toBe('not-selected');
    expect(a.target).toEqual({ name: 'Reference server', kind: 'embedded' });
    expect(a.configurations.map((c) => c.id)).toEqual(['1.1-xml', '1.2-xml', '1.3-xml']);
    expect(JSON.stringify(a)).not.toContain('alice-password');
    const second = await impsc([...args, '--out', join(out, 'b'), '--quiet']);
    expect(second.code).toBe(0);
    const b = resultsIn(join(out, 'b'));
    expect(b.transcripts.map((t) => `${t.scenario} ${t.configuration}`)).toEqual(
      a.transcripts.map((t) => `${t.scenario} ${t.configuration}`),
    );
  });

  it('follows a baseline: a stale entry fails the run', { timeout: LONG }, async () => {
    const directory = mkdtempSync(join(tmpdir(), 'impsc-'));
    const baseline = join(directory, 'known.yaml');
    writeFileSync(baseline, 'expected:\n  - { requirement: CSP-KA-001, reason: "was mended long ago" }\n');
    const ended = await impsc([
      'run',
      '--select',
      'CSP-KA-001',
      '--version',
      '1.2',
      '--syntax',
      'xml',
      '--baseline',
      baseline,
      '--out',
      directory,
      '--format',
      'junit',
    ]);
    expect(ended.code).toBe(1);
    expect(resultsIn(directory).expectation?.stale).toEqual(['CSP-KA-001']);
  });
});

describe('the transcripts of a run', () => {
  it('are enough for the monitors to say the same again', { timeout: LONG }, async () => {
    const out = mkdtempSync(join(tmpdir(), 'impsc-'));
    const select = 'CSP-KA or CSP-SES or SYN-XML or TRN-HTTP';
    await impsc(['run', '--select', select, '--version', '1.2', '--syntax', 'xml', '--out', out, '--format', 'junit']);
    const results = resultsIn(out);
    const [configuration] = results.configurations;
    if (configuration === undefined) throw new Error('nothing was run');
    const again = new Map<string, 'pass' | 'fail'>();
    for (const transcript of results.transcripts) {
      const { exchanges, deliberate } = exchangesOf(transcript);
      const observed = observe(exchanges, configuration, deliberate);
      for (const [{ requirement, name }, { seen, violations }] of watchStream(
        SERVER_MONITORS,
        observed,
        configuration,
      )) {
        const key = `${requirement} monitor: ${name}`;
        if (violations.length > 0) again.set(key, 'fail');
        else if (seen > 0 && !again.has(key)) again.set(key, 'pass');
      }
    }
    const said = results.requirements.flatMap(({ id, checks }) =>
      checks.filter((c) => c.scenario.startsWith('monitor: ')).map((c) => [`${id} ${c.scenario}`, c.verdict] as const),
    );
    expect(said.length).toBeGreaterThan(5);
    expect(said.map(([key]) => [key, again.get(key)])).toEqual(said);
  });
});

describe('a target that', () => {
  it('is down ends the run early, with a report', { timeout: LONG }, async () => {
    const { code, results } = await runAgainst('http://127.0.0.1:9/');
    expect(code).toBe(3);
    expect(results?.run.aborted).toContain('nothing answers at http://127.0.0.1:9/');
    expect(results?.transcripts.length).toBeGreaterThan(0);
  });

  it('hangs after accept is given up within its bounds', { timeout: LONG }, async () => {
    const { code, results } = await runAgainst(await target(() => {}));
    expect(code).toBe(3);
    const cause = results?.requirements.find((r) => r.id === 'CSP-KA-001')?.checks[0]?.cause;
    if (cause !== undefined) expect(cause).toMatchObject({ kind: 'timeout', wait: 'timers.response', boundMs: 400 });
    expect(results?.run.aborted).toBeDefined();
    expect(results?.transcripts.length).toBeLessThanOrEqual(3);
  });

  it('answers every request with the same page ends the run early, and nothing is judged', {
    timeout: LONG,
  }, async () => {
    const page = '<html><body>It works!</body></html>';
    const address = await target((socket) =>
      socket.write(`HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: ${page.length}\r\n\r\n${page}`),
    );
    const { code, results } = await runAgainst(address, 'CSP-KA-001 or CSP-LOG-001 or SYN-XML-001');
    expect(code).toBe(3);
    expect(results?.run.aborted).toContain('HTTP 200 OK with an HTML page');
    expect(results?.transcripts.length).toBeLessThanOrEqual(3);
    expect(results?.totals.requirements).toMatchObject({ pass: 0, fail: 0, error: 0 });
  });

  it('closes in the middle of its answer leaves everything open', { timeout: LONG }, async () => {
    const address = await target((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<WV-CSP'));
    const { code, results } = await runAgainst(address);
    expect(code).toBe(3);
    expect(results?.requirements.find((r) => r.id === 'CSP-KA-001')?.verdict).not.toBe('fail');
  });

  it('drips its answers is given up within the bound of an answer', { timeout: LONG }, async () => {
    const answer = `HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n${'x'.repeat(5000)}`;
    const address = await target((socket) => {
      let at = 0;
      const drip = setInterval(() => socket.write(answer.charAt(at++)), 5);
      socket.on('close', () => clearInterval(drip));
    });
    const { code, results } = await runAgainst(address);
    expect(code).toBe(3);
    expect(results?.run.aborted).toContain('within 400 ms (timers.response)');
    expect(results?.transcripts.length).toBeLessThanOrEqual(3);
  });

  it('answers garbage that is said to be WBXML fails, and the run goes on', { timeout: LONG }, async () => {
    const garbage = Buffer.from(Array.from({ length: 600 }, (_, i) => (i * i * 7 + (i >> 3)) & 0xff));
    const head = `HTTP/1.1 200 OK\r\nContent-Type: application/vnd.wv.csp.wbxml\r\nContent-Length: ${garbage.length}\r\n\r\n`;
    const address = await target((socket) => socket.write(Buffer.concat([Buffer.from(head, 'latin1'), garbage])));
    const { code, results } = await runAgainst(address, 'CSP-KA or CSP-LOG or SYN-XML-001');
    expect(code).toBe(1);
    expect(results?.run.aborted).toBeUndefined();
    expect(results?.run.faults).toEqual([]);
    expect(results?.totals.requirements.error).toBe(0);
    expect(results?.totals.requirements.fail).toBeGreaterThan(0);
  });

  it('floods the client is cut off', { timeout: LONG }, async () => {
    const chunk = 'x'.repeat(1_000_000);
    const address = await target((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/vnd.wv.csp.xml\r\nContent-Length: 100000000\r\n\r\n');
      const flood = () => {
        for (let i = 0; i < 100 && !socket.destroyed; i++) if (!socket.write(chunk)) return socket.once('drain', flood);
      };
      flood();
    });
    const { code, results } = await runAgainst(address);
    expect(code).toBe(3);
    expect(results?.run.aborted).toContain('100000000');
  });
});

describe('what a run prints and writes', () => {
  it('may have no reader: the reports are written all the same', { timeout: LONG }, async () => {
    const out = mkdtempSync(join(tmpdir(), 'impsc-'));
    const child = spawn(
      process.execPath,
      ['dist/src/cli/main.js', 'run', '--select', 'CSP-KA-001', '--out', out, '--format', 'junit'],
      { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    child.stdout.destroy();
    child.stderr.resume();
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).toBe(0);
    expect(resultsIn(out).requirements.find((r) => r.id === 'CSP-KA-001')?.verdict).toBe('pass');
  });

  it('needs a place: without one nothing is run', { timeout: LONG }, async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'impsc-')), 'file');
    writeFileSync(file, '');
    const { code, err } = await impsc(['run', '--select', 'CSP-KA-001', '--out', join(file, 'out')]);
    expect(code).toBe(2);
    expect(err).toContain('nothing can be written there');
  });
});

describe('a run that is interrupted', () => {
  it('keeps and judges what was measured', { timeout: LONG }, async () => {
    const { file, out } = iutFile(await target(() => {}));
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace('response: 0.4', 'response: 3').replace('scenario: 5', 'scenario: 50'),
    );
    let sent = false;
    const ended = await impsc(['run', '--iut', file, '--out', out, '--format', 'junit'], (text, kill) => {
      if (sent || !text.includes('seed')) return;
      sent = true;
      setTimeout(() => kill('SIGINT'), 300);
    });
    expect(ended.code).toBe(3);
    expect(ended.err).toContain('ending after this scenario');
    expect(resultsIn(out).run.aborted).toBe('interrupted by SIGINT');
  });
});

describe('wrong input', () => {
  const cases: readonly (readonly [name: string, args: readonly string[], says: string])[] = [
    [
      'an ICS that does not exist',
      ['run', '--iut', 'no-such.yaml'],
      'no-such.yaml: cannot read the ICS/IXIT file: there is no such file',
    ],
    ['an unknown item', ['run', '--select', 'IMPS-CSP-S-LOGGIN'], 'did you mean IMPS-CSP-S-LOGIN'],
    ['a selection that matches nothing', ['run', '--select', 'CSP-CLT'], 'matches nothing that applies'],
    ['a version nobody knows', ['run', '--version', '2.0'], '"2.0" is none of 1.1, 1.2, 1.3'],
    ['an unknown option', ['run', '--fast'], "unknown option '--fast'"],
    ['an unknown command', ['rnu'], '(Did you mean run?)'],
    ['a seed that is no number', ['run', '--seed', 'x'], 'a whole number from 0 is needed'],
    ['an unknown id to show', ['show', 'CSP-LOG-0001'], 'the nearest are CSP-LOG-001'],
    ['a baseline that does not exist', ['run', '--baseline', 'none.yaml'], 'cannot read the baseline file'],
    ['nothing to review', ['review'], "missing required argument 'file'"],
  ];
  it.each(cases)('%s ends with exit code 2 and says what to do', { timeout: LONG }, async (_name, args, says) => {
    const { code, err } = await impsc(args);
    expect(err).toContain(says);
    expect(code).toBe(2);
  });

  it('in an ICS is named by line and key', { timeout: LONG }, async () => {
    const { file } = iutFile('http://127.0.0.1:9/');
    writeFileSync(file, readFileSync(file, 'utf8').replace('domain:', 'domian:'));
    const { code, err } = await impsc(['run', '--iut', file]);
    expect(code).toBe(2);
    expect(err).toContain(`${file}:7:3: ixit.domian: unknown key (did you mean domain?)`);
  });
});

describe('the other commands', () => {
  it('init writes a file that review accepts, and does not overwrite', { timeout: LONG }, async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'impsc-')), 'iut.yaml');
    expect((await impsc(['init', file])).code).toBe(0);
    expect((await impsc(['init', file])).code).toBe(2);
    const reviewed = await impsc(['review', file]);
    expect(reviewed.code).toBe(0);
    expect(reviewed.out).toContain('ixit.accounts.barred');
  });

  it('review finds claims that cannot hold', { timeout: LONG }, async () => {
    const { file } = iutFile('http://127.0.0.1:9/');
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(
        'ixit:',
        '  items:\n    claimed: [IMPS-CSP-S-GETPR]\n    notClaimed: [IMPS-CSP-S-LOGIN]\nixit:',
      ),
    );
    const { code, out } = await impsc(['review', file]);
    expect(code).toBe(1);
    expect(out).toMatch(/IMPS-CSP-S-LOGIN.*\n.*is mandatory and not claimed/);
    expect(out).toMatch(/IMPS-CSP-S-GETPR.*\n\s+the claim requires IMPS-CSP-S-PRESENCE/);
  });

  it('serve answers a run, twice with the same verdicts, and ends on request', { timeout: LONG }, async () => {
    const directory = mkdtempSync(join(tmpdir(), 'impsc-'));
    const file = join(directory, 'served.yaml');
    const once = (out: string) =>
      impsc([
        'run',
        '--iut',
        file,
        '--select',
        'CSP-KA-001, CSP-KA-009, CSP-OUT-001, CSP-OUT-002',
        '--syntax',
        'xml',
        '--out',
        join(directory, out),
        '--format',
        'junit',
        '--quiet',
      ]);
    let runs: Promise<Ended[]> | undefined;
    const served = await impsc(['serve', '--port', '0', '--describe', file], (text, kill) => {
      if (runs !== undefined || !text.includes('Described in')) return;
      runs = once('a').then(async (first) => [first, await once('b')]);
      void runs.then(() => kill('SIGINT'));
    });
    expect((await runs)?.map((r) => r.err)).toEqual(['', '']);
    expect(served.code).toBe(0);
    expect(served.out).toContain('wv:alice@example.com');
    const verdicts = (out: string) => resultsIn(join(directory, out)).requirements.map((r) => `${r.id} ${r.verdict}`);
    expect(verdicts('b')).toEqual(verdicts('a'));
    expect(verdicts('a')).toContain('CSP-KA-001 pass');
  });

  it('list and show know areas, requirements and their scenarios', { timeout: LONG }, async () => {
    const listed = await impsc(['list', 'requirements', '--select', 'CSP-KA', '--json']);
    const rows = JSON.parse(listed.out) as { requirement: string; checked: string }[];
    expect(rows.find((r) => r.requirement === 'CSP-KA-001')?.checked).toBe('scenario');
    const shown = await impsc(['show', 'csp-ka-001']);
    expect(shown.out).toContain('A KeepAlive-Request without TimeToLive is answered KeepAlive-Response 200.');
    expect(shown.out).toContain('When A sends a KeepAlive-Request');
    const attribute = await impsc(['show', 'onlinestatus']);
    expect(attribute.out).toContain('Whether the client is logged in to the server.');
    expect(attribute.out).toContain('CSP-PAT-003');
    expect((await impsc(['show', 'OnlineState'])).err).toContain('OnlineStatus');
    expect((await impsc(['show', 'AMB-011'])).out).toContain('default');
    expect((await impsc(['show', 'OMA-ERDEF-IMPS-S-006'])).out).toContain('erratum');
  });
});

describe('a run shared by two processes', () => {
  it(
    'says the same as a run in one, in the same order',
    async () => {
      const verdicts = async (jobs: string) => {
        const out = mkdtempSync(join(tmpdir(), 'impsc-'));
        const { code } = await impsc(['run', '--select', 'CSP-LOG', '--seed', '3', '--jobs', jobs, '--out', out]);
        const results = JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')) as RunResults;
        return {
          code,
          scenarios: results.transcripts.map(({ key, scenario, configuration, verdict }) => ({
            key,
            scenario,
            configuration,
            verdict,
          })),
          checks: results.requirements.map(({ id, checks }) => ({
            id,
            checks: checks.map(({ scenario, verdict, transcript }) => ({ scenario, verdict, transcript })),
          })),
        };
      };
      const one = await verdicts('1');
      const two = await verdicts('2');
      expect(one.code).toBe(0);
      expect(one.scenarios.length).toBeGreaterThan(100);
      expect(two).toEqual(one);
    },
    LONG,
  );
});
