/** Legal variants of the XML syntax: other forms of the same messages. */

import type { Document } from '../../../protocol/messages/document.ts';
import { write } from '../../../protocol/syntax/index.ts';
import type { Variant } from '../../types.ts';
import { hooks } from '../../ways/families.ts';

/** Writes every message with other options of the writer. */
const written = (options: Record<string, unknown>) =>
  hooks({
    encode: (document, context, next) => {
      if (context.syntax !== 'xml') return next(document, context);
      return writeXml(document, options);
    },
  });

function writeXml(document: Document, options: Record<string, unknown>): Uint8Array {
  return write(document, { syntax: 'xml', ...options });
}

/** Qualifier stays first: that much is sure (PA-XML-002). */
function reversed(names: readonly string[]): readonly string[] {
  return names.includes('Qualifier') ? names : [...names].reverse();
}

/** Other forms of messages; each variant writes the message anew and discards earlier changes. */
export const writtenVariants: readonly Variant[] = [
  {
    id: 'child-order-reversed',
    title: 'orders children otherwise than the models of 1.2 and 1.3, whose order is not sure',
    versions: ['1.2', '1.3'],
    syntaxes: ['xml'],
    change: hooks({
      encode: (document, context, next) =>
        context.syntax === 'xml' && document.version !== '1.1'
          ? writeXml(document, { childOrder: reversed })
          : next(document, context),
    }),
  },
  {
    id: 'white-space-between-elements',
    title: 'writes white space between elements',
    syntaxes: ['xml'],
    change: written({ whitespace: true }),
  },
  {
    id: 'long-empty-elements',
    title: 'writes empty elements with start and end tag, with XML declaration and DOCTYPE',
    syntaxes: ['xml'],
    change: written({ emptyTags: 'long', declaration: true, doctype: true }),
  },
  {
    id: 'no-declaration',
    title: 'leaves XML declaration and DOCTYPE out',
    syntaxes: ['xml'],
    change: written({ declaration: false, doctype: false }),
  },
  {
    id: 'extra-elements',
    title: 'adds elements of its own to its answers',
    syntaxes: ['xml'],
    change: hooks({
      encode(document, context, next) {
        const octets = next(document, context);
        if (context.syntax !== 'xml') return octets;
        const text = new TextDecoder().decode(octets);
        const extra = '<x:Trace xmlns:x="urn:x-vendor:trace">7f</x:Trace></Result>';
        return new TextEncoder().encode(text.replaceAll('</Result>', extra));
      },
    }),
  },
  {
    id: 'no-descriptions',
    title: 'leaves Description out of results',
    syntaxes: ['xml'],
    change: hooks({
      encode(document, context, next) {
        const octets = next(document, context);
        if (context.syntax !== 'xml') return octets;
        const text = new TextDecoder().decode(octets);
        return new TextEncoder().encode(text.replaceAll(/<Description>[^<]*<\/Description>/g, ''));
      },
    }),
  },
];
