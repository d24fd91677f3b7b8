/** WBXML as a syntax of the table of codecs. */
import type { Codec } from '../types.ts';
import { readWbxml, readWbxmlTree } from './read.ts';
import { type WbxmlWriteOptions, writeWbxml, writeWbxmlTree } from './write.ts';

export const wbxml: Codec<WbxmlWriteOptions> = {
  read: readWbxml,
  readTree: readWbxmlTree,
  write: writeWbxml,
  writeTree: writeWbxmlTree,
  /** The version of WBXML: 1.1, 1.2 or 1.3. */
  begins: ({ 0: version }) => version === 1 || version === 2 || version === 3,
};
