/**
 * Servers whose messages are legal but unusual, or a slip away from legal. A slip of form is one finding under a
 * requirement of its own; a variant names the requirements that may be red because of it, and nothing else may be.
 */
import { sloppyAnswerVariants } from './sloppy-answers.ts';
import { sloppyHttpDefects, sloppyHttpVariants } from './sloppy-http.ts';
import { sloppyWbxmlDefects, sloppyWbxmlVariants } from './sloppy-wbxml.ts';
import { sloppyXmlDefects, sloppyXmlVariants } from './sloppy-xml.ts';
import type { Defect, Variant } from './types.ts';

export const sloppyVariants: readonly Variant[] = [
  ...sloppyXmlVariants,
  ...sloppyWbxmlVariants,
  ...sloppyHttpVariants,
  ...sloppyAnswerVariants,
];

/** The same slips as defects: each must be found, once and under its own name. */
export const sloppyDefects: readonly Defect[] = [...sloppyXmlDefects, ...sloppyWbxmlDefects, ...sloppyHttpDefects];
