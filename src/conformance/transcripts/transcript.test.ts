import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../transport/types.ts';
import { parseFeatures } from '../features/features.ts';
import { SERVER_MONITORS } from '../monitors/index.ts';
import { watchStream } from '../monitors/monitor.ts';
import { observe } from '../monitors/stream.ts';
import type { ScenarioOutcome } from '../verdicts/scenario-outcome.ts';
import { exchangesOf, makeTranscript, newRoom, redactors } from './transcript.ts';
import { writeWhole } from './write.ts';

const MESSAGE =
  '<WV-CSP-Message xmlns="http://www.openmobilealliance.org/DTD/WV-CSP1.2"><Session><SessionDescriptor><SessionType>Outband</SessionType></SessionDescriptor>' +
  '<Transaction><TransactionDescriptor><TransactionMode>Request</TransactionMode><TransactionID>1</TransactionID></TransactionDescriptor>' +
  '<TransactionContent xmlns="http://www.openmobilealliance.org/DTD/WV-TRC1.2"><Login-Request><UserID>wv:a</UserID><ClientID><URL>u</URL></ClientID><Password>open sesame</Password><SessionCookie>c</SessionCookie></Login-Request></TransactionContent></Transaction></Session></WV-CSP-Message>';

const octets = (text: string) => new TextEncoder().encode(text);
const exchange: Exchange = {
  number: 1,
  party: 'alice',
  bearer: 'http',
  request: {
    method: 'POST',
    url: 'http://x/',
    headers: [['Content-Type', 'application/vnd.wv.csp.xml']],
    body: octets(MESSAGE),
  },
  response: {
    status: 200,
    reason: 'OK',
    headers: [['Content-Type', 'application/vnd.wv.csp.xml']],
    body: octets('<oops>'),
  },
  failure: undefined,
  sentAt: 1.23456789,
  answeredAt: 2,
  connection: '4711',
};
const [source] = parseFeatures([
  { uri: 'f.feature', text: 'Feature: Login\n  @CSP-LOG-001\n  Scenario: s\n    Given a\n' },
]).scenarios;
if (source === undefined) throw new Error('no scenario');
const outcome: ScenarioOutcome = {
  scheduled: {
    source,
    configuration: { id: '1.2-xml', version: '1.2', syntax: 'xml', bearer: 'http' },
    requirements: ['CSP-LOG-001'],
  },
  signal: undefined,
  steps: [],
  exchanges: [exchange],
  stepOf: new Map([[1, 1]]),
  deliberate: new Set(),
  notes: [],
  leftovers: [],
  secrets: ['sesame'],
  observations: [],
  looks: 1,
  readings: new Map(),
  calls: [],
  durationMs: 3,
};

describe('a transcript', () => {
  const redactor = redactors(['open sesame'])(outcome);
  const transcript = makeTranscript({
    key: 's1',
    outcome,
    observed: observe(outcome.exchanges, outcome.scheduled.configuration),
    verdict: 'fail',
    redactor,
    room: newRoom(),
  });
  const [entry] = transcript.entries;

  it('holds every octet but the secrets, in their place', () => {
    const body = Buffer.from(entry?.request.body ?? '', 'base64').toString('utf8');
    expect(body.length).toBe(MESSAGE.length);
    expect(body).toContain('<UserID>wv:a</UserID>');
    expect(body).toContain('<Password>***********</Password>');
    expect(JSON.stringify(transcript)).not.toContain('sesame');
  });

  it('says who sent what, in which step', () => {
    expect(entry).toMatchObject({
      number: 1,
      party: 'alice',
      step: 1,
      sentAt: 1.235,
      sent: ['Login-Request'],
      received: [],
    });
    expect(transcript).toMatchObject({
      key: 's1',
      scenario: 'f.feature:3 s',
      feature: 'Login',
      configuration: '1.2-xml',
      verdict: 'fail',
    });
  });

  it('keeps the beginning of large bodies only when the results of the run become too large', () => {
    const body = octets('x'.repeat(10_000));
    const large = { ...exchange, response: { status: 200, reason: 'OK', headers: [], body } };
    const exchanges = [large, { ...large, number: 2 }, { ...exchange, number: 3 }];
    const { entries } = makeTranscript({
      key: 's1',
      outcome: { ...outcome, exchanges },
      observed: observe(exchanges, outcome.scheduled.configuration),
      verdict: 'pass',
      redactor,
      room: newRoom(12_000),
    });
    const kept = entries.map(({ response }) => [Buffer.from(response?.body ?? '', 'base64').length, response?.cutFrom]);
    expect(kept).toEqual([
      [10_000, undefined],
      [4096, 10_000],
      [6, undefined],
    ]);
  });

  it('holds what is wrong with the answers', () => {
    expect(transcript.findings[0]).toMatchObject({
      exchange: 1,
      side: 'response',
      kind: 'not-well-formed',
      severity: 'error',
    });
  });

  it('can be judged again: the monitors say the same of it', () => {
    const { configuration } = outcome.scheduled;
    const said = (exchanges: readonly Exchange[], deliberate?: ReadonlySet<number>) =>
      [...watchStream(SERVER_MONITORS, observe(exchanges, configuration, deliberate), configuration)].map(
        ([monitor, sighting]) => [monitor.name, sighting],
      );
    const kept = exchangesOf(JSON.parse(JSON.stringify(transcript)) as typeof transcript);
    expect(said(kept.exchanges, kept.deliberate)).toEqual(said(outcome.exchanges));
    expect(
      said(kept.exchanges).some(([, sighting]) => typeof sighting === 'object' && sighting.violations.length > 0),
    ).toBe(true);
  });

  it('keeps secrets out of texts as well', () => {
    expect(redactor.text('Password open sesame is wrong')).toBe('Password *********** is wrong');
  });
});

describe('writing', () => {
  it('leaves the old file or the new one, and nothing else', () => {
    const directory = mkdtempSync(join(tmpdir(), 'write-'));
    const file = join(directory, 'deep', 'results.json');
    writeWhole(file, 'one');
    writeWhole(file, 'two');
    expect(readFileSync(file, 'utf8')).toBe('two');
    expect(readdirSync(join(directory, 'deep'))).toEqual(['results.json']);
  });
});
