/** The header of a document: version, public identifier, character set, string table. */
import { type Charset, charsetOf } from './charset.ts';
import {
  complain,
  note,
  overLimit,
  type Reader,
  readInteger,
  readOctet,
  refuse,
  tableString,
  useCharset,
} from './reader.ts';
import { textFrom } from './text-in.ts';
import { hex } from './tokens.ts';
import type { Header } from './tree.ts';

const VERSIONS = 'WBXML 1.1, 1.2 or 1.3 (01, 02 or 03)';

/** Reads the header; `transport` is the character set that holds where the document names none. */
export function readHeader(r: Reader, transport: Charset): Header {
  const version = readVersion(r);
  const idStart = r.pos;
  const publicId = readInteger(r, 'public identifier');
  const reference = publicId === 0 ? readInteger(r, 'string table reference of the public identifier') : 0;
  if (r.annotations !== undefined)
    note(r, idStart, 'public-id', publicId === 0 ? `public id as string ${reference}` : `public id ${hex(publicId)}`);
  const mibEnum = readCharset(r, transport);
  readTableLength(r);
  const tableStart = r.tableStart;
  const tableEnd = r.tableEnd;
  noteEntries(r);
  r.pos = tableEnd;
  const publicIdText = publicId === 0 ? tableString(r, reference, idStart + 1) : undefined;
  return { version, publicId, publicIdText, mibEnum, charset: r.charset, tableStart, tableEnd };
}

function readVersion(r: Reader): number {
  const at = r.pos;
  const version = readOctet(r, 'WBXML version');
  if (r.annotations !== undefined) note(r, at, 'version', `WBXML ${(version >> 4) + 1}.${version & 0x0f}`);
  if (version < 0x01 || version > 0x0f) refuse('unsupported-version', at, 'WBXML version', VERSIONS, hex(version));
  if (version > 0x03) complain(r, 'unsupported-version', at, 'WBXML version', VERSIONS, hex(version));
  return version;
}

function readCharset(r: Reader, transport: Charset): number {
  const at = r.pos;
  const mibEnum = readInteger(r, 'character set');
  const known = mibEnum === 0 ? transport : charsetOf(mibEnum);
  if (r.annotations !== undefined)
    note(
      r,
      at,
      'charset',
      `charset ${mibEnum}${mibEnum === 0 ? ', unknown' : known === undefined ? '' : `, ${known}`}`,
    );
  if (known === undefined) {
    const expected = 'UTF-8 (106), US-ASCII (3), ISO-8859-1 (4) or UTF-16 (1013, 1014, 1015)';
    complain(r, 'unsupported-charset', at, 'character set', expected, `MIBenum ${mibEnum}`);
  }
  useCharset(r, known ?? transport);
  return mibEnum;
}

function readTableLength(r: Reader): void {
  const at = r.pos;
  const length = readInteger(r, 'length of the string table');
  const left = r.size - r.pos;
  if (length > left) {
    const expected = `at most the ${left} octets that follow`;
    refuse('string-table-length', at, 'string table longer than the document', expected, String(length));
  }
  if (length > r.limits.stringTable) {
    overLimit('stringTable', r.limits.stringTable, at, 'string table too long', String(length));
  }
  if (r.annotations !== undefined) note(r, at, 'string-table-length', `string table of ${length} octets`);
  r.tableStart = r.pos;
  r.tableEnd = r.pos + length;
}

/** One annotation for each entry of the string table. */
function noteEntries(r: Reader): void {
  if (r.annotations === undefined) return;
  const step = r.wide ? 2 : 1;
  let start = r.tableStart;
  for (let at = start; at < r.tableEnd; at += step) {
    const last = at + step >= r.tableEnd;
    const zero = r.octets[at] === 0 && (step === 1 || (at + 1 < r.tableEnd && r.octets[at + 1] === 0));
    if (!zero && !last) continue;
    r.pos = Math.min(at + step, r.tableEnd);
    const text = textFrom(r.octets, start, zero ? at : r.pos, r.charset);
    note(r, start, 'string-table-entry', `string ${start - r.tableStart}: ${JSON.stringify(text)}`);
    start = r.pos;
  }
}
