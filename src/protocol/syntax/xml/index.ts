/** XML as a syntax of the table of codecs. */
import type { Codec } from '../types.ts';
import { readXml, readXmlTree } from './read.ts';
import { writeXml, writeXmlTree, type XmlWriteOptions } from './write.ts';

const LESS_THAN = 0x3c;

/** Markup, or a byte order mark of UTF-8 or UTF-16. */
function begins(octets: Uint8Array): boolean {
  const first = octets[0];
  const second = octets[1];
  if (first === LESS_THAN || (first === 0 && second === LESS_THAN)) return true;
  return (
    (first === 0xef && second === 0xbb) || (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
  );
}

export const xml: Codec<XmlWriteOptions> = {
  read: readXml,
  readTree: readXmlTree,
  write: writeXml,
  writeTree: writeXmlTree,
  begins,
};
