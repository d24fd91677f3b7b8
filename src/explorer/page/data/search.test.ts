import { describe, expect, it } from 'vitest';
import { sampleReport } from '../../../testing/report/sample-report.ts';
import { entriesOf, search } from './search.ts';

const entries = entriesOf(sampleReport());

describe('search', () => {
  it('finds what holds every word, identifiers first', () => {
    const found = search(entries, 'screen name');
    expect(found.entries.length).toBeGreaterThan(2);
    expect(found.entries.every((e) => e.haystack.includes('screen') && e.haystack.includes('name'))).toBe(true);
    expect(search(entries, 'csp-ims-011').entries[0]?.id).toBe('CSP-IMS-011');
  });

  it('finds primitives and rows of the release definition', () => {
    expect(search(entries, 'NewMessage').entries.map((e) => e.kind)).toContain('Primitive');
    expect(search(entries, 'S-016').entries[0]?.href).toBe('#/definition/1.3/OMA-ERDEF-IMPS-S-016');
  });

  it('finds presence attributes by name and by meaning', () => {
    expect(search(entries, 'statusmood').entries[0]).toMatchObject({
      id: 'StatusMood',
      href: '#/attribute/StatusMood',
    });
    expect(search(entries, 'time zone').entries.map((e) => e.id)).toContain('TimeZone');
  });

  it('offers the nearest words where there is nothing', () => {
    expect(search(entries, 'screan name')).toMatchObject({ total: 0, nearest: 'screen name' });
    expect(search(entries, 'qqqqqqqqqqqq').nearest).toBeUndefined();
  });

  it('shows a bounded number and says how many there are', () => {
    const found = search(entries, 'a');
    expect(found.entries.length).toBeLessThan(found.total);
    expect(search(entries, '  ').entries).toEqual([]);
  });
});
