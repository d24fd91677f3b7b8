/**
 * The plain text syntax (PTS): messages as a line of codes and values, made for short messages. It was the SMS binding of 1.2
 * and became a syntax of its own in 1.3. Codes are known of 25 primitives only; nothing here is of high confidence, and no
 * verdict rests on a code alone.
 */
export { PTS_PRIMITIVES } from './codes.ts';
export { PtsError } from './error.ts';
export type { PtsPart } from './grammar.ts';
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
