/** What every octet of a WBXML document stands for. */

import type { Version } from '../../../protocol/version.ts';
import { tablesOf } from '../../../protocol/wbxml/tables.ts';
import { type Annotation, decode, WbxmlError } from '../../../wbxml-ts/index.ts';

export type { Annotation };

export function annotate(octets: Uint8Array, version: Version): readonly Annotation[] {
  try {
    return decode(octets, tablesOf(version), { mode: 'tolerant', annotate: true }).annotations ?? [];
  } catch (error) {
    if (!(error instanceof WbxmlError)) throw error;
    return error.partial?.annotations ?? [];
  }
}
