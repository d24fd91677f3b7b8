import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryMessage, primitiveNames } from '../../testing/protocol/arbitrary.ts';
import { validate } from '../messages/validate.ts';
import { VERSIONS } from '../version.ts';
import { type Document, read, readTree, type WriteOptions, write } from './index.ts';
import { judge } from './read-result.ts';

/** Comparing by hand first: the matcher's own comparison takes most of the time of these tests. */
function expectSame(actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(actual, expected)) expect(actual).toEqual(expected);
}

/** Reads a document the long way, by tree and content model, as a document with flaws would be. */
function readSlowly(octets: Uint8Array, syntax: WriteOptions['syntax']) {
  const { tree, version, findings, reader } = readTree(octets, syntax);
  if (tree === undefined) throw new Error('no tree');
  const namespaces = syntax === 'xml' ? 'checked' : 'token';
  return judge({ syntax, reader, tree, version, assume: undefined, namespaces, findings: [...findings] });
}

describe.each(VERSIONS)('messages of %s', (version) => {
  it.each(primitiveNames(version))('%s survives XML, WBXML and XML again', (primitive) => {
    fc.assert(
      fc.property(arbitraryMessage(version, primitive), (message: Document) => {
        expectSame(validate(message), []);
        const octets = { xml: write(message, { syntax: 'xml' }), wbxml: write(message, { syntax: 'wbxml' }) };
        for (const syntax of ['xml', 'wbxml'] as const) {
          const { document, findings, version: said } = read(octets[syntax], syntax);
          expectSame(findings, []);
          expectSame(document, message);
          expect(said).toBe(version);
          const slowly = readSlowly(octets[syntax], syntax);
          expectSame(slowly.findings, []);
          expectSame(slowly.document, message);
          if (document !== undefined) expectSame(write(document, { syntax: 'xml' }), octets.xml);
        }
      }),
      { numRuns: 10 },
    );
  });
});
