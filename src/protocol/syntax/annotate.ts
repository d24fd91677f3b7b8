/** What every octet of a WBXML document stands for, for people who look at it. */
import { type Annotation, decode, WbxmlError } from '../../wbxml-ts/index.ts';
import type { Version } from '../version.ts';
import { tablesOf } from '../wbxml/tables.ts';

export type { Annotation } from '../../wbxml-ts/index.ts';

/**
 * The tokens of a document in order, read with the tables of a version (`ReadResult.version` of the same octets). A document
 * that cannot be read to its end is annotated as far as it can: the annotations then end before the octets do.
 */
export function annotate(octets: Uint8Array, version: Version): readonly Annotation[] {
  try {
    return decode(octets, tablesOf(version), { mode: 'tolerant', annotate: true }).annotations ?? [];
  } catch (error) {
    if (!(error instanceof WbxmlError)) throw error;
    return error.partial?.annotations ?? [];
  }
}
