/**
 * Known names by content. A parser cuts every name anew out of the text; looking such a string up in a map hashes all of
 * it, which costs more than reading it did. Here four of its characters find the candidate.
 */
import { elements } from '../../elements/index.ts';
import { localName } from '../../messages/compile.ts';
import { ALIASES } from '../../model/tolerance.ts';
import { VERSIONS } from '../../version.ts';
import { VERSION_FACTS } from '../../version-facts.ts';

const SIZE = 4096;
const table: (string[] | undefined)[] = new Array<string[] | undefined>(SIZE).fill(undefined);

function bucketOf(text: string): number {
  const { length } = text;
  let hash = length;
  hash = hash * 31 + text.charCodeAt(0);
  hash = hash * 31 + text.charCodeAt(length - 1);
  hash = hash * 31 + text.charCodeAt(length >> 1);
  hash = hash * 31 + text.charCodeAt(length >> 2);
  return hash & (SIZE - 1);
}

function learn(text: string): void {
  const bucket = bucketOf(text);
  const known = table[bucket];
  if (known === undefined) table[bucket] = [text];
  else if (!known.includes(text)) known.push(text);
}

for (const key of Object.keys(elements)) learn(localName(key));
for (const alias of ALIASES.keys()) learn(alias);
for (const version of VERSIONS) {
  for (const uri of Object.values(VERSION_FACTS[version].namespaces)) learn(uri);
}

/** The same text; for the names and namespaces of the standard always the same string. */
export function intern(text: string): string {
  if (text.length === 0) return '';
  const known = table[bucketOf(text)];
  if (known === undefined) return text;
  for (const candidate of known) {
    if (candidate.length === text.length && candidate === text) return candidate;
  }
  return text;
}
