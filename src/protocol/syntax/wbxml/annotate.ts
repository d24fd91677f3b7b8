/** The meaning of every octet of a WBXML document, for people who look at it. */
import { type Annotation, decode, WbxmlError } from '../../../wbxml-ts/index.ts';
import type { Version } from '../../version.ts';
import { chooser } from './read.ts';
import { tablesOf } from './tables.ts';

export type { Annotation } from '../../../wbxml-ts/index.ts';

/**
 * The tokens of a document in order, each with the path of the element it belongs to. They are read with the tables of
 * `version`, by default those the document asks for. A document that cannot be read to its end is annotated as far as it
 * can: the annotations then end before the octets do.
 */
export function annotate(octets: Uint8Array, version?: Version): readonly Annotation[] {
  const tables = version === undefined ? chooser(undefined) : tablesOf(version);
  try {
    return decode(octets, tables, { mode: 'tolerant', annotate: true }).annotations ?? [];
  } catch (error) {
    if (!(error instanceof WbxmlError)) throw error;
    return error.partial?.annotations ?? [];
  }
}
