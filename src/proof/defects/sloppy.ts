import type { Defect } from '../types.ts';
import { sloppyHttpDefects } from './sloppy-http.ts';
import { sloppyWbxmlDefects } from './sloppy-wbxml.ts';
import { sloppyXmlDefects } from './sloppy-xml.ts';

/** Slips of form, as defects: each must be found, once and under its own name. The same are variants, too. */
export const sloppyDefects: readonly Defect[] = [...sloppyXmlDefects, ...sloppyWbxmlDefects, ...sloppyHttpDefects];
