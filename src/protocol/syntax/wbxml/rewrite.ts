/** Longer forms of a finished document that mean the same: switches that change nothing, numbers not in shortest form. */
import { type Annotation, decode, type TableChooser, type Tables } from '../../../wbxml-ts/index.ts';

export interface Rewriting {
  /** A SWITCH_PAGE before every tag, to the page in force. */
  readonly switches: boolean;
  /** A leading octet 80 before every multi-byte number that has room for one. */
  readonly long: boolean;
}

const SWITCH_PAGE = 0x00;
const LITERAL = 0x04;

/** Writes a document anew, token by token. */
export function rewrite(document: Uint8Array, tables: Tables | TableChooser, how: Rewriting): Uint8Array {
  const { annotations } = decode(document, tables, { mode: 'tolerant', annotate: true });
  const out: number[] = [];
  for (const note of annotations ?? []) {
    if (how.switches && note.kind === 'tag') out.push(SWITCH_PAGE, note.element?.page ?? 0);
    const at = how.long ? numberAt(document, note) : undefined;
    for (let i = note.start; i < note.end; i++) {
      if (i === at && hasRoom(document, i)) out.push(0x80);
      out.push(document[i] ?? 0);
    }
  }
  return Uint8Array.from(out);
}

/** The offset at which the multi-byte number of a token starts; undefined for tokens without. */
function numberAt(document: Uint8Array, note: Annotation): number | undefined {
  switch (note.kind) {
    case 'charset':
    case 'string-table-length':
      return note.start;
    case 'public-id':
      // a leading 80 before 0, which announces a text, is the same number too
      return note.start;
    case 'opaque':
    case 'entity':
    case 'string-reference':
      return note.start + 1;
    case 'extension':
      return (document[note.start] ?? 0) >> 6 === 2 ? note.start + 1 : undefined;
    case 'tag':
      return ((document[note.start] ?? 0) & 0x3f) === LITERAL ? note.start + 1 : undefined;
    default:
      return undefined;
  }
}

/** A number has at most five octets. */
function hasRoom(document: Uint8Array, at: number): boolean {
  let length = 1;
  for (let i = at; ((document[i] ?? 0) & 0x80) !== 0; i++) length++;
  return length < 5;
}
