/** Forms of WBXML that few writers choose. */

import type { Variant } from '../../../types.ts';
import { hooks } from '../../../ways/families.ts';
import { inTree, otherIdentifier, padded } from '../../../ways/written-wbxml.ts';

/** The WBXML version of the head, 1.1 or 1.2; what is written holds in both. */
const inWbxmlVersion = (octet: number) =>
  hooks({
    encode(document, context, next) {
      const octets = next(document, context);
      return context.syntax === 'wbxml' ? Uint8Array.of(octet, ...octets.subarray(1)) : octets;
    },
  });

export const sloppyWbxmlVariants: readonly Variant[] = [
  {
    id: 'sloppy-wbxml-1.1',
    title: 'writes WBXML 1.1, whatever the client wrote',
    syntaxes: ['wbxml'],
    change: inWbxmlVersion(1),
  },
  {
    id: 'sloppy-wbxml-1.2',
    title: 'writes WBXML 1.2, whatever the client wrote',
    syntaxes: ['wbxml'],
    change: inWbxmlVersion(2),
  },
  {
    id: 'sloppy-wbxml-line-ends-around-values',
    title: 'writes every value over WBXML as text between two line ends',
    mayFail: ['SYN-WBX-014'],
    syntaxes: ['wbxml'],
    change: padded,
  },
  {
    id: 'sloppy-wbxml-identifier-of-another-version',
    title: 'names another version in the public identifier than in the namespace',
    mayFail: ['SYN-WBX-015'],
    syntaxes: ['wbxml'],
    change: otherIdentifier,
  },
  {
    id: 'sloppy-wbxml-identifier-literal',
    title: 'names the document type by the text of another version',
    mayFail: ['SYN-WBX-015'],
    syntaxes: ['wbxml'],
    versions: ['1.1', '1.3'],
    change: inTree((root) => root, { publicId: '-//OMA//DTD WV-CSP 1.2//EN' }),
  },
  {
    id: 'sloppy-wbxml-identifier-unknown',
    title: 'names an unknown document type and leaves the character set open',
    syntaxes: ['wbxml'],
    change: inTree((root) => root, { publicId: 1, mibEnum: 0 }),
  },
  {
    id: 'sloppy-wbxml-opaque-text',
    title: 'writes text as opaque octets and integers in four octets',
    syntaxes: ['wbxml'],
    change: inTree((root) => root, { text: 'opaque', integers: 'wide' }),
  },
  {
    id: 'sloppy-wbxml-entities-and-literals',
    title: 'writes text character by character and all names as literals',
    syntaxes: ['wbxml'],
    change: inTree((root) => root, { text: 'entities', literals: true, values: 'text' }),
  },
];
