/**
 * Primitives that plain text cannot carry as far as is known, each with the reason. Nothing that needs one of them can be judged
 * in this syntax: whatever an implementation sends or refuses there, it may be right.
 */
import { primitiveFacts } from '../../facts/primitives.ts';
import type { Finding } from '../../model/findings.ts';
import type { Version } from '../../version.ts';
import { CAPABILITY_CODES, PTS_PRIMITIVES } from './codes.ts';

const KNOWN: ReadonlySet<string> = new Set(PTS_PRIMITIVES);

/** True for a primitive whose code in plain text is known. */
export function isPlainText(primitive: string): boolean {
  return KNOWN.has(primitive);
}

/** True for the complaint that a capability is missing which plain text has no known code for. */
export function isDemandedInVain({ kind, message, path }: Finding): boolean {
  if (kind !== 'missing-element' || !path.endsWith('CapabilityList')) return false;
  const [name = ''] = message.split(' ', 1);
  return !isPlainTextCapability(name);
}

/** True for an element of a list of capabilities whose code is known. */
export function isPlainTextCapability(name: string): boolean {
  return CAPABILITY_CODES.codeOf.has(name);
}

/**
 * Why a primitive cannot be assessed in plain text; undefined where it can. Of a request an answer of success has to be
 * known as well. Without a version: in none of them.
 */
export function whyNotPlainText(primitive: string, version?: Version): string | undefined {
  if (!isPlainText(primitive)) return `the code of ${primitive} in plain text is not known`;
  const answers = (primitiveFacts(primitive)?.answeredBy ?? [])
    .filter(({ versions, when }) => when !== 'failure' && (version === undefined || versions.includes(version)))
    .flatMap(({ primitives }) => primitives);
  const [first] = answers;
  if (first === undefined || answers.some(isPlainText)) return undefined;
  return `the code of ${first}, which answers ${primitive}, is not known in plain text`;
}
