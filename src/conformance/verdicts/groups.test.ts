import { describe, expect, it } from 'vitest';
import type { CheckResult, RequirementResult } from '../../results/results.ts';
import { groupFailures } from './groups.ts';
import { resolveRoots } from './roots.ts';
import { normalised, signatureOf } from './signature.ts';

const check = (verdict: CheckResult['verdict'], more: Partial<CheckResult> = {}): CheckResult => ({
  scenario: 'features/f.feature:5 s',
  configuration: '1.2-xml',
  verdict,
  cause: undefined,
  expected: undefined,
  observed: undefined,
  place: undefined,
  durationMs: 1,
  transcript: 's1',
  notes: [],
  ...more,
});
const requirement = (id: string, ...checks: CheckResult[]): RequirementResult => ({
  id,
  item: 'I',
  level: 'MUST',
  weight: 'mandatory',
  confidence: 'high',
  applicability: 'applicable',
  because: undefined,
  verdict: checks.find((c) => c.verdict !== 'pass')?.verdict ?? 'pass',
  note: false,
  checks,
  statement: '',
  area: '',
  versions: ['1.2'],
  sources: [],
});
const open = (root: string, more: Partial<CheckResult> = {}): CheckResult =>
  check('inconclusive', { cause: { kind: 'prerequisite-failed', root, message: 'not met' }, ...more });
const nothing = { primitives: () => [], deciding: () => [] };

describe('observations', () => {
  it('are the same whatever names, addresses and times stand in them; codes are not', () => {
    expect(normalised('"friends-1a2b3c4d" of wv:alice/friends-1a2b3c4d@x.com within 1000 ms')).toBe(
      normalised('"work-9z8y7x6w" of wv:bob/work-9z8y7x6w@y.org within 20 ms'),
    );
    expect(normalised('Status 507 Message queue is full')).not.toBe(normalised('Status 604'));
  });

  it('that say little are told by what was expected', () => {
    expect(signatureOf({ expected: 'OnlineStatus F', observed: 'T' })).not.toBe(
      signatureOf({ expected: 'Acceptance F', observed: 'T' }),
    );
  });
});

describe('failures', () => {
  const full = { expected: 'Status 200', observed: 'Status 507 Message queue is full' };
  const requirements = [
    requirement(
      'CSP-ADR-001',
      check('fail', { ...full, transcript: 's3' }),
      check('fail', { ...full, transcript: 's9' }),
    ),
    requirement('CSP-OFF-009', check('fail', { ...full, transcript: 's7' })),
    requirement(
      'CSP-KA-001',
      check('fail', { expected: 'KeepAlive-Response 200', observed: 'HTTP 202', transcript: 's1' }),
    ),
    requirement('CSP-IMS-004', open('CSP-OFF-009')),
    requirement('CSP-LOG-001', check('pass')),
  ];

  it('with one observation are one group, which begins with the most specific and tells what follows', () => {
    const groups = groupFailures(requirements, {
      primitives: (id) => (id === 'CSP-OFF-009' ? ['SendMessage-Request'] : []),
      deciding: ({ observed }) => (observed === full.observed ? ['SendMessage-Request', 'Status'] : []),
    });
    expect(
      groups.map(({ requirement: first, requirements: all, checks, follows }) => [first, all, checks, follows]),
    ).toEqual([
      ['CSP-OFF-009', ['CSP-OFF-009', 'CSP-ADR-001'], 3, ['CSP-IMS-004']],
      ['CSP-KA-001', ['CSP-KA-001'], 1, []],
    ]);
  });

  it('begin with the earliest where none is more specific, and what all fails in a larger group follows from it', () => {
    const [first, second] = groupFailures(
      [
        requirement(
          'CSP-A-001',
          check('fail', { ...full, transcript: 's8' }),
          check('fail', { observed: 'HTTP 500', transcript: 's2' }),
        ),
        requirement('CSP-B-001', check('fail', { ...full, transcript: 's4' })),
      ],
      nothing,
    );
    expect(first).toMatchObject({ requirement: 'CSP-B-001', followsFrom: undefined });
    expect(second).toMatchObject({ requirement: 'CSP-A-001', followsFrom: 'CSP-B-001' });
  });
});

describe('roots', () => {
  const asked = { expected: 'PresenceAuth-Request naming wv:alice@example.com', observed: 'none within 10000 ms' };

  it('that are the text of a step become the requirement that failed by the same observation', () => {
    const [, second] = resolveRoots([
      requirement('CSP-AUT-008', check('fail', asked)),
      requirement('CSP-AUT-012', open('B is asked to authorize A', asked)),
    ]);
    expect(second?.checks[0]?.cause).toMatchObject({ root: 'CSP-AUT-008' });
  });

  it('that pass in the same configuration give way to the exchange, and it is said', () => {
    const place = { exchange: 7, side: 'response' } as const;
    const [, second] = resolveRoots([
      requirement('CSP-MEM-004', check('pass'), check('fail', { configuration: '1.1-xml' })),
      requirement('CSP-GRP-016', open('CSP-MEM-004', { expected: '200', observed: 'Status 800', place })),
    ]);
    expect(second?.checks[0]?.cause).toMatchObject({
      root: 'exchange 7',
      message: 'not met: observed Status 800; CSP-MEM-004 passes in 1.2-xml, so something was different here',
    });
  });

  it('that failed stay, and so do those nobody looked at', () => {
    const given = [
      requirement('CSP-LOG-001', check('fail')),
      requirement('CSP-KA-001', open('CSP-LOG-001'), open('CSP-X-001')),
    ];
    expect(resolveRoots(given)).toEqual(given);
  });
});
