import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../conformance/catalogue/catalogue.ts';
import { defectsByPath } from '../index.ts';
import { problemsOfPlaces, problemsOfSeeds, type Seeds } from './seed-lint.ts';

const exists = (id: string) => catalogue.requirement(id) !== undefined;
const toKill = ['CSP-KA-001', 'CSP-KA-002'].flatMap((id) => {
  const requirement = catalogue.requirement(id);
  return requirement === undefined ? [] : [{ requirement }];
});
const both: Seeds = {
  defects: [{ id: 'one', requirements: ['CSP-KA-001'], unavoidable: ['CSP-KA-003'] }],
  variants: [{ id: 'legal', mayFail: ['CSP-KA-003'] }],
  reasons: { 'CSP-KA-002': 'it cannot be broken from outside' },
};
const problems = (changes: Partial<Seeds> = {}) => problemsOfSeeds({ ...both, ...changes }, exists, toKill);

describe('seeded defects and legal variants', () => {
  it('fit the catalogue where every judged requirement has a defect or a reason', () => {
    expect(problems()).toEqual([]);
    expect(problems({ reasons: {} })).toEqual([
      'CSP-KA-002: judged, and neither a defect nor a written reason why not',
    ]);
    expect(problems({ reasons: { ...both.reasons, 'CSP-KA-001': 'why not' } })).toEqual([
      'CSP-KA-001: has a defect, and yet a written reason why not',
    ]);
  });

  it('have ids of their own', () => {
    expect(problems({ variants: [{ id: 'one' }] })).toEqual(['one: several defects or variants have this id']);
    expect(problems({ defects: [...both.defects, ...both.defects] })).toHaveLength(1);
  });

  it('name requirements that exist, once, and a defect at least one', () => {
    const [defect] = both.defects;
    const named = (changes: Partial<Seeds['defects'][number]>) =>
      problems({ defects: [...both.defects, { id: 'other', requirements: ['CSP-KA-001'], ...defect, ...changes }] });
    expect(named({ id: 'other', requirements: ['CSP-KA-999'] })).toEqual(['other: there is no requirement CSP-KA-999']);
    expect(named({ id: 'other', unavoidable: ['CSP-KA-001'] })).toEqual([
      'other: CSP-KA-001 is among both its requirements and the unavoidable',
    ]);
    expect(named({ id: 'other', requirements: [] })).toEqual(['other: the defect names no requirement']);
    expect(problems({ variants: [{ id: 'legal', mayFail: ['CSP-KA-999'] }] })).toEqual([
      'legal: there is no requirement CSP-KA-999',
    ]);
  });

  it('stand in the file of the area of their requirement, or in a folder of its name', () => {
    const area = (id: string) => catalogue.area(catalogue.requirement(id)?.area ?? '');
    const at = (path: string) => problemsOfPlaces({ [path]: both.defects }, area);
    expect(at('csp/access/keep-alive')).toEqual([]);
    expect(at('csp/access/keep-alive/times')).toEqual([]);
    expect(at('csp/access/keep-alives')).toEqual([
      'one: a defect of CSP-KA stands in src/proof/defects/csp/access/keep-alive.ts, not in csp/access/keep-alives.ts',
    ]);
  });

  it('are listed under the path of their file', () => {
    const index = readFileSync(new URL('../index.ts', import.meta.url), 'utf8');
    for (const path of Object.keys(defectsByPath)) {
      const [, name = ''] = new RegExp(`^  '?${path}'?: (\\w+),$`, 'm').exec(index) ?? [];
      expect(index).toContain(`import { ${name} } from './defects/${path}.ts';`);
    }
  });
});
