/** Reading WBXML: the codec decodes with the tables of the version, the content models judge. */
import { type Decoded, decode, type Element, type Header, peekRoot, textOf, WbxmlError } from '../../wbxml-ts/index.ts';
import type { TableChooser, Tables, Warning } from '../../wbxml-ts/index.ts';
import type { NamespaceMode } from '../model/bind.ts';
import { addFinding, isValid } from '../model/findings.ts';
import type { NamespaceKey, Version } from '../version.ts';
import { VERSIONS } from '../version.ts';
import { tablesOf } from '../wbxml/tables.ts';
import { meaningOfNamespace, versionOfPublicId, versionOfPublicIdNumber } from './facts.ts';
import { limitsOf } from './limits.ts';
import { FALLBACK_VERSION, judge, unreadable } from './message.ts';
import { SyntaxNode } from './node.ts';
import type { Finding, ReadLimits, ReadOptions, ReadResult } from './types.ts';

/** Reads a message in the WBXML syntax. Never throws on what the octets hold. */
export function readWbxml(bytes: Uint8Array, options?: ReadOptions): ReadResult {
  const parsed = parse(bytes, options);
  const { findings, reader, tree, version, namespaces } = parsed;
  if (tree === undefined) return unreadable('wbxml', reader, findings);
  return judge({ syntax: 'wbxml', reader, tree, version, assume: options?.assume, namespaces, findings });
}

/** Only the syntax tree. */
export function readWbxmlTree(bytes: Uint8Array, options?: ReadOptions): ReadResult {
  const { findings, reader, tree, version } = parse(bytes, options);
  return { syntax: 'wbxml', document: undefined, version, tree, findings, valid: isValid(findings), reader };
}

interface Parsed {
  readonly tree: SyntaxNode | undefined;
  readonly version: Version | undefined;
  readonly namespaces: NamespaceMode;
  readonly reader: ReadResult['reader'];
  readonly findings: Finding[];
}

function parse(bytes: Uint8Array, options: ReadOptions | undefined): Parsed {
  const limits = limitsOf(options);
  const findings: Finding[] = [];
  const choice = chooser(options?.assume);
  const settings = { limits: codecLimits(limits) };
  try {
    return finish(decode(bytes, choice, settings), 'strict', findings);
  } catch (error) {
    if (!(error instanceof WbxmlError)) throw error;
    if (options?.lenient === false || error.kind === 'limit') return stopped(error, 'strict', findings);
  }
  try {
    const decoded = decode(bytes, choice, { ...settings, mode: 'tolerant' });
    for (const warning of decoded.warnings) addFinding(findings, problemFinding(warning, bytes.length));
    return finish(decoded, 'lenient', findings);
  } catch (error) {
    if (!(error instanceof WbxmlError)) throw error;
    for (const warning of error.partial?.warnings ?? []) addFinding(findings, problemFinding(warning, bytes.length));
    return stopped(error, 'lenient', findings);
  }
}

function codecLimits(limits: ReadLimits) {
  const { size, depth, nodes } = limits;
  // text and attributes count as nodes there: four times as many leave room for them
  return { size, depth, nodes: nodes * 4, string: size, text: size * 2 };
}

/** What there is of a document that could not be decoded to the end. */
function stopped(error: WbxmlError, reader: ReadResult['reader'], findings: Finding[]): Parsed {
  addFinding(findings, problemFinding(error, Number.POSITIVE_INFINITY));
  const { header, root } = error.partial ?? {};
  if (header === undefined || root === undefined) {
    return { tree: undefined, version: undefined, namespaces: 'absent', reader, findings };
  }
  return treeOf(header, root, reader, findings);
}

function problemFinding(problem: Warning | WbxmlError, length: number): Finding {
  const { kind, offset, what, expected, found } = problem;
  return {
    kind: kind === 'limit' ? 'limit' : 'not-well-formed',
    severity: 'error',
    path: '',
    span: { start: Math.min(offset, length), end: Math.min(offset + 1, length) },
    message: `${what} at octet ${offset}: ${expected} expected, ${found} found`,
    confidence: 'high',
  };
}

function finish(decoded: Decoded, reader: ReadResult['reader'], findings: Finding[]): Parsed {
  return treeOf(decoded.header, decoded.root, reader, findings);
}

function treeOf(header: Header, root: Element, reader: ReadResult['reader'], findings: Finding[]): Parsed {
  const claimed = versionOfHeader(header);
  const declared = xmlnsOf(root);
  const meaning = declared === undefined ? undefined : meaningOfNamespace(declared);
  const version = claimed ?? meaning?.version;
  const scope: Scope = { uri: '', key: undefined, prefixes: undefined, version: meaning?.version ?? version, declared: false };
  const tree = convert(root, scope);
  headerFindings(header, claimed, findings);
  if (claimed !== undefined && meaning !== undefined && meaning.version !== claimed) {
    const message = `the public identifier says ${claimed}, the namespace of the root says ${meaning.version}`;
    const at = { path: root.name, span: { start: root.start, end: root.contentStart } };
    findings.push({ kind: 'namespace', severity: 'error', ...at, message, confidence: 'high' });
  }
  if (!scope.declared) {
    const at = { path: root.name, span: { start: root.start, end: root.contentStart } };
    const message = 'no namespace is declared; the version is known from the public identifier alone';
    findings.push({ kind: 'namespace', severity: 'deviation', ...at, message, confidence: 'medium' });
  }
  return { tree, version, namespaces: scope.declared ? 'token' : 'absent', reader, findings };
}

function versionOfHeader(header: Header): Version | undefined {
  if (header.publicIdText !== undefined) return versionOfPublicId(header.publicIdText);
  return versionOfPublicIdNumber(header.publicId);
}

function headerFindings(header: Header, claimed: Version | undefined, findings: Finding[]): void {
  const { publicId, publicIdText, mibEnum, version } = header;
  if (claimed === undefined && publicId !== 1) {
    const shown = publicIdText === undefined ? `number ${publicId}` : JSON.stringify(publicIdText);
    findings.push(prolog(`the public identifier, ${shown}, is none of CSP`));
  }
  if (mibEnum !== 106 && mibEnum !== 0) findings.push(prolog(`the charset is ${mibEnum}, UTF-8 (106) is expected`));
  if (version !== 3) findings.push(prolog(`the document is WBXML 1.${version & 15}, 1.3 is expected`));
}

function prolog(message: string): Finding {
  return { kind: 'prolog', severity: 'deviation', path: '', span: { start: 0, end: 4 }, message, confidence: 'medium' };
}

function xmlnsOf(element: Element): string | undefined {
  for (const attribute of element.attributes) if (attribute.name === 'xmlns') return attribute.value;
  return undefined;
}

/**
 * The tables of a document: by public identifier; where that says nothing, by the namespace of the root, which every
 * version writes with the same tokens.
 */
function chooser(assume: Version | undefined): TableChooser {
  return (header, octets): Tables => {
    const claimed = versionOfHeader(header);
    if (claimed !== undefined) return tablesOf(claimed);
    return tablesOf(versionOfRoot(octets) ?? assume ?? FALLBACK_VERSION);
  };
}

function versionOfRoot(octets: Uint8Array): Version | undefined {
  try {
    const root = peekRoot(octets, tablesOf(VERSIONS[VERSIONS.length - 1] ?? '1.3'), { mode: 'tolerant' });
    const declared = xmlnsOf(root);
    return declared === undefined ? undefined : meaningOfNamespace(declared)?.version;
  } catch (error) {
    // what is wrong with the document is for the decoder itself to say
    if (error instanceof WbxmlError) return undefined;
    throw error;
  }
}

/** Namespace in scope. `version` is that of the root's namespace; `declared` is set when any element declares one. */
interface Scope {
  readonly uri: string;
  readonly key: NamespaceKey | undefined;
  readonly prefixes: ReadonlyMap<string, string> | undefined;
  readonly version: Version | undefined;
  declared: boolean;
}

function convert(element: Element, outer: Scope): SyntaxNode {
  let scope = outer;
  let attributes: Record<string, string> | undefined;
  if (element.attributes.length > 0) {
    attributes = Object.create(null) as Record<string, string>;
    scope = declare(element, outer, attributes);
  }
  const { name } = element;
  const colon = element.origin === 'table' ? -1 : name.indexOf(':');
  let { uri, key } = scope;
  if (colon !== -1) {
    uri = scope.prefixes?.get(name.slice(0, colon)) ?? '';
    key = keyOf(uri, scope.version);
  }
  const node = new SyntaxNode(colon === -1 ? name : name.slice(colon + 1), uri, key, attributes, element.start, element.contentStart);
  for (const child of element.children) if (child.kind === 'element') node.add(convert(child, scope));
  if (element.children.length > 0) node.text = textOf(element);
  node.close(element.contentEnd, element.end);
  if (scope !== outer && scope.declared) outer.declared = true;
  return node;
}

function declare(element: Element, outer: Scope, attributes: Record<string, string>): Scope {
  let scope = outer;
  for (const { name, value } of element.attributes) {
    attributes[name] = value;
    if (name === 'xmlns') scope = { ...scope, uri: value, key: keyOf(value, scope.version), declared: true };
    else if (name.startsWith('xmlns:')) {
      scope = { ...scope, prefixes: new Map(scope.prefixes).set(name.slice(6), value), declared: true };
    }
  }
  return scope;
}

function keyOf(uri: string, version: Version | undefined): NamespaceKey | undefined {
  const meaning = meaningOfNamespace(uri);
  return meaning?.exact === true && meaning.version === version ? meaning.key : undefined;
}
