import { describe, expect, it } from 'vitest';
import type { BakedTranscript, BodyRef } from '../../../report/html/baked.ts';
import { fromBase64 } from '../../../report/view/octets.ts';
import { sampleResults } from '../../../testing/report/sample.ts';
import type { Report } from '../data/report.ts';
import { remarksOn } from './remarks.ts';
import { sideOf, timetable } from './timetable-data.ts';
import { viewOf } from './view.ts';

const results = sampleResults({ configurations: ['1.3-xml'] });

/** As much of a report as a timetable asks for. */
function reportWith(change: (t: BakedTranscript) => BakedTranscript = (t) => t) {
  const bodies: string[] = [];
  const ref = (body: string): BodyRef | undefined => (body === '' ? undefined : [bodies.push(body) - 1, 0, 0]);
  const report: Pick<Report, 'transcript' | 'body'> = {
    transcript: async (key) => {
      const found = results.transcripts.find((t) => t.key === key);
      if (found === undefined) throw new Error(`no transcript ${key}`);
      const entries = found.entries.map((e) => ({
        ...e,
        request: { ...e.request, body: ref(e.request.body) },
        response: e.response && { ...e.response, body: ref(e.response.body) },
      }));
      return change({ ...found, entries });
    },
    body: async (at) => fromBase64(at === undefined ? '' : (bodies[at[0]] ?? '')),
  };
  return report as Report;
}

const KEY = 'CSP-IMS-011/1.3-xml/0';

describe('a timetable', () => {
  it('puts the server between the clients and messages under their steps', async () => {
    const table = await timetable(reportWith(), KEY);
    expect(table.parties).toEqual(['alice', 'server', 'bob']);
    expect(table.groups.map((g) => g.rows.length)).toEqual([4, 2, 4, 2, 4, 0, 0, 6]);
    expect(table.groups.map((g) => g.folds)).toEqual([false, false, false, false, false, false, false, true]);
  });

  it('tells what opens a transaction from what answers one, whoever asked over HTTP', async () => {
    const rows = (await timetable(reportWith(), KEY)).groups.flatMap((g) => g.rows);
    const answers = Object.fromEntries(rows.map((row) => [row.message.names.join(), row.answers]));
    expect(answers).toMatchObject({ 'Login-Request': false, 'Login-Response': true, NewMessage: false, Status: true });
    expect(rows.find((row) => row.message.names[0] === 'NewMessage')?.summary).toContain(
      'from user wv:alice@imps.example',
    );
  });

  it('shows an answer that never came', async () => {
    const rows = (await timetable(reportWith(), 'CSP-OFF-001/1.3-xml/0')).groups.flatMap((g) => g.rows);
    expect(rows.at(-1)?.lost).toBe('no answer within 5000 ms (timers.response)');
  });

  it('keeps messages that belong to no step', async () => {
    const bare = reportWith((t) => ({ ...t, steps: t.steps.map((s) => ({ ...s, exchanges: [] })) }));
    const table = await timetable(bare, KEY);
    expect(table.groups.flatMap((g) => g.rows)).toHaveLength(table.messages.length);
  });
});

describe('remarks on a message', () => {
  it('stand at the element they are about, what decided first', async () => {
    const report = reportWith((t) => ({
      ...t,
      findings: [
        {
          exchange: 7,
          side: 'response',
          kind: 'order',
          severity: 'deviation',
          path: 'WV-CSP-Message/Session/Poll',
          message: 'after Transaction',
        },
        { exchange: 1, side: 'request', kind: 'order', severity: 'error', path: '', message: 'elsewhere' },
      ],
    }));
    const table = await timetable(report, KEY);
    const message = table.messages.find((m) => m.names[0] === 'NewMessage');
    if (message === undefined) throw new Error('the sample has no NewMessage');
    const side = sideOf(message);
    const view = viewOf(side.headers, await report.body(side.body));
    const requirement = results.requirements.find((r) => r.id === 'CSP-IMS-011');
    const check = requirement?.checks[0];
    if (requirement === undefined || check === undefined) throw new Error('the sample has no CSP-IMS-011');
    const remarks = remarksOn(message, table.transcript, [{ requirement, check }], view);
    expect(remarks.map((r) => [r.mark, r.about])).toEqual([
      ['fail', 'User'],
      ['note', 'Poll'],
    ]);
    const rows = view.layout.rows;
    expect(rows.slice(remarks[0]?.row, (remarks[0]?.lastRow ?? 0) + 1).map((r) => r.name)).toEqual(['User', 'UserID']);
    expect(rows[remarks[1]?.row ?? 0]?.name).toBe('Poll');
  });
});
