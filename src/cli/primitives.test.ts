import { describe, expect, it } from 'vitest';
import { catalogue } from '../conformance/catalogue/catalogue.ts';
import { loadFeatures } from '../conformance/features/features.ts';
import { primitiveProblems, primitiveRows } from '../conformance/features/primitives.ts';
import { MONITORED } from '../conformance/monitors/index.ts';
import { embeddedServerOptions } from '../embedded/iut.ts';
import { servedPrimitives } from '../embedded/served-primitives.ts';
import { primitiveTable } from '../report/primitive-table.ts';
import { serverProfile } from '../server/profile.ts';
import { pageProblems, problemsOfPrimitives, rowsOfPrimitives } from './primitives.ts';
import { findProject } from './project.ts';

const { root } = findProject();
const { scenarios } = loadFeatures('features', root);
const rows = rowsOfPrimitives(scenarios);

describe('the table of primitives', () => {
  it('is whole, and docs/primitives.md says the same', () => {
    expect(problemsOfPrimitives(scenarios, root)).toEqual([]);
  });

  it('has every primitive in every version that has it', () => {
    expect(new Set(rows.map((row) => row.primitive)).size).toBe(105);
    expect(rows.filter((row) => row.primitive === 'Login-Request').map((row) => row.version)).toEqual([
      '1.1',
      '1.2',
      '1.3',
    ]);
    expect(rows.filter((row) => row.primitive === 'VerifyID-Request').map((row) => row.version)).toEqual([
      '1.2',
      '1.3',
    ]);
  });

  it('does not depend on the order of files', () => {
    const { items, requirements, effectiveVersions } = catalogue;
    const turned = { items: [...items].reverse(), requirements: [...requirements].reverse(), effectiveVersions };
    const again = primitiveRows({
      catalogue: { ...catalogue, ...turned },
      scenarios: [...scenarios].reverse(),
      monitored: MONITORED,
      serves: servedPrimitives(),
    });
    expect(primitiveTable(again)).toBe(primitiveTable(rows));
  });

  it('misses scenarios and functions that are taken away', () => {
    const others = scenarios.filter((scenario) => !scenario.requirements.some((id) => id.startsWith('CSP-SEG-')));
    expect(primitiveProblems(rowsOfPrimitives(others))).toEqual(
      ['GetSegment-Request', 'GetSegment-Response', 'DropSegment-Request'].map(
        (name) => `${name} of 1.3 lacks a scenario or monitor`,
      ),
    );
  });
});

describe('what the reference server does', () => {
  const { profile = serverProfile() } = embeddedServerOptions();

  it('is what it has handlers for and offers', () => {
    const serves = servedPrimitives();
    const of = (name: string) => (['1.1', '1.2', '1.3'] as const).map((version) => serves(name, version));
    expect(of('Polling-Request')).toEqual(['yes', 'yes', 'yes']);
    expect(of('VerifyID-Request')).toEqual(['no', 'yes', 'yes']);
    expect(of('GetSegment-Response')).toEqual(['no', 'no', 'yes']);
    expect(of('GetMap-Response')).toEqual(['no', 'no', 'where equipped']);
    expect(of('PresenceAuth-User')).toEqual(['yes', 'yes', 'no']);
    expect(of('Extended-Request')).toEqual(['no', 'no', 'no']);
  });

  it('is less where functions are withheld or an element is missing', () => {
    const withheld = { ...profile, services: { ...profile.services, withheld: ['SRCH' as const] } };
    const serves = servedPrimitives({ ...embeddedServerOptions(), profile: withheld });
    expect([serves('Search-Request', '1.2'), serves('Search-Response', '1.2')]).toEqual(['no', 'no']);
    const bare = servedPrimitives({ ...embeddedServerOptions(), elements: [] });
    expect([bare('NewMessage', '1.2'), bare('Invite-Request', '1.2'), bare('Login-Response', '1.2')]).toEqual([
      'no',
      'no',
      'yes',
    ]);
  });
});

describe('the page', () => {
  it.each([
    ['is missing', undefined, 'the page is missing'],
    ['differs', 'one\ntwo!\n', 'line 2 is outdated'],
    ['is too short', 'one\n', 'line 2 is outdated'],
    ['is too long', 'one\ntwo\nthree\n', 'line 3 is outdated'],
  ])('that %s is told with the command that makes it anew', (_what, page, problem) => {
    const [told = ''] = pageProblems(page, 'one\ntwo\n');
    expect(told.startsWith(problem)).toBe(true);
    expect(told).toContain('list primitives --markdown');
  });

  it('that is the same is none', () => {
    expect(pageProblems('one\n', 'one\n')).toEqual([]);
  });
});
