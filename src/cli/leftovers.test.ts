/**
 * Scenarios do not feel each other, nor what an earlier run left, at a server that can neither be put back to its beginning
 * nor be given fresh accounts: the reference server, served, with something wrong in what it keeps.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createClient } from '../client/client.ts';
import type { Ixit } from '../conformance/ics/types.ts';
import { writeIut } from '../conformance/ics/write.ts';
import { describeServed, embeddedServerOptions } from '../embedded/iut.ts';
import { defects, variants } from '../proof/index.ts';
import type { Change } from '../proof/types.ts';
import { all, handler, hooks, profile } from '../proof/ways/families.ts';
import type { Value } from '../protocol/messages/infer.ts';
import type { CheckResult, RunResults } from '../results/results.ts';
import { createServer, type ReferenceServer } from '../server/server.ts';
import { findProject } from './project.ts';

const LONG = { timeout: 120_000 };

interface Served {
  readonly server: ReferenceServer;
  readonly directory: string;
  readonly url: string;
  begin(...args: readonly string[]): ChildProcess;
  run(...args: readonly string[]): Promise<RunResults>;
}

const open: Served[] = [];
afterEach(async () => {
  for (const { server, directory } of open.splice(0)) {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  }
});

async function serve(
  change: Change = (options) => options,
  tell: (ixit: Ixit) => Ixit = (ixit) => ixit,
): Promise<Served> {
  const server = createServer(change(embeddedServerOptions()));
  const { url } = await server.start({ host: '127.0.0.1', port: 0 });
  const directory = mkdtempSync(join(tmpdir(), 'impsc-'));
  const { ics, ixit } = describeServed(`${url}/`);
  // Nobody lets time pass at this server: a wait that brings nothing need not be long.
  const told = tell({ ...ixit, timers: { ...ixit.timers, notification: 300 } });
  const file = join(directory, 'iut.yaml');
  writeFileSync(file, writeIut(ics, told, 'Passwords of a test'));
  const begin = (...args: readonly string[]) =>
    spawn(
      process.execPath,
      ['dist/src/cli/main.js', 'run', '--iut', file, '--quiet', '--out', join(directory, 'out'), ...args],
      { cwd: findProject().root, stdio: 'ignore' },
    );
  const served: Served = {
    server,
    directory,
    url: `${url}/`,
    begin,
    async run(...args) {
      await new Promise((resolve) => begin(...args).on('close', resolve));
      return JSON.parse(readFileSync(join(directory, 'out', 'results.json'), 'utf8')) as RunResults;
    },
  };
  open.push(served);
  return served;
}

function checks(results: RunResults, id: string): readonly CheckResult[] {
  return results.requirements.find((one) => one.id === id)?.checks ?? [];
}
function verdicts(results: RunResults): Readonly<Record<string, string>> {
  const judged = results.requirements.filter(({ verdict }) => !verdict.startsWith('not-'));
  return Object.fromEntries(judged.map(({ id, verdict }) => [id, verdict]));
}
const failed = (results: RunResults) =>
  Object.entries(verdicts(results)).flatMap(([id, verdict]) => (verdict === 'fail' || verdict === 'error' ? [id] : []));

describe('what a scenario leaves', () => {
  it('in an access list is told, and nobody is blamed for it', LONG, async () => {
    type Lists = { readonly BlockList?: { readonly RemoveList?: object } };
    const keepsApplications = handler('BlockEntity-Request', (standard) => (request, call) => {
      const { BlockList, ...rest } = request as Lists;
      const { ApplicationID: _, ...others } = (BlockList?.RemoveList ?? {}) as { readonly ApplicationID?: unknown };
      const kept = BlockList?.RemoveList === undefined ? BlockList : { ...BlockList, RemoveList: others };
      return standard({ ...rest, ...(kept === undefined ? {} : { BlockList: kept }) } as typeof request, call);
    });
    const { run } = await serve(keepsApplications);
    const args = ['--version', '1.3', '--syntax', 'xml', '--seed', '1'];
    const first = await run('--select', 'CSP-ACL-019', ...args);
    expect(verdicts(first)).toEqual({ 'CSP-ACL-019': 'pass' });
    expect(first.run.leftovers).toMatchObject([{ kind: 'access-lists', user: 'bob@example.com' }]);
    expect(checks(first, 'CSP-ACL-019')[0]?.notes.join()).toContain('left behind: the access lists of bob@example.com');
    const second = await run('--select', 'CSP-ACL-013 or CSP-ACL-004 or CSP-KA-001', ...args);
    expect(verdicts(second)).toEqual({
      'CSP-ACL-004': 'inconclusive',
      'CSP-ACL-013': 'inconclusive',
      'CSP-KA-001': 'pass',
    });
    expect(checks(second, 'CSP-ACL-004')[0]?.cause).toMatchObject({ kind: 'leftover' });
  });

  it('of sessions is ended, also where a login should have been refused', LONG, async () => {
    const decodes = hooks({
      decode(octets, syntax, options, next) {
        const text = Buffer.from(octets).toString('latin1');
        return next(
          text.includes('CSP1.9') ? Buffer.from(text.replaceAll('1.9', '1.2'), 'latin1') : octets,
          syntax,
          options,
        );
      },
    });
    const { run, server } = await serve(decodes);
    for (const seed of ['1', '2']) {
      const results = await run(
        '--select',
        'CSP-SES-012 or CSP-OUT-004',
        '--version',
        '1.2',
        '--syntax',
        'xml',
        '--seed',
        seed,
      );
      expect(verdicts(results)['CSP-OUT-004']).toBe('pass');
      expect(checks(results, 'CSP-SES-012')[0]?.observed).toContain('SessionID');
      expect(results.run.leftovers).toEqual([]);
    }
    expect(server.access.sessionsOf('wv:alice@example.com')).toEqual([]);
  });

  it('of watchers who linger legally is not counted where there is no status', LONG, async () => {
    const lingering = variants.find(({ id }) => id === 'watchers-linger');
    const { run } = await serve(lingering?.change);
    const select = ['--select', 'CSP-OUT-007 or CSP-WAT', '--version', '1.1', '--syntax', 'xml', '--seed', '2'];
    expect(failed(await run(...select))).toEqual([]);
  });

  it('in a full queue is nothing of the requirement that meets it', LONG, async () => {
    const defect = defects.find(({ id }) => id === 'offline-not-kept');
    const small = profile({ messaging: { limits: { messagesPerUser: 8 } } });
    const { run } = await serve(all(small, defect?.change ?? small), (ixit) => ({
      ...ixit,
      limits: { ...ixit.limits, queue: 8 },
    }));
    // Without CSP-OFF-009: nobody knows for whom a message to a group waits.
    const select = '(CSP-OFF or CSP-ADR) and not CSP-OFF-009';
    const results = await run('--select', select, '--version', '1.2', '--syntax', 'xml', '--seed', '3');
    const named = [...(defect?.requirements ?? []), ...(defect?.unavoidable ?? [])];
    expect(failed(results).filter((id) => !named.includes(id))).toEqual([]);
    expect(failed(results)).toContain('CSP-OFF-001');
  });
});

describe('what an account had before the run', () => {
  it('as sessions of another tool is told, and nothing is concluded from the status of its user', LONG, async () => {
    const { run, url } = await serve();
    const other = createClient({
      url,
      version: '1.2',
      syntax: 'xml',
      userId: 'wv:alice@example.com',
      password: 'alice-password',
      clientId: { URL: 'http://tool.example/' },
    });
    await other.open({ timeToLive: 3600 });
    const byDefault = { PresenceSubList: { Alias: {} }, DefaultList: true } as Value<'CreateAttributeList-Request'>;
    (await other.request('CreateAttributeList-Request', byDefault)).orThrow();
    const select = ['--select', 'CSP-OUT-004 or CSP-PRE-032 or CSP-KA-001', '--version', '1.2', '--syntax', 'xml'];
    const results = await run(...select);
    await other.close();
    expect(verdicts(results)).toEqual({
      'CSP-KA-001': 'pass',
      'CSP-OUT-004': 'inconclusive',
      'CSP-PRE-032': 'pass',
    });
    expect(checks(results, 'CSP-OUT-004')[0]?.cause).toMatchObject({ kind: 'leftover' });
    expect(results.run.found?.join()).toContain('wv:alice@example.com is on line though no client of the run is');
    expect(results.run.found?.join()).toContain('the attribute lists for everybody were taken away');
  });

  it('and that had to be taken away for it is given back', LONG, async () => {
    const { run, url } = await serve();
    const bob = createClient({
      url,
      version: '1.3',
      syntax: 'xml',
      userId: 'wv:bob@example.com',
      password: 'bob-password',
    });
    const look = async () => {
      await bob.open();
      const lists = (await bob.request('GetBlockedList-Request', {})).primitive.value;
      const asked = { DefaultList: true } as Value<'GetAttributeList-Request'>;
      const attached = (await bob.request('GetAttributeList-Request', asked)).primitive.value;
      await bob.logout();
      return { lists, attached };
    };
    await bob.open();
    const UserID = ['wv:frank@example.com', 'wv:alice@example.com'];
    const blocking = { BlockList: { AddList: { UserID } }, BlockListInUse: true } as Value<'BlockEntity-Request'>;
    (await bob.request('BlockEntity-Request', blocking)).orThrow();
    const byDefault = { PresenceSubList: { Alias: {} }, DefaultList: true } as Value<'CreateAttributeList-Request'>;
    (await bob.request('CreateAttributeList-Request', byDefault)).orThrow();
    await bob.logout();
    const before = await look();
    const results = await run('--select', 'CSP-ACL-004', '--version', '1.3', '--syntax', 'xml');
    expect(verdicts(results)).toEqual({ 'CSP-ACL-004': 'pass' });
    const after = await look();
    await bob.close();
    // Entries that name users of the test are what a run leaves that was killed.
    const withoutAlice = JSON.stringify(before).replace(',"wv:alice@example.com"', '');
    expect(JSON.stringify(before)).toContain('wv:alice@example.com');
    expect(JSON.stringify(after)).toBe(withoutAlice);
  });
});

describe('a run after one that was killed', () => {
  it('is right, and takes away what the other one left', LONG, async () => {
    let made = 0;
    let victim: ChildProcess | undefined;
    const counts = handler('CreateList-Request', (standard) => (request, call) => {
      if (++made === 8) victim?.kill('SIGKILL');
      return standard(request, call);
    });
    const { begin, run } = await serve(counts);
    const select = ['--select', 'CSP-CLS-00* or CSP-OUT-004', '--version', '1.2', '--syntax', 'xml', '--seed', '1'];
    victim = begin(...select);
    await new Promise((resolve) => victim?.on('close', resolve));
    expect(made).toBeGreaterThanOrEqual(8);
    const results = await run(...select);
    expect(failed(results)).toEqual([]);
    expect(results.run.leftovers).toEqual([]);
    expect(results.run.found?.join()).toMatch(/contact lists of earlier runs were deleted/);
  });
});
