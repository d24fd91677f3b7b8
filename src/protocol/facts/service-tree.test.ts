import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elements } from '../elements/index.ts';
import { VERSIONS, type Version } from '../version.ts';
import {
  expand,
  featuresIn,
  featuresNamedWhole,
  foreignNames,
  functionsElement,
  invert,
  leavesOf,
  placeOf,
  SERVICE_TREE,
  type ServiceLeaf,
} from './service-tree.ts';

/** Child element names of an element in a version, in order, read from its content model. */
function childrenOf(name: string, version: Version): string[] {
  const names = (part: unknown): string[] => {
    if (typeof part === 'string') return [part];
    const node = part as { kind: string; name?: string; parts?: readonly unknown[] };
    if (node.kind === 'ref' && node.name !== undefined) return [node.name];
    return (node.parts ?? []).flatMap(names);
  };
  const definition = (elements as Record<string, { forms: readonly { confidence: object; model: unknown }[] }>)[name];
  const form = definition?.forms.find((one) => Object.hasOwn(one.confidence, version));
  return form === undefined ? [] : names(form.model);
}

describe('SERVICE_TREE', () => {
  it.each(VERSIONS)('says for %s what the content models of Functions say', (version) => {
    expect(SERVICE_TREE[version].map((feature) => feature.name)).toEqual(childrenOf('WVCSPFeat', version));
    for (const feature of SERVICE_TREE[version]) {
      const mandatory = feature.mandatory === undefined ? [] : [feature.mandatory];
      expect([...mandatory, ...feature.groups.map((group) => group.name)]).toEqual(childrenOf(feature.name, version));
      for (const group of feature.groups) expect([...group.leaves]).toEqual(childrenOf(group.name, version));
    }
  });

  it('has the leaves of each version', () => {
    expect(leavesOf('1.1')).not.toContain('VRID');
    expect(leavesOf('1.2')).toContain('CALI');
    expect(leavesOf('1.3')).not.toContain('CALI');
    expect(leavesOf('1.3')).toContain('SGMNT');
    expect(placeOf('EXCON')).toEqual({ feature: 'GroupFeat', group: 'GroupUseFunc' });
    expect(placeOf('MP')).toBeUndefined();
  });
});

describe('expand', () => {
  it('takes an empty element for everything below it', () => {
    expect(expand({ WVCSPFeat: {} }, '1.2')).toEqual(new Set(leavesOf('1.2')));
    expect(expand({ WVCSPFeat: { IMFeat: { IMAuthFunc: {} } } }, '1.2')).toEqual(new Set(['GLBLU', 'BLENT']));
    expect(expand({ WVCSPFeat: { PresenceFeat: {} } }, '1.3')).not.toContain('CALI');
  });

  it('names nothing where there is no tree', () => {
    expect(expand(undefined, '1.2').size).toBe(0);
    expect(expand({}, '1.3').size).toBe(0);
  });

  it('reads MP as the feature without any code', () => {
    const functions = { WVCSPFeat: { PresenceFeat: { MP: {} } } };
    expect(expand(functions, '1.2').size).toBe(0);
    expect(featuresIn(functions, '1.2')).toEqual(new Set(['PresenceFeat']));
    expect(featuresNamedWhole(functions, '1.2')).toEqual(new Set(['PresenceFeat']));
  });

  it('tells a feature named as a whole from one named in part', () => {
    const functions = { WVCSPFeat: { IMFeat: {}, GroupFeat: { GroupMgmtFunc: { CREAG: {} } } } };
    expect(featuresNamedWhole(functions, '1.2')).toEqual(new Set(['IMFeat']));
    expect(featuresIn(functions, '1.2')).toEqual(new Set(['IMFeat', 'GroupFeat']));
    expect(featuresIn({ WVCSPFeat: {} }, '1.1').size).toBe(4);
  });

  it('leaves out and lists what the version does not have', () => {
    const functions = {
      WVCSPFeat: {
        FundamentalFeat: { MF: {}, ServiceFunc: { GETSPI: {}, SGMNT: {} } },
        PresenceFeat: { AttListFunc: {} },
      },
    };
    expect(expand(functions, '1.2')).toEqual(new Set(['GETSPI', 'CALI', 'DALI', 'GALS']));
    expect(foreignNames(functions, '1.2')).toEqual(['FundamentalFeat/ServiceFunc/SGMNT']);
    expect(foreignNames(functions, '1.1')).toContain('FundamentalFeat/MF');
    expect(foreignNames(functions, '1.3')).toEqual(['PresenceFeat/AttListFunc']);
    expect(foreignNames({ WVCSPFeat: { XFeat: {} } }, '1.3')).toEqual(['XFeat']);
  });
});

describe('functionsElement', () => {
  it('writes wholes as empty elements', () => {
    expect(functionsElement(leavesOf('1.2'), '1.2')).toEqual({ WVCSPFeat: {} });
    expect(functionsElement(['GCLI', 'CCLI', 'DCLI', 'MCLS', 'GETPR'], '1.2')).toEqual({
      WVCSPFeat: { PresenceFeat: { ContListFunc: {}, PresenceDeliverFunc: { GETPR: {} } } },
    });
    expect(functionsElement(['VRID'], '1.2')).toEqual({ WVCSPFeat: { FundamentalFeat: { VerifyIDFunc: {} } } });
  });

  it('has no element for nothing, and MM for a feature without codes', () => {
    expect(functionsElement([], '1.2')).toBeUndefined();
    expect(functionsElement(['VRID'], '1.1')).toBeUndefined();
    expect(functionsElement([], '1.2', ['IMFeat'])).toEqual({ WVCSPFeat: { IMFeat: { MM: {} } } });
    expect(functionsElement([], '1.1', ['IMFeat'])).toBeUndefined();
  });

  it('is read back as the same codes, and inverts', () => {
    const version = fc.constantFrom(...VERSIONS);
    fc.assert(
      fc.property(
        version.chain((v) => fc.tuple(fc.constant(v), fc.subarray([...leavesOf(v)]), fc.subarray([...leavesOf(v)]))),
        ([v, asked, refused]) => {
          const element = functionsElement(asked, v);
          expect(expand(element, v)).toEqual(new Set<ServiceLeaf>(asked));
          const agreed = invert(asked, new Set(refused));
          expect(new Set([...agreed, ...invert(asked, agreed)])).toEqual(new Set(asked));
          expect([...agreed].some((leaf) => refused.includes(leaf))).toBe(false);
        },
      ),
    );
  });
});
