/** The words a configuration is made of beside the version: in which syntax messages are written, and over which bearer they travel. */

/** The textual and the binary form of a message. */
export const SYNTAXES = ['xml', 'wbxml'] as const;
export type Syntax = (typeof SYNTAXES)[number];

/** The means that carry messages. */
export const BEARERS = ['http'] as const;
export type Bearer = (typeof BEARERS)[number];

/** The protocol of a message: between client and server, or between servers. */
export const PROTOCOLS = ['csp', 'ssp'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

export function isSyntax(text: string): text is Syntax {
  return SYNTAXES.some((syntax) => syntax === text);
}
