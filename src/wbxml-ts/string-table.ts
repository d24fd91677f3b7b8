/** The string table of a document being written. */
import { type Charset, isWide } from './charset.ts';
import { createWriter, type Writer, writeOctet, writeText } from './writer.ts';

export interface StringTable {
  readonly writer: Writer;
  readonly offsets: Map<string, number>;
}

export function createStringTable(): StringTable {
  return { writer: createWriter(64), offsets: new Map() };
}

export function clearStringTable(table: StringTable): void {
  if (table.writer.length === 0) return;
  table.writer.length = 0;
  table.offsets.clear();
}

/** The offset of a string in the table, which gets it if it lacks it. The string must exist in the character set. */
export function offsetOf(table: StringTable, text: string, charset: Charset): number {
  const known = table.offsets.get(text);
  if (known !== undefined) return known;
  const offset = table.writer.length;
  table.offsets.set(text, offset);
  writeText(table.writer, text, 0, text.length, charset);
  writeOctet(table.writer, 0);
  if (isWide(charset)) writeOctet(table.writer, 0);
  return offset;
}
