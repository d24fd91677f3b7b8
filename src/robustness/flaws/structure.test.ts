import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Finding, read, treeOf, writeTree } from '../../protocol/syntax/index.ts';
import { VERSIONS } from '../../protocol/version.ts';
import { arbitraryMessage, primitiveNames } from '../../testing/protocol/arbitrary.ts';
import { malformations } from './structure.ts';

const withoutIndexes = (path: string): string => path.replace(/\[\d+\]/g, '');

describe.each(VERSIONS)('messages of %s with one flaw', (version) => {
  it.each(['xml', 'wbxml'] as const)('are told what it is in %s', (syntax) => {
    const kinds = new Set<string>();
    const primitive = fc.constantFrom(...primitiveNames(version)).chain((name) => arbitraryMessage(version, name));
    fc.assert(
      fc.property(primitive, fc.nat(), (message, pick) => {
        const flaws = malformations(treeOf(message), version);
        const flaw = flaws[pick % flaws.length];
        if (flaw === undefined) throw new Error('no way to break the message');
        const { findings } = read(writeTree(flaw.tree, version, { syntax }), syntax);
        const told = findings.some((f: Finding) => f.kind === flaw.kind && withoutIndexes(f.path) === flaw.path);
        if (!told) expect({ flaw: flaw.flaw, findings }).toContain({ kind: flaw.kind, path: flaw.path });
        kinds.add(flaw.kind);
      }),
      { numRuns: 120 },
    );
    expect(kinds.size).toBeGreaterThan(6);
  });
});
