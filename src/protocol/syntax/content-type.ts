/** Media types of the syntaxes. Servers answer in the form of the request; readers take both spellings in every version. */
import type { Version } from '../version.ts';
import { VERSION_FACTS } from '../version-facts.ts';
import type { Syntax } from './types.ts';

/** The media type of a syntax in a version: of XML and WBXML dotted up to 1.2, with a plus sign in 1.3 (medium confidence). */
export function contentTypeFor(version: Version, syntax: Syntax): string {
  return VERSION_FACTS[version].contentTypes[syntax];
}

const TYPES: ReadonlyMap<string, Syntax> = new Map([
  ['application/vnd.wv.csp.xml', 'xml'],
  ['application/vnd.wv.csp+xml', 'xml'],
  ['application/vnd.wv.csp.wbxml', 'wbxml'],
  ['application/vnd.wv.csp+wbxml', 'wbxml'],
  ['application/vnd.wv.csp.sms', 'pts'],
]);

/** The syntax a Content-Type header names: parameters and letter case do not count, both spellings are known. */
export function syntaxOfContentType(text: string): Syntax | undefined {
  const known = TYPES.get(text);
  if (known !== undefined) return known;
  const essence = (text.split(';', 1)[0] ?? '').trim().toLowerCase();
  return TYPES.get(essence);
}
