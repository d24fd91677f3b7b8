/** Families of defects of readers and writers: documents that cannot be read, octets that come out wrong. */
import type { ReadResult, Syntax } from '../../protocol/syntax/types.ts';
import type { Change } from '../types.ts';
import { hooks } from './families.ts';

/** The result of a reader that makes nothing of the octets. */
export const unread = (syntax: Syntax): ReadResult => ({
  syntax,
  document: undefined,
  version: undefined,
  tree: undefined,
  findings: [],
  valid: false,
  reader: 'strict',
});

/** Cannot read WBXML documents of some form. */
export function cannotRead(form: (octets: Uint8Array) => boolean): Change {
  return hooks({
    decode: (octets, syntax, options, next) =>
      syntax === 'wbxml' && form(octets) ? unread(syntax) : next(octets, syntax, options),
  });
}

/** Cannot read XML documents of some form. */
export function cannotReadText(form: (text: string) => boolean): Change {
  return hooks({
    decode: (octets, syntax, options, next) =>
      syntax === 'xml' && form(new TextDecoder().decode(octets)) ? unread(syntax) : next(octets, syntax, options),
  });
}

/** Reads WBXML documents as if their octets were others. */
export function misreads(change: (octets: Uint8Array) => Uint8Array): Change {
  return hooks({
    decode: (octets, syntax, options, next) => next(syntax === 'wbxml' ? change(octets) : octets, syntax, options),
  });
}

/** Changes the octets of WBXML messages as they are written. */
export function replacesOctets(change: (octets: Uint8Array) => Uint8Array): Change {
  return hooks({
    encode(document, context, next) {
      const octets = next(document, context);
      return context.syntax === 'wbxml' ? change(octets) : octets;
    },
  });
}
