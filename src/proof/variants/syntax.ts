/** Legal variants of both syntaxes. */
import { type WbxmlWriteOptions, write, type XmlWriteOptions } from '../../protocol/syntax/index.ts';
import type { Change, Variant } from '../types.ts';
import { hooks } from '../ways/families.ts';

/** Writes messages over XML in another form. */
function inXml(options: Omit<XmlWriteOptions, 'syntax'>): Change {
  return hooks({
    encode: (document, context, next) =>
      context.syntax === 'xml' ? write(document, { ...options, syntax: 'xml' }) : next(document, context),
  });
}

/** Writes messages over WBXML in another form. */
function inWbxml(options: Omit<WbxmlWriteOptions, 'syntax'>): Change {
  return hooks({
    encode: (document, context, next) =>
      context.syntax === 'wbxml' ? write(document, { ...options, syntax: 'wbxml' }) : next(document, context),
  });
}

/** Forms of both syntaxes; each variant writes the message anew and discards earlier changes. */
export const formVariants: readonly Variant[] = [
  {
    id: 'xml-prefixes-and-references',
    title: 'declares a prefix for each namespace on the root and writes markup as character references',
    syntaxes: ['xml'],
    change: inXml({ namespaces: 'prefixed', escape: 'references' }),
  },
  {
    id: 'wbxml-without-namespaces',
    title: 'declares no namespaces, as libwbxml does, and names the document type by text',
    change: inWbxml({ xmlns: 'none', publicId: 'text' }),
    syntaxes: ['wbxml'],
  },
  {
    id: 'wbxml-all-text',
    title: 'writes values, integers and dates as text, all text by the string table',
    change: inWbxml({ values: 'text', integers: 'text', dates: 'text', text: 'table', xmlns: 'literal' }),
    syntaxes: ['wbxml'],
  },
  {
    id: 'wbxml-long-forms',
    title:
      'writes superfluous page switches, long numbers, wide integers, text in parts, content flags on empty elements',
    change: inWbxml({
      pageSwitches: 'superfluous',
      lengths: 'long',
      integers: 'wide',
      text: 'parts',
      emptyContent: true,
    }),
    syntaxes: ['wbxml'],
  },
];
