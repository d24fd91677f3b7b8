/** Families of defects of the plain text syntax: its reader and its writer, and nothing of the other syntaxes. */
import type { Change } from '../types.ts';
import { hooks } from './families.ts';
import { unread } from './octets.ts';

const textOf = (octets: Uint8Array) => new TextDecoder().decode(octets);
const octetsOf = (text: string) => new TextEncoder().encode(text);

/** Changes plain text messages as they are written. */
export function replacesPlain(change: (text: string) => string): Change {
  return hooks({
    encode(document, context, next) {
      const octets = next(document, context);
      return context.syntax === 'pts' ? octetsOf(change(textOf(octets))) : octets;
    },
  });
}

/** Reads plain text messages as if they were others. */
export function misreadsPlain(change: (text: string) => string): Change {
  return hooks({
    decode: (octets, syntax, options, next) =>
      next(syntax === 'pts' ? octetsOf(change(textOf(octets))) : octets, syntax, options),
  });
}

/** Cannot read plain text messages of some form. */
export function cannotReadPlain(form: (text: string) => boolean): Change {
  return hooks({
    decode: (octets, syntax, options, next) =>
      syntax === 'pts' && form(textOf(octets)) ? unread(syntax) : next(octets, syntax, options),
  });
}
