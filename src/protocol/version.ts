/** The protocol versions this project knows, oldest first. */
export const VERSIONS = ['1.1', '1.2', '1.3'] as const;
export type Version = (typeof VERSIONS)[number];

/** Confidence of the knowledge base in a fact: a fact of low confidence is observed, never judged. */
export type Confidence = 'high' | 'medium' | 'low';

/** The three namespaces of a message: session (CSP), transaction (TRC) and presence attributes (PA). */
export type NamespaceKey = 'CSP' | 'TRC' | 'PA';

export function isVersion(text: string): text is Version {
  return (VERSIONS as readonly string[]).includes(text);
}
