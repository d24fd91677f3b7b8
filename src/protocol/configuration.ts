/** The words a configuration is made of beside the version: in which syntax messages are written, and over which bearer they travel. */

import type { Version } from './version.ts';

/** The forms of a message: XML, binary XML, and the plain text made for short messages (PTS). */
export const SYNTAXES = ['xml', 'wbxml', 'pts'] as const;
export type Syntax = (typeof SYNTAXES)[number];

/** The syntaxes of a version: plain text came with 1.2. */
export function syntaxesOf(version: Version): readonly Syntax[] {
  return version === '1.1' ? SYNTAXES.filter((syntax) => syntax !== 'pts') : SYNTAXES;
}

/** The means that carry messages. */
export const BEARERS = ['http'] as const;
export type Bearer = (typeof BEARERS)[number];

/** The protocol of a message: between client and server, or between servers. */
export const PROTOCOLS = ['csp', 'ssp'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

export function isSyntax(text: string): text is Syntax {
  return SYNTAXES.some((syntax) => syntax === text);
}
