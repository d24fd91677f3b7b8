import { describe, expect, it } from 'vitest';
import type { Explanation } from '../../results/results.ts';
import { catalogue } from '../catalogue/catalogue.ts';
import { evaluateErdef, groupsNamed, mandatoryRowsMet, rowExpression } from './erdef.ts';

const release13 = catalogue.erdef('1.3');
const release12 = catalogue.erdef('1.2');

function met(groups: readonly string[]): (name: string) => Explanation {
  return (name) => ({ text: name, value: groups.includes(name) ? 'true' : 'false', because: 'given', parts: [] });
}
function rowsTrue(groups: readonly string[], role: 'server' | 'client', fixedPoint: 'greatest' | 'least' = 'greatest') {
  return evaluateErdef(release13, met(groups), { role, fixedPoint })
    .filter((row) => row.value === 'true')
    .map((row) => row.id);
}

describe('the 1.3 rows', () => {
  it('come with nine worked examples', () => {
    expect(release13.examples).toHaveLength(9);
  });

  for (const example of release13.examples ?? []) {
    it(`${example.name}: as the example says`, () => {
      const { role, groupsMet } = example;
      expect(rowsTrue(groupsMet, role)).toEqual(example.itemsMet);
      expect(rowsTrue(groupsMet, role, 'least')).toEqual(example.itemsMetByLeastFixedPoint);
      const results = evaluateErdef(release13, met(groupsMet), { role });
      expect(mandatoryRowsMet(results)).toBe(example.mandatoryMet ? 'true' : 'false');
    });

    if (example.mandatoryMetAsPrinted !== undefined) {
      it(`${example.name}: as the example says, as printed`, () => {
        const { role, groupsMet } = example;
        const printed = evaluateErdef(release13, met(groupsMet), { role, reading: 'printed' });
        expect(mandatoryRowsMet(printed) === 'true').toBe(example.mandatoryMetAsPrinted);
        const mscf = groupsMet.map((name) => (name === 'CSP-WBXML-1.3:MSF' ? 'CSP-WBXML-1.3:MSCF' : name));
        const butForMscf = evaluateErdef(release13, met([...groupsMet, ...mscf]), { role, reading: 'printed' });
        expect(mandatoryRowsMet(butForMscf) === 'true').toBe(example.mandatoryMetAsPrintedButForMSCF);
      });
    }
  }

  it('fall in rounds, as the walk through a server without WBXML shows', () => {
    const results = evaluateErdef(release13, met(['CSP-1.3:MSF', 'CSP-TRANSPORT-1.3:MSF', 'CSP-XMLS-1.3:MSF']), {
      role: 'server',
    });
    const because = (id: string): string => results.find((row) => row.id.endsWith(id))?.because ?? '';
    expect(because('S-006')).toContain('struck in round 1');
    expect(because('S-001')).toContain('struck in round 2');
    expect(because('S-003')).toContain('struck in round 3');
    expect(because('S-016')).toContain('struck in round 4');
    const first = results.find((row) => row.id.endsWith('S-001'));
    expect(first?.explanation.parts.map((part) => `${part.text} ${part.value}`)).toContain(
      'OMA-ERDEF-IMPS-S-006 false',
    );
  });

  it('cannot all be read as printed: S-015 has a parenthesis too many', () => {
    const row = release13.rows.find((one) => one.id === 'OMA-ERDEF-IMPS-S-015');
    if (row === undefined) throw new Error('S-015 is gone');
    const read = rowExpression(row, 'printed');
    expect('problem' in read && read.problem).toContain("character 60, ')' without '(' before it");
    const printed = evaluateErdef(release13, met([]), { role: 'server', reading: 'printed' });
    expect(printed.find((one) => one.id === row.id)).toMatchObject({ value: 'unknown' });
    expect('expression' in rowExpression(row, 'corrected')).toBe(true);
  });

  it('name groups that exist, errata apart', () => {
    for (const role of ['server', 'client'] as const) {
      for (const name of groupsNamed(release13, role)) expect(catalogue.group(name), name).toBeDefined();
    }
    expect(catalogue.group('CSP-WBXML-1.3:MSCF')).toBeUndefined();
  });
});

describe('the 1.2 rows', () => {
  const value = (groups: readonly string[], options: object): string | undefined =>
    evaluateErdef(release12, met(groups), { role: 'server', ...options })[0]?.value;

  it('ask CSP or SSP of a server, both of one that serves both, and SSP alone as printed', () => {
    expect(value(['CSP-1.2:MSF'], {})).toBe('true');
    expect(value(['CSP-1.2:MSF'], { serves: 'both' })).toBe('false');
    expect(value(['CSP-1.2:MSF', 'SSP-1.2:MSF'], { serves: 'both' })).toBe('true');
    expect(value(['CSP-1.2:MSF'], { reading: 'printed' })).toBe('false');
    expect(value(['SSP-1.2:MSF'], { reading: 'printed' })).toBe('true');
  });

  it('ask the CSP group of a client', () => {
    expect(evaluateErdef(release12, met(['CSP-1.2:MCF']), { role: 'client' })[0]?.value).toBe('true');
  });
});
