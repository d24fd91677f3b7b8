import { beforeAll, expect, describe as group, it } from 'vitest';
import { catalogue } from '../../conformance/catalogue/catalogue.ts';
import { pathOfSteps } from '../../conformance/features/places.ts';
import { SERVER_MONITORS } from '../../conformance/monitors/index.ts';
import { defects, variants } from '../../proof/index.ts';
import { describe } from '../commands/show.ts';
import { findProject } from '../project.ts';
import { type Known, knownOf } from './known.ts';
import { placeOfMonitor } from './monitor.ts';
import { placeOfDefect } from './proof.ts';
import { asJson } from './shown.ts';

let known: Known;
beforeAll(() => {
  // Cucumber imports the steps by itself, so they have to be compiled ones.
  const project = findProject();
  const steps = project.steps.map((file) => `dist/${file.replace(/\.ts$/, '.js')}`);
  known = knownOf({ ...project, steps });
});

/** The texts under a label. */
async function field(name: string, label: string): Promise<readonly string[]> {
  const shown = await describe(name, known);
  return (shown?.fields ?? []).flatMap(([one, text]) => (one === label ? [text] : []));
}

group('impsc show', () => {
  it.each([
    ['csp-log-001', 'requirement'],
    ['imps-csp-s-login', 'item'],
    ['csp-log', 'area'],
    ['csp/access/login', 'area'],
    ['AMB-011', 'ambiguity'],
    ['oma-erdef-imps-s-006', 'ERDEF row'],
    ['531', 'status code'],
    ['onlinestatus', 'presence attribute'],
    ['login-request', 'primitive'],
    ['keep-alive-202', 'defect'],
    ['idle-poll-status', 'variant'],
    ['csp-server', 'table'],
    ['wv023-ex', 'source'],
    ['XML messages are well formed', 'monitor'],
    ['messageinfo', 'element'],
  ])('knows %s, a %s', async (name, kind) => {
    const shown = await describe(name, known);
    expect(shown?.kind).toBe(kind);
    expect(shown?.fields.length).toBeGreaterThan(1);
  });

  it('gives scenario, steps, defect and handler of a requirement with their lines', async () => {
    const line = /^[\w./-]+:\d+ {2}\S/;
    expect(await field('CSP-LOG-001', 'scenario')).toEqual([expect.stringMatching(line)]);
    const steps = await field('CSP-KA-002', 'step');
    expect(steps.length).toBeGreaterThan(1);
    for (const step of steps) expect(step).toMatch(line);
    for (const defect of await field('CSP-KA-001', 'defect')) expect(defect).toMatch(line);
    expect(await field('CSP-LOG-001', 'handler')).toEqual([
      expect.stringMatching(/^src\/server\/.*:\d+ {2}Login-Request$/),
    ]);
    expect((await field('SYN-XML-001', 'monitor'))[0]).toMatch(line);
  });

  it('gives the reason why a requirement is not covered, and why no defect has to kill it', async () => {
    const uncovered = catalogue.requirements.find((r) => r.id === 'CSP-CLT-006');
    expect(await field(uncovered?.id ?? '', 'not covered')).toHaveLength(1);
    expect((await field(uncovered?.id ?? '', 'not killed'))[0]).toMatch(/^does not apply to the reference server: ./);
    const observed = catalogue.requirements.find((r) => r.confidence === 'low' && r.area === 'CSP-IMS');
    expect((await field(observed?.id ?? '', 'not killed'))[0]).toContain('no defect has to make it fail');
  });

  it('writes JSON with the texts of each label', async () => {
    const shown = await describe('keep-alive-202', known);
    expect(shown && JSON.parse(asJson(shown))).toMatchObject({
      kind: 'defect',
      id: 'keep-alive-202',
      fields: { 'must fail': [expect.stringMatching(/^CSP-KA-001 /)] },
    });
  });

  it('says less where there are no sources, as in an installed package', async () => {
    const sources = { there: false, placeIn: () => undefined, places: () => [], files: () => [] };
    const installed: Known = { ...known, sources };
    for (const name of ['CSP-LOG-001', 'SYN-XML-001', 'keep-alive-202', 'csp-log', 'Login-Request']) {
      const shown = await describe(name, installed);
      expect(shown?.fields.length).toBeGreaterThan(1);
      expect(shown?.fields.filter(([label]) => label === 'step' || label === 'place')).toEqual([]);
    }
  });
});

group('places', () => {
  it('are known of all monitors, and of defects and variants whose id is written out', () => {
    const { sources } = known;
    expect(SERVER_MONITORS.filter((one) => placeOfMonitor(one, sources) === undefined)).toEqual([]);
    const unknown = [...defects, ...variants].filter(({ id }) => placeOfDefect(id, sources) === undefined);
    expect(unknown.map(({ id }) => id).filter((id) => !id.startsWith('services-refuses-'))).toEqual([]);
  });

  it('of the steps of a scenario are the file of its area and the vocabulary', async () => {
    for (const scenario of known.features.scenarios) {
      const files = new Set((await known.definitionsOf([scenario])).map(({ uri }) => pathOfSteps(uri)));
      // A protocol may have a vocabulary of its own beside the common one; the words of clients under test are one file's.
      const own = new Set([...files].map((path) => path.replace(/^client\/.*/, 'client')));
      for (const path of own) if (/(^|\/)vocabulary$/.test(path)) own.delete(path);
      expect(own.size, scenario.id).toBeLessThanOrEqual(1);
    }
  });
});
