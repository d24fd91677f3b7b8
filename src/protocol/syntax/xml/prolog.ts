/** XML declaration and DOCTYPE, judged against what the version says. */

import type { Finding } from '../../model/findings.ts';
import type { Version } from '../../version.ts';
import { VERSION_FACTS, versionOfPublicId } from '../../version-facts.ts';
import { prolog } from './decode.ts';
import type { XmlProlog } from './strict.ts';

export interface Doctype {
  readonly name: string;
  readonly publicId: string | undefined;
  readonly systemId: string | undefined;
  readonly internalSubset: boolean;
}

/**
 * The parts of a declaration, each matched once from the end of the previous one. A single pattern for the whole would try
 * every way to divide white space between the parts, which takes hours for a long run of it.
 */
const SPACE = /\s*/y;
const NAME = /[^\s"'[\]>]+/y;
const KEYWORD = /PUBLIC(?=\s)|SYSTEM(?=\s)/y;
const LITERAL = /"([^"]*)"|'([^']*)'/y;

/** The declaration parsed last: a peer sends the same one with every message. */
let last: { readonly text: string; readonly doctype: Doctype | undefined } | undefined;

/** The parts of a document type declaration; undefined when it does not have the form of one. */
export function parseDoctype(text: string): Doctype | undefined {
  if (last?.text === text) return last.doctype;
  last = { text, doctype: matchDoctype(text) };
  return last.doctype;
}

function matchDoctype(text: string): Doctype | undefined {
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    SPACE.lastIndex = at;
    SPACE.exec(text);
    pattern.lastIndex = SPACE.lastIndex;
    const found = pattern.exec(text) ?? undefined;
    if (found !== undefined) at = pattern.lastIndex;
    return found;
  };
  const literal = (): string | undefined => {
    const found = take(LITERAL);
    return found === undefined ? undefined : (found[1] ?? found[2] ?? '');
  };
  const name = take(NAME)?.[0];
  if (name === undefined) return undefined;
  const keyword = take(KEYWORD)?.[0];
  const first = keyword === undefined ? undefined : literal();
  if (keyword !== undefined && first === undefined) return undefined;
  const second = keyword === 'PUBLIC' ? literal() : undefined;
  const rest = text.slice(at).trim();
  const internalSubset = rest.length > 1 && rest.startsWith('[') && rest.endsWith(']');
  if (rest !== '' && !internalSubset) return undefined;
  return keyword === 'SYSTEM'
    ? { name, publicId: undefined, systemId: first, internalSubset }
    : { name, publicId: first, systemId: second, internalSubset };
}

/** The version the public identifier of the DOCTYPE names. */
export function versionOfDoctype(text: string | undefined): Version | undefined {
  const publicId = text === undefined ? undefined : parseDoctype(text)?.publicId;
  return publicId === undefined ? undefined : versionOfPublicId(publicId);
}

/** Findings of the prolog. Clients usually leave the DOCTYPE out, and nobody needs one: only what is there is judged. */
export function prologFindings(found: XmlProlog, root: string, version: Version): Finding[] {
  const findings: Finding[] = [];
  if (found.xmlVersion !== undefined && found.xmlVersion !== '1.0') {
    findings.push(prolog(`the XML declaration says version ${found.xmlVersion}, 1.0 is expected`));
  }
  if (found.doctype === undefined) return findings;
  const doctype = parseDoctype(found.doctype);
  if (doctype === undefined) {
    findings.push({
      ...prolog('the DOCTYPE does not have the form of one'),
      kind: 'not-well-formed',
      severity: 'error',
    });
    return findings;
  }
  const { publicId, alternatives } = VERSION_FACTS[version].doctype;
  if (doctype.name !== root) findings.push(prolog(`the DOCTYPE names the root ${doctype.name}, the root is ${root}`));
  if (doctype.publicId === undefined) {
    findings.push(prolog(`the DOCTYPE has no public identifier, ${publicId} is expected`));
  } else if (doctype.publicId !== publicId && !alternatives.includes(doctype.publicId)) {
    const confidence = version === '1.1' ? 'medium' : 'high';
    findings.push({
      ...prolog(`the DOCTYPE has the public identifier ${doctype.publicId}, ${publicId} is expected`),
      confidence,
    });
  }
  if (doctype.internalSubset) findings.push(prolog('the DOCTYPE has an internal subset, which is not read'));
  return findings;
}
