import type { Defect } from '../types.ts';
import { sloppyWbxmlDefects } from './syntax/wbxml/sloppy.ts';
import { sloppyXmlDefects } from './syntax/xml/sloppy.ts';
import { sloppyHttpDefects } from './transport/http/sloppy.ts';

/** Slips of form, as defects: each must be found, once and under its own name. The same are variants, too. */
export const sloppyDefects: readonly Defect[] = [...sloppyXmlDefects, ...sloppyWbxmlDefects, ...sloppyHttpDefects];
