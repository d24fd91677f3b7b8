/** Choosing tables by the public identifier of a document. */
import type { Tables } from './tables.ts';
import type { Header } from './tree.ts';

/**
 * Chooses the tables once the header is read. `octets` is the whole document: with public id 1 a chooser may look at the
 * root first, see `peekRoot`. Undefined: no tables for this document, an error.
 */
export type TableChooser = (header: Header, octets: Uint8Array) => Tables | undefined;

/**
 * A chooser that compares numbers and texts with the `publicIds` of each tables. `otherwise` answers for documents that
 * none claims, the public id 1 (unknown) among them.
 */
export function tablesByPublicId(all: readonly Tables[], otherwise?: TableChooser): TableChooser {
  const byNumber = new Map<number, Tables>();
  const byText = new Map<string, Tables>();
  for (const tables of all) {
    for (const id of tables.publicIds) {
      if (id.number !== undefined && !byNumber.has(id.number)) byNumber.set(id.number, tables);
      if (id.text !== undefined && !byText.has(id.text)) byText.set(id.text, tables);
    }
  }
  return (header, octets) =>
    (header.publicIdText === undefined ? byNumber.get(header.publicId) : byText.get(header.publicIdText)) ??
    otherwise?.(header, octets);
}
