import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { describeServed } from '../embedded/iut.ts';
import { asOneServer } from '../proof/matrix/variant-runs.ts';
import type { Exchange } from '../server/exchange-log.ts';
import { runCommand } from './commands/run.ts';
import { exchangeLines } from './exchange-printer.ts';
import { UsageError } from './failure.ts';
import { implementation } from './implementation.ts';
import { defectNamed, variantNamed } from './seeded.ts';

const EXCHANGE: Exchange = {
  at: Date.UTC(2007, 0, 23, 10, 15),
  user: 'wv:alice@example.com',
  version: '1.2',
  syntax: 'xml',
  status: 200,
  asked: [{ name: 'KeepAlive-Request', id: 'a', code: undefined, text: undefined }],
  answered: [{ name: 'Status', id: 'a', code: 604, text: 'Invalid session' }],
  reason: undefined,
  findings: ['X: out of place'],
  request: new TextEncoder().encode('<a>\u0007</a>\n'),
  response: new Uint8Array(),
};

describe('seeded defects and variants', () => {
  it('are found by name, and near names are told', () => {
    expect(defectNamed('keep-alive-202').requirements).toContain('CSP-KA-001');
    expect(variantNamed('idle-poll-status').id).toBe('idle-poll-status');
    expect(() => defectNamed('keep-alive-203')).toThrow(/did you mean keep-alive-\d+\?/);
    expect(() => variantNamed('nothing-like-it-at-all')).toThrow(UsageError);
  });

  it('are described as what they are when they are served', () => {
    const one = describeServed('http://127.0.0.1:1/', asOneServer([variantNamed('no-groups-of-users')]));
    expect(one.ixit.policies.privateGroups).toBe(false);
    expect(one.ics.notClaimed.map(({ item }) => item)).toEqual(['IMPS-CSP-S-CREAG']);
    expect(describeServed('http://127.0.0.1:1/').ixit.policies.privateGroups).toBe(true);
  });
});

describe('impsc run --defect', () => {
  let folder: string | undefined;
  afterEach(() => {
    if (folder !== undefined) rmSync(folder, { recursive: true });
    folder = undefined;
  });

  it('makes a report of a server that is wrong', { timeout: 120_000 }, () => {
    folder = mkdtempSync(join(tmpdir(), 'impsc-defect-'));
    const words = ['--defect', 'keep-alive-202', '--select', 'CSP-KA-001', '--version', '1.2', '--syntax', 'xml'];
    const ended = spawnSync(
      process.execPath,
      ['dist/src/cli/main.js', 'run', ...words, '--out', folder, '--format', 'junit', '--quiet'],
      { cwd: join(import.meta.dirname, '../..') },
    );
    expect(ended.status).toBe(1);
    const results = JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')) as { target: { name: string } };
    expect(results.target.name).toMatch(/^Reference server that answers KeepAlive-Request with 202/);
  });

  it.each([{ defect: 'keep-alive-202' }, { variant: 'answers-with-status-201' }])(
    'does not go with --iut: %o',
    async (seeded) => {
      await expect(runCommand({ ...seeded, iut: 'x.yaml', out: 'reports/none', quiet: true })).rejects.toThrow(
        /of the reference server; it does not go with --iut/,
      );
    },
  );

  it('is a legal variant as well, one of them at a time', () => {
    expect(implementation(undefined, undefined, 'content-size-after-encoding')).toBeDefined();
    expect(() => implementation(undefined, 'keep-alive-202', 'content-size-after-encoding')).toThrow(UsageError);
    expect(() => implementation(undefined, undefined, 'content-size-after-encodin')).toThrow(
      /content-size-after-encoding/,
    );
  });
});

describe('the live log', () => {
  it('is a line for each exchange, and everything where more is wanted', () => {
    const line = '10:15:00.000 wv:alice@example.com 1.2 xml KeepAlive-Request -> Status 604 Invalid session';
    expect(exchangeLines(EXCHANGE, false)).toEqual([line]);
    expect(exchangeLines(EXCHANGE, true)).toEqual([line, '  ! X: out of place', '  > <a>\u00b7</a>']);
  });

  it('annotates the octets of WBXML, and shows a reason as text', () => {
    const request = Uint8Array.of(3, 0x11, 0x6a, 0, 0x49);
    const lines = exchangeLines({ ...EXCHANGE, syntax: 'wbxml', request, reason: 'cut short', findings: [] }, true);
    expect(lines[0]).toContain('-> HTTP 200 cut short');
    expect(lines.at(-1)).toMatch(/^ {2}> 0004 49 .*WV-CSP-Message/);
  });
});
