/** The marks that tell the versions apart on the wire: namespaces, DOCTYPE, WBXML public identifiers, content types. */
import type { Syntax } from './configuration.ts';
import type { NamespaceKey, Version } from './version.ts';
import { VERSIONS } from './version.ts';

export interface VersionFacts {
  readonly version: Version;
  readonly namespaces: Readonly<Record<NamespaceKey, string>>;
  /** Namespaces without the version at their end, as the WBXML tokens for xmlns carry them. */
  readonly namespaceBases: Readonly<Record<NamespaceKey, string>>;
  readonly doctype: {
    /** The registered public identifier; medium confidence in 1.1, high otherwise. */
    readonly publicId: string;
    /** Further public identifiers met in the field; accepted alike. */
    readonly alternatives: readonly string[];
    /** System identifier as known from examples; low confidence, never judged. Undefined: none is known. */
    readonly systemId: string | undefined;
  };
  readonly wbxml: {
    /** Registered number of the public identifier. */
    readonly publicId: number;
    /** Further texts for a public identifier given by the string table. */
    readonly texts: readonly string[];
  };
  readonly contentTypes: Readonly<Record<Syntax, string>>;
}

function facts(
  version: Version,
  base: (key: NamespaceKey) => string,
  rest: Pick<VersionFacts, 'doctype' | 'wbxml' | 'contentTypes'>,
): VersionFacts {
  const namespaceBases = { CSP: base('CSP'), TRC: base('TRC'), PA: base('PA') };
  return {
    version,
    namespaces: {
      CSP: namespaceBases.CSP + version,
      TRC: namespaceBases.TRC + version,
      PA: namespaceBases.PA + version,
    },
    namespaceBases,
    ...rest,
  };
}

/** Plain text over HTTP, as one client sends it in every version (medium confidence). */
const PLAIN_TEXT = 'application/vnd.wv.csp.sms';
const OLD_TYPES = { xml: 'application/vnd.wv.csp.xml', wbxml: 'application/vnd.wv.csp.wbxml', pts: PLAIN_TEXT };
const NEW_TYPES = { xml: 'application/vnd.wv.csp+xml', wbxml: 'application/vnd.wv.csp+wbxml', pts: PLAIN_TEXT };

/** Sources: WV-023 and the OMNA registry of WBXML public identifiers; content types from IANA and implementations. */
export const VERSION_FACTS: Readonly<Record<Version, VersionFacts>> = {
  '1.1': facts('1.1', (key) => `http://www.wireless-village.org/${key}`, {
    doctype: {
      publicId: '-//WIRELESSVILLAGE//DTD CSP 1.1//EN',
      alternatives: ['-//OMA//DTD WV-CSP 1.1//EN'],
      systemId: 'http://www.openmobilealliance.org/DTD/WV-CSP.XML',
    },
    wbxml: {
      publicId: 0x10,
      texts: ['-//WIRELESSVILLAGE//DTD CSP 1.1//EN', '-//OMA//DTD WV-CSP 1.1//EN', '-//IMPS/DTD Imps v1.1/EN'],
    },
    contentTypes: OLD_TYPES,
  }),
  '1.2': facts('1.2', (key) => `http://www.openmobilealliance.org/DTD/WV-${key}`, {
    doctype: {
      publicId: '-//OMA//DTD WV-CSP 1.2//EN',
      alternatives: ['-//OMA//DTD IMPS-CSP 1.2//EN'],
      systemId: 'http://www.openmobilealliance.org/DTD/WV-CSP.DTD',
    },
    wbxml: { publicId: 0x11, texts: ['-//OMA//DTD WV-CSP 1.2//EN', '-//OMA//DTD IMPS-CSP 1.2//EN'] },
    contentTypes: OLD_TYPES,
  }),
  '1.3': facts('1.3', (key) => `http://www.openmobilealliance.org/DTD/IMPS-${key}`, {
    doctype: { publicId: '-//OMA//DTD IMPS-CSP 1.3//EN', alternatives: [], systemId: undefined },
    wbxml: { publicId: 0x12, texts: ['-//OMA//DTD IMPS-CSP 1.3//EN'] },
    contentTypes: NEW_TYPES,
  }),
};

export interface NamespaceMeaning {
  readonly version: Version;
  readonly key: NamespaceKey;
  /** False for a namespace written without its version, as one client does. */
  readonly exact: boolean;
}

const KEYS: readonly NamespaceKey[] = ['CSP', 'TRC', 'PA'];
const meanings = new Map<string, NamespaceMeaning>();
for (const version of VERSIONS) {
  for (const key of KEYS) {
    meanings.set(VERSION_FACTS[version].namespaces[key], { version, key, exact: true });
    meanings.set(VERSION_FACTS[version].namespaceBases[key], { version, key, exact: false });
  }
}

/** The meaning of a namespace URI; undefined for a foreign one. */
export function meaningOfNamespace(uri: string): NamespaceMeaning | undefined {
  return meanings.get(uri);
}

/** Which of the namespaces of a version a URI is; undefined for any other. */
export function keyOfNamespace(uri: string, version: Version | undefined): NamespaceKey | undefined {
  if (version === undefined) return undefined;
  const meaning = meanings.get(uri);
  return meaning?.exact === true && meaning.version === version ? meaning.key : undefined;
}

/** The version a public identifier names, whatever text of it is used. */
export function versionOfPublicId(text: string): Version | undefined {
  return VERSIONS.find(
    (version) =>
      VERSION_FACTS[version].wbxml.texts.includes(text) ||
      VERSION_FACTS[version].doctype.publicId === text ||
      VERSION_FACTS[version].doctype.alternatives.includes(text),
  );
}

/** The version a registered WBXML public identifier number names. */
export function versionOfPublicIdNumber(id: number): Version | undefined {
  return VERSIONS.find((version) => VERSION_FACTS[version].wbxml.publicId === id);
}

/** An addition of a vendor: an element in a namespace of its own, whatever it is called, within another one. */
export function isForeign({ namespace }: InNamespace, around: InNamespace): boolean {
  return namespace !== around.namespace && meaningOfNamespace(namespace) === undefined;
}

interface InNamespace {
  readonly namespace: string;
}
