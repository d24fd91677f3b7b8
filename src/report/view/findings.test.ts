import { describe, expect, it } from 'vitest';
import { sampleResults } from '../../testing/report/sample.ts';
import { causeInWords, findings, placeInWords } from './findings.ts';

const results = sampleResults({ configurations: ['1.2-xml', '1.3-wbxml', '1.3-xml'] });

describe('findings', () => {
  it('are one where the same was expected in several configurations, in the order of the run', () => {
    const one = findings(results, 'fail').find((f) => f.requirement.id === 'CSP-IMS-011');
    expect(one?.configurations).toEqual(['1.2-xml', '1.3-wbxml', '1.3-xml']);
    expect(one?.varies).toBe(false);
    expect(one?.check.configuration).toBe('1.2-xml');
  });

  it('are one even where the value observed is another each time', () => {
    const requirements = results.requirements.map((r) =>
      r.id === 'CSP-IMS-011'
        ? { ...r, checks: r.checks.map((c) => ({ ...c, observed: c.configuration })).reverse() }
        : r,
    );
    const found = findings({ ...results, requirements }, 'fail').filter((f) => f.requirement.id === 'CSP-IMS-011');
    expect(found.map((f) => [f.configurations.length, f.varies, f.check.observed])).toEqual([[3, true, '1.2-xml']]);
  });

  it('leave out what is never judged', () => {
    const requirements = results.requirements.map((r) => ({ ...r, weight: 'informative' as const }));
    expect(findings({ ...results, requirements }, 'fail')).toEqual([]);
  });

  it('say where they were decided', () => {
    const one = findings(results, 'fail').find((f) => f.requirement.id === 'CSP-IMS-011');
    if (one === undefined) throw new Error('the sample fails CSP-IMS-011');
    expect(placeInWords(one)).toMatch(/^message 14, NewMessage to bob, octet 0[0-9A-F]{3}$/);
    expect(placeInWords({ ...one, transcript: undefined })).toBeUndefined();
  });

  it('say why something stays open', () => {
    expect(causeInWords({ kind: 'untestable', missing: 'cir.http.listen', message: 'no address' })).toBe(
      'no address; the IXIT lacks cir.http.listen',
    );
    expect(causeInWords(undefined)).toBe('no cause was given');
  });
});
