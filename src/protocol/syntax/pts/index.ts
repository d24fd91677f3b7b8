/**
 * The plain text syntax (PTS): messages as a line of codes and values, made for short messages. It was the SMS binding of 1.2
 * and became a syntax of its own in 1.3. Codes are known of 25 primitives only; nothing here is of high confidence, and no
 * verdict rests on a code alone.
 */
import type { Codec } from '../types.ts';
import { readPts, readPtsTree } from './read.ts';
import { type PtsWriteOptions, writePts, writePtsTree } from './write.ts';

export { isDemandedInVain, isPlainText, isPlainTextCapability, whyNotPlainText } from './assessable.ts';
export { PTS_PRIMITIVES } from './codes.ts';
export { PtsError } from './error.ts';
export { type PtsPart, type PtsPreamble, readPreamble } from './grammar.ts';
export { type PtsReadResult, readPts } from './read.ts';
export {
  type Assembled,
  type Assembler,
  type AssemblerOptions,
  createAssembler,
  cutPts,
  SMS_ROOM,
} from './segments.ts';
export { writePts } from './write.ts';

/** Plain text as a syntax of the table of codecs. */
export const pts: Codec<PtsWriteOptions> = {
  read: readPts,
  readTree: readPtsTree,
  write: writePts,
  writeTree: writePtsTree,
  /** WV, the version, the code of a primitive. */
  begins: (octets) => /^WV(\d\d|XX)[A-Za-z]{2}\d/.test(String.fromCharCode(...octets.subarray(0, 7))),
};
