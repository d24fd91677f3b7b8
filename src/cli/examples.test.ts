/** The examples run as their README says: each in a process of its own, with the modules of the package by their names. */
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const ROOT = join(import.meta.dirname, '../..');
const EXAMPLES = join(ROOT, 'examples');
const out = mkdtempSync(join(tmpdir(), 'imps-examples-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

function node(...args: readonly string[]): SpawnSyncReturns<string> {
  const env = { ...process.env, TESTER1_PASSWORD: 'tester1-secret' };
  return spawnSync(process.execPath, args, { cwd: EXAMPLES, encoding: 'utf8', env });
}
const impsc = (...args: readonly string[]) => node(join(ROOT, 'dist/src/cli/main.js'), ...args);

describe('the example', () => {
  it('two-clients.mjs lets one user write to another', () => {
    const { stdout, stderr, status } = node('two-clients.mjs');
    expect(stderr).toBe('');
    expect(stdout).toContain('received: Hello, Bob, answered with MessageDelivered\nreported: 200\n');
    expect(status).toBe(0);
  });

  it('two-clients.mjs says so where nothing answers', () => {
    const { stderr, status } = node('two-clients.mjs', 'http://127.0.0.1:9/');
    expect(stderr).toContain('no answer (refused)');
    expect(status).toBe(1);
  });

  it('reference-server.mjs ends a session by moving its clock', () => {
    expect(node('reference-server.mjs').stdout).toBe('1 session\nafter 59 seconds: 200\n61 seconds later: 600\n');
  });

  it('messages.mjs writes, reads and judges messages', () => {
    const { stdout } = node('messages.mjs');
    expect(stdout).toMatch(/^valid\n\d+ octets of XML, \d+ of WBXML\nStatus: 604 Invalid session/);
    expect(stdout).toMatch(/error at \S+\/Result\/Code, octets \d+ to \d+: "many" is not an Integer/);
  });

  it('wbxml.mjs writes and reads documents with tables of its own', () => {
    expect(node('wbxml.mjs').stdout).toMatch(/^To: everyone\nText: Lunch is ready\n03 +WBXML 1\.3\n/);
  });

  it('conformance.test.mjs runs the suite inside a test runner', () => {
    const { stdout, status } = node('--test', '--test-reporter=tap', 'conformance.test.mjs');
    expect(stdout).toMatch(/^# pass 3$/m);
    expect(status).toBe(0);
  });

  it('failures.mjs names what failed in a run, and succeeds where nothing did', () => {
    const broken = join(out, 'broken');
    impsc(
      'run',
      '--defect',
      'keep-alive-202',
      '--select',
      'KA',
      '--version',
      '1.2',
      '--syntax',
      'xml',
      '--out',
      broken,
    );
    const { stdout, status } = node('failures.mjs', join(broken, 'results.json'));
    expect(stdout).toMatch(/^begin with CSP-KA-001: /);
    expect(stdout).toMatch(/expected .*200.*, observed .*202/);
    expect(status).toBe(1);
  });

  it('vendor.yaml is a file without mistakes, and operate.mjs operates the server it describes', () => {
    const results = join(out, 'vendor');
    // A check of this area lets time pass: the program moves the clock of its server.
    const { stdout, status } = impsc('run', '--iut', 'vendor.yaml', '--select', 'KA', '--out', results);
    expect(stdout).toContain('Exit code 0');
    expect(status).toBe(0);
    expect(node('failures.mjs', join(results, 'results.json')).stdout).toMatch(/^0 of \d+ requirements failed/);
  });

  it('conformance.yml runs commands that there are', () => {
    interface Workflow {
      readonly jobs: { readonly conformance: { readonly steps: readonly { readonly run?: string }[] } };
    }
    const { jobs }: Workflow = parse(readFileSync(join(EXAMPLES, 'conformance.yml'), 'utf8'));
    const commands = jobs.conformance.steps.flatMap(({ run = '' }) => (run.startsWith('npx impsc ') ? [run] : []));
    expect(commands).toHaveLength(2);
    for (const command of commands) {
      const words = command.replace('npx impsc ', '').match(/"[^"]*"|\S+/g) ?? [];
      const args = words.map((word) => word.replaceAll('"', '')).map((word) => (word === 'reports' ? out : word));
      expect(impsc(...args).status).toBe(0);
    }
    expect(readFileSync(join(out, 'junit.xml'), 'utf8')).toContain('<testsuites');
  });
});
