import { describe, expect, it } from 'vitest';
import { elements } from '../elements/index.ts';
import { VERSIONS, type Version } from '../version.ts';
import {
  answersTo,
  functionOf,
  isPrimitiveName,
  PRIMITIVE_NAMES,
  PRIMITIVES,
  parametersOf,
  primitiveFacts,
  primitivesOf,
} from './primitives.ts';
import { leavesOf } from './service-tree.ts';

type Definition = { readonly forms: readonly { readonly confidence: object; readonly model: unknown }[] };
const definitions = elements as unknown as Readonly<Record<string, Definition>>;

function hasElement(name: string, version: Version): boolean {
  return definitions[name]?.forms.some((form) => Object.hasOwn(form.confidence, version)) === true;
}

describe('PRIMITIVES', () => {
  it('holds the 105 primitives, each with an element in each of its versions', () => {
    expect(PRIMITIVE_NAMES).toHaveLength(105);
    for (const name of PRIMITIVE_NAMES) {
      for (const version of PRIMITIVES[name].versions)
        expect(hasElement(name, version), `${name} ${version}`).toBe(true);
    }
  });

  it('gives every primitive a function in every version it exists in, and only existing codes', () => {
    for (const version of VERSIONS) {
      const known: readonly string[] = [...leavesOf(version), 'mandatory', 'none'];
      for (const name of primitivesOf(version))
        expect(known, `${name} ${version}`).toContain(functionOf(name, version));
    }
  });

  it('has a primitive for every code, but for those of 1.3 that only change what others carry or are uncertain', () => {
    for (const version of VERSIONS) {
      const used = new Set<string | undefined>(primitivesOf(version).map((name) => functionOf(name, version)));
      const without = leavesOf(version).filter((leaf) => !used.has(leaf));
      const expected = { '1.1': [], '1.2': [], '1.3': ['ADVSR', 'GETAUT', 'OFFNOTIF'] }[version];
      expect([...without].sort(), version).toEqual(expected);
    }
  });

  it('answers with primitives that exist in that version, and never answers a response but by Status', () => {
    for (const version of VERSIONS) {
      for (const name of primitivesOf(version)) {
        for (const answer of answersTo(name, version)) {
          expect(primitivesOf(version), `${name} ${version}`).toContain(answer);
          if (primitiveFacts(name)?.role === 'response') expect(answer).toBe('Status');
        }
      }
    }
  });

  it('puts every parameter on a path of element names that the version has', () => {
    for (const version of VERSIONS) {
      for (const name of primitivesOf(version)) {
        for (const { path } of parametersOf(name, version)) {
          for (const step of path.split('/')) {
            expect(hasElement(step, version) || hasElement(`PA:${step}`, version), `${version} ${name}/${path}`).toBe(
              true,
            );
          }
        }
      }
    }
  });

  it('knows what changed between versions', () => {
    expect(answersTo('Logout-Request', '1.1')).toEqual(['Disconnect']);
    expect(answersTo('Logout-Request', '1.2')).toEqual(['Status']);
    expect(answersTo('ForwardMessage-Request', '1.3')).toEqual(['ForwardMessage-Response', 'Status']);
    expect(functionOf('CreateAttributeList-Request', '1.2')).toBe('CALI');
    expect(functionOf('CreateAttributeList-Request', '1.3')).toBe('mandatory');
    expect(functionOf('GetMap-Request', '1.2')).toBeUndefined();
    expect(parametersOf('Login-Request', '1.3').map((parameter) => parameter.name)).toContain('Session-ID');
    expect(parametersOf('Login-Request', '1.2').map((parameter) => parameter.name)).not.toContain('Session-ID');
  });

  it('answers questions about names that are none', () => {
    expect(isPrimitiveName('toString')).toBe(false);
    expect(primitiveFacts('Frobnicate-Request')).toBeUndefined();
    expect(answersTo('Frobnicate-Request', '1.2')).toEqual([]);
    expect(parametersOf('Frobnicate-Request', '1.2')).toEqual([]);
  });
});
