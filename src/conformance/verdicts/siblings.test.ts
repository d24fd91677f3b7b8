import { describe, expect, it } from 'vitest';
import type { Configuration, RequirementResult, Transcript } from '../../results/results.ts';
import { differencesOf } from './siblings.ts';

const configurations = (['xml', 'wbxml', 'pts'] as const).flatMap((syntax) =>
  (['1.2', '1.3'] as const).map(
    (version): Configuration => ({ id: `${version}-${syntax}`, version, syntax, bearer: 'http' }),
  ),
);

function transcript(configuration: string, verdict: Transcript['verdict'], body: string): Transcript {
  const type = configuration.endsWith('pts') ? 'application/vnd.wv.csp.sms' : 'application/vnd.wv.csp+xml';
  return {
    key: configuration,
    scenario: 'features/one.feature:1 One',
    feature: 'One',
    line: 1,
    configuration,
    requirements: ['CSP-KA-001'],
    verdict,
    steps: [],
    findings: [],
    entries: [
      {
        number: 1,
        party: 'alice',
        step: 1,
        sentAt: 0,
        answeredAt: 1,
        request: { line: 'POST /', headers: [], body: '' },
        response: { status: 200, reason: 'OK', headers: [['Content-Type', type]], body: btoa(body) },
        failure: undefined,
        sent: [],
        received: [],
      },
    ],
  };
}

const xml = (code: number) =>
  `<WV-CSP-Message><Session><SessionDescriptor><SessionType>Inband</SessionType><SessionID>s</SessionID></SessionDescriptor><Transaction><TransactionDescriptor><TransactionMode>Response</TransactionMode><TransactionID>1</TransactionID></TransactionDescriptor><TransactionContent><Status><Result><Code>${code}</Code></Result></Status></TransactionContent></Transaction></Session></WV-CSP-Message>`;

describe('scenarios that differ between configurations', () => {
  it('in one version show an encoding defect, with the first element that differs', () => {
    const runs = [transcript('1.3-pts', 'fail', 'WV13ST7 SI=t ST=500'), transcript('1.3-xml', 'pass', xml(200))];
    expect(differencesOf(runs, [], configurations)).toEqual([
      {
        kind: 'encoding',
        scenario: 'features/one.feature:1 One',
        requirements: ['CSP-KA-001'],
        one: { configuration: '1.3-pts', verdict: 'fail', transcript: '1.3-pts' },
        other: { configuration: '1.3-xml', verdict: 'pass', transcript: '1.3-xml' },
        element: {
          path: 'WV-CSP-Message/Session/Transaction/TransactionContent/Status/Result/Code',
          one: '500',
          other: '200',
          exchanges: [1, 1],
        },
      },
    ]);
  });

  it('in one syntax differ between versions', () => {
    const runs = [transcript('1.2-xml', 'fail', xml(500)), transcript('1.3-xml', 'pass', xml(200))];
    expect(differencesOf(runs, [], configurations).map(({ kind }) => kind)).toEqual(['version']);
  });

  it('are none where all agree, or where the syntax has no known form', () => {
    const alike = [transcript('1.3-pts', 'pass', 'WV13ST7 ST=200'), transcript('1.3-xml', 'pass', xml(200))];
    expect(differencesOf(alike, [], configurations)).toEqual([]);
    const runs = [transcript('1.3-pts', 'inconclusive', ''), transcript('1.3-xml', 'pass', xml(200))];
    const why = { scenario: 'features/one.feature:1 One', configuration: '1.3-pts', why: 'no code' };
    const requirement = { notAssessable: [why] } as unknown as RequirementResult;
    expect(differencesOf(runs, [requirement], configurations)).toEqual([]);
  });
});
