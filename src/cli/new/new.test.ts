import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCatalogue } from '../../conformance/catalogue/catalogue.ts';
import { lintCatalogue } from '../../conformance/catalogue/lint/lint.ts';
import { loadFeatures } from '../../conformance/features/features.ts';
import { lintScenarioPlaces } from '../../conformance/features/places.ts';
import { layOut } from '../commands/new.ts';
import { findProject } from '../project.ts';
import { problemsOfLayout } from './unfilled.ts';

const copy = mkdtempSync(join(tmpdir(), 'layout-'));
const tables = () => openCatalogue(join(copy, 'scr-tables'));
const text = (file: string) => readFileSync(join(copy, file), 'utf8');

beforeAll(() => {
  const { root } = findProject();
  for (const part of ['scr-tables', 'features', 'steps', 'src/proof']) {
    cpSync(join(root, part), join(copy, part), { recursive: true });
  }
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe('impsc new requirement', () => {
  it('gives the next free id, and lays out requirement, scenario, step and defect in the files of the area', () => {
    const before = tables();
    const last = before.area('CSP-KA')?.requirements.length ?? 0;
    const { id, files } = layOut('csp-ka', before, copy);
    expect(id).toMatch(/^CSP-KA-0\d\d$/);
    expect(before.requirement(id)).toBeUndefined();
    expect(files).toEqual([
      'scr-tables/requirements/csp-ka.json',
      'features/csp/access/keep-alive.feature',
      'steps/csp/access/keep-alive.steps.ts',
      'src/proof/defects/csp/access/keep-alive.ts',
    ]);
    const after = tables();
    expect(after.area('CSP-KA')?.requirements).toHaveLength(last + 1);
    expect(lintCatalogue(after)).toEqual([]);
    const features = loadFeatures('features', copy);
    expect(features.problems).toEqual([]);
    expect(lintScenarioPlaces(features, after)).toEqual([]);
    expect(text('steps/csp/access/keep-alive.steps.ts')).toContain(`Then('FILL IN ${id}: the reaction'`);
    const made = [{ id: 'x', title: 'FILL IN: a fault', requirements: [id] }];
    expect(problemsOfLayout(after, features, made)).toEqual([
      `${id}: its statement is to be filled in`,
      `${id}: its oracle is to be filled in`,
      expect.stringMatching(
        /^features\/csp\/access\/keep-alive\.feature:\d+: the name of the scenario is to be filled in$/,
      ),
      expect.stringContaining(`the step "FILL IN ${id}: the reaction" is to be filled in`),
      `${id}: its defect x is to be filled in, id and change as well`,
    ]);
  });

  it('makes the files of an area that has none', () => {
    const area = tables().areas.find(({ id }) => id === 'TRN-WSP');
    const { id, files } = layOut('TRN-WSP', tables(), copy);
    expect(files).toContain(`steps/${area?.folder}.steps.ts`);
    expect(text(`features/${area?.folder}.feature`)).toContain(`@${id}`);
    expect(text(`src/proof/defects/${area?.folder}.ts`)).toContain("from '../../types.ts'");
    const index = text('src/proof/index.ts');
    expect(index).toContain(`import { transportWspDefects } from './defects/transport/wsp.ts';`);
    expect(index).toContain(`'transport/wsp': transportWspDefects,`);
  });

  it('refuses what is no area, and an installed package', () => {
    expect(() => layOut('CSP-KAA', tables(), copy)).toThrow(/^"CSP-KAA" is no area \(did you mean CSP-KA/);
    expect(() => layOut('CSP-KA', tables(), join(copy, 'steps'))).toThrow('only a checkout of the sources');
  });
});
