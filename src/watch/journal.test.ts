import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { JOURNAL, readJournal } from '../conformance/transcripts/journal.ts';
import { monitorJournal } from './journal.ts';
import { resultsOf } from './results.ts';
import { Watcher } from './watcher.ts';
import type { WireExchange } from './wire/conversation.ts';

const OPTIONS = {
  tool: { name: 'test', version: '0', commit: '' },
  name: 'traffic',
  startedAt: new Date(0),
  durationMs: 0,
  failOn: 'fail',
} as const;

/** A poll in an unknown session, under a TransactionID it must not have; answered by nothing. */
const POLL =
  '<WV-CSP-Message xmlns="http://www.openmobilealliance.org/DTD/WV-CSP1.2"><Session><SessionDescriptor><SessionType>Inband</SessionType>' +
  '<SessionID>S</SessionID></SessionDescriptor><Transaction><TransactionDescriptor><TransactionMode>Request</TransactionMode>' +
  '<TransactionID>7</TransactionID></TransactionDescriptor><TransactionContent xmlns="http://www.openmobilealliance.org/DTD/WV-TRC1.2">' +
  '<Polling-Request/></TransactionContent></Transaction></Session></WV-CSP-Message>';

const exchange = (method: string): WireExchange => ({
  bearer: 'http',
  request: {
    method,
    url: 'http://x/',
    headers: [['Content-Type', 'application/vnd.wv.csp.xml']],
    body: new TextEncoder().encode(POLL),
  },
  response: { status: 200, reason: 'OK', headers: [['Content-Length', '0']], body: new Uint8Array() },
  failure: undefined,
  sentAt: 0,
  answeredAt: 1,
  connection: 'c1',
});

describe('a monitor that is killed', () => {
  it('leaves what it found, with the message that caused it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'monitor-'));
    const journal = monitorJournal(folder, OPTIONS);
    const watcher = new Watcher({ onNews: (news) => journal.add(news) });
    watcher.take(exchange('POST'));
    watcher.flush();
    const left = readJournal(join(folder, JOURNAL));
    journal.end();
    rmSync(folder, { recursive: true });
    const found = left?.requirements.find(({ id }) => id === 'TRN-HTTP-008');
    expect([left?.run.aborted !== undefined, found?.verdict, found?.checks[0]?.observed]).toEqual([
      true,
      'fail',
      'TransactionID 7',
    ]);
    const transcript = left?.transcripts.find(({ key }) => key === found?.checks[0]?.transcript);
    expect(Buffer.from(transcript?.entries.at(-1)?.request.body ?? '', 'base64').toString()).toBe(POLL);
    expect(left?.requirements.find(({ id }) => id === 'TRN-HTTP-001')?.verdict).toBe('pass');
  });
});

describe('the results of watching', () => {
  it('keep a bounded number of findings, however often a fault comes', () => {
    const watcher = new Watcher();
    for (let i = 0; i < 2_000; i++) watcher.take(exchange('POST'));
    watcher.flush();
    const results = resultsOf(watcher, OPTIONS);
    const found = results.requirements.find(({ id }) => id === 'TRN-HTTP-008');
    expect([results.run.exitCode, results.transcripts.length < 10, found?.checks.length]).toEqual([1, true, 1]);
    expect(found?.checks[0]?.notes).toContain('2000 times in all');
  });

  it('say of what the traffic gave no occasion to look at, and of what watching does not decide', () => {
    const watcher = new Watcher();
    watcher.take(exchange('POST'));
    watcher.flush();
    const { requirements } = resultsOf(watcher, OPTIONS);
    const of = (id: string) => requirements.find((r) => r.id === id);
    expect(of('CSP-GCN-013')?.checks[0]?.cause?.kind).toBe('nothing-observed');
    expect(of('CSP-SRC-001')?.verdict).toBe('not-selected');
    expect(of('SYN-WBX-011')?.verdict).toBe('not-applicable');
  });
});
