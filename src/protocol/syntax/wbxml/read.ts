/** Reading WBXML: the codec decodes with the tables of the version, the content models judge. */
import {
  DEFAULT_LIMITS as CODEC_LIMITS,
  type Decoded,
  decode,
  type Element,
  type Header,
  type Limits,
  peekRoot,
  type TableChooser,
  type Tables,
  textOf,
  type Warning,
  WbxmlError,
} from '../../../wbxml-ts/index.ts';
import type { NamespaceMode } from '../../messages/bind.ts';
import { compile } from '../../messages/compile.ts';
import type { Document } from '../../messages/document.ts';
import { isRootName } from '../../messages/document.ts';
import { QuickBinder } from '../../messages/quick-bind.ts';
import { holdsBinary, octetsOfText } from '../../model/binary-text.ts';
import type { Finding } from '../../model/findings.ts';
import { addFinding, isValid } from '../../model/findings.ts';
import { fitsXml } from '../../model/text-value.ts';
import type { TreeNode } from '../../model/tree.ts';
import type { NamespaceKey, Version } from '../../version.ts';
import { VERSIONS } from '../../version.ts';
import {
  keyOfNamespace,
  meaningOfNamespace,
  VERSION_FACTS,
  versionOfPublicId,
  versionOfPublicIdNumber,
} from '../../version-facts.ts';
import { DEFAULT_LIMITS, limitsOf } from '../limits.ts';
import { closeNode, type OpenNode, openNode } from '../open-node.ts';
import { declarePrefix, type Prefixes, uriOf } from '../prefixes.ts';
import { FALLBACK_VERSION, flawless, judge, unreadable } from '../read-result.ts';
import type { ReadLimits, ReadOptions, ReadResult } from '../types.ts';
import { base64FromOctets } from './opaque.ts';
import { tablesOf } from './tables.ts';

/** Reads a message in the WBXML syntax. Never throws on what the octets hold. */
export function readWbxml(bytes: Uint8Array, options?: ReadOptions): ReadResult {
  const limits = limitsOf(options);
  const strict = decodeStrict(bytes, limits, options);
  const quick = strict instanceof WbxmlError ? undefined : readQuick(strict, limits);
  if (quick !== undefined && !(strict instanceof WbxmlError)) {
    const { header, root } = strict;
    return flawless('wbxml', quick.document, quick.findings, () => treeOf(header, root, 'strict', []).tree);
  }
  const { findings, reader, tree, version, namespaces } = parse(bytes, limits, options, strict);
  if (tree === undefined) return unreadable('wbxml', reader, findings);
  return judge({ syntax: 'wbxml', reader, tree, version, assume: options?.assume, namespaces, findings });
}

/** Only the syntax tree. */
export function readWbxmlTree(bytes: Uint8Array, options?: ReadOptions): ReadResult {
  const limits = limitsOf(options);
  const { findings, reader, tree, version } = parse(bytes, limits, options, decodeStrict(bytes, limits, options));
  return { syntax: 'wbxml', document: undefined, version, tree, findings, valid: isValid(findings), reader };
}

/** Decodes with the tables of the public identifier, or with those of the namespace if it is of another version. */
function decodeStrict(bytes: Uint8Array, limits: ReadLimits, options: ReadOptions | undefined): Decoded | WbxmlError {
  const first = decodeWith(chooser(options?.assume, 'identifier'), bytes, limits);
  const { header, root } = first instanceof WbxmlError ? { header: first.partial?.header, root: undefined } : first;
  const claimed = header === undefined ? undefined : versionOfHeader(header);
  if (claimed === undefined) return first;
  const told = root === undefined ? versionOfRoot(bytes) : meaningOfNamespace(xmlnsOf(root) ?? '')?.version;
  return told === undefined || told === claimed ? first : decodeWith(tablesOf(told), bytes, limits);
}

function decodeWith(tables: Tables | TableChooser, bytes: Uint8Array, limits: ReadLimits): Decoded | WbxmlError {
  try {
    return decode(bytes, tables, { limits: codecLimits(bytes, limits) });
  } catch (error) {
    if (error instanceof WbxmlError) return error;
    throw error;
  }
}

interface Parsed {
  readonly tree: TreeNode | undefined;
  readonly version: Version | undefined;
  readonly namespaces: NamespaceMode;
  readonly reader: ReadResult['reader'];
  readonly findings: Finding[];
}

/** The tree of a document: what the strict decoder gave, or where it refused, the tolerant one. */
function parse(
  bytes: Uint8Array,
  limits: ReadLimits,
  options: ReadOptions | undefined,
  strict: Decoded | WbxmlError,
): Parsed {
  const findings: Finding[] = [];
  if (!(strict instanceof WbxmlError)) return treeOf(strict.header, strict.root, 'strict', findings);
  if (options?.lenient === false || strict.kind === 'limit') return stopped(strict, 'strict', findings);
  try {
    const decoded = decode(bytes, chooser(options?.assume), { limits: codecLimits(bytes, limits), mode: 'tolerant' });
    const others: Finding[] = [];
    const parsed = treeOf(decoded.header, decoded.root, 'lenient', others);
    for (const warning of decoded.warnings) addFinding(findings, warningFinding(warning, bytes.length, parsed));
    findings.push(...others);
    return { ...parsed, findings };
  } catch (error) {
    if (!(error instanceof WbxmlError)) throw error;
    for (const warning of error.partial?.warnings ?? []) addFinding(findings, problemFinding(warning, bytes.length));
    return stopped(error, 'lenient', findings);
  }
}

const binder = new QuickBinder();

/** The message of a document that is exactly as its models say, without a tree; undefined for any other. */
function readQuick(decoded: Decoded, limits: ReadLimits): { document: Document; findings: Finding[] } | undefined {
  const { header, root } = decoded;
  const claimed = versionOfHeader(header);
  const declared = xmlnsOf(root);
  const meaning = declared === undefined ? undefined : meaningOfNamespace(declared);
  const version = meaning?.version ?? claimed;
  if (version === undefined || !isRootName(root.name)) return undefined;
  if (claimed !== undefined && claimed !== version) return undefined;
  if (declared !== undefined && declared !== VERSION_FACTS[version].namespaces.CSP) return undefined;
  const model = compile(version, root.name);
  if (model === undefined) return undefined;
  binder.start(model, declared === undefined ? undefined : VERSION_FACTS[version].namespaces, limits);
  const whole = feed(root);
  const content = binder.finish();
  if (!whole || content === undefined) return undefined;
  const findings: Finding[] = [];
  headerFindings(header, claimed, findings);
  if (declared === undefined) findings.push(undeclared(root));
  return { document: { version, root: root.name, content } as unknown as Document, findings };
}

/** Gives the content of an element to the binder and closes it. */
function feed(element: Element): boolean {
  for (const child of element.children) {
    if (child.kind === 'text') {
      if (!fitsXml(child.value) || !binder.text(child.value)) return false;
    } else if (child.kind === 'element') {
      const { attributes } = child;
      if (attributes.length > 1 || (attributes.length === 1 && attributes[0]?.name !== 'xmlns')) return false;
      if (!binder.open(child.name, attributes[0]?.value) || !feed(child)) return false;
    } else return false;
  }
  return binder.close();
}

/** The codec's own defaults are as good as ours for documents of usual size, and need no checking. */
function codecLimits(bytes: Uint8Array, limits: ReadLimits): Partial<Limits> | undefined {
  if (limits === DEFAULT_LIMITS && bytes.length <= CODEC_LIMITS.size) return undefined;
  const { size, depth, nodes } = limits;
  // text and attributes count as nodes there: four times as many leave room for them
  return { size, depth, nodes: nodes * 4, string: size, text: size * 2 };
}

/** The readable part of a document that could not be decoded to the end. */
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

/**
 * Findings for decoder warnings about tokens that are missing only from the tables of the version; the rest of the document
 * stays valid.
 */
const UNKNOWN_TOKENS: ReadonlyMap<Warning['kind'], Finding['kind']> = new Map([
  ['unknown-page', 'unknown-token'],
  ['unknown-tag', 'unknown-token'],
  ['unknown-attribute', 'unknown-token'],
  ['unknown-attribute-value', 'unknown-token'],
  ['unknown-extension', 'unknown-value'],
]);

function warningFinding(warning: Warning, length: number, { tree, version }: Parsed): Finding {
  const finding = problemFinding(warning, length);
  const kind = UNKNOWN_TOKENS.get(warning.kind);
  if (kind === undefined || tree === undefined) return finding;
  const path = pathAt(tree, warning.offset);
  const element = path.slice(path.lastIndexOf('/') + 1).replace(/\[\d+\]$/, '');
  const elsewhere = kind === 'unknown-value' ? meaningElsewhere(warning.found, version) : '';
  const where = kind === 'unknown-value' ? `${element}: ` : '';
  return { ...finding, kind, path, message: `${where}${finding.message}${elsewhere}` };
}

/** The meaning of a token in another version, as a clause: `, which is SSMS in 1.3`; empty if no version has it. */
function meaningElsewhere(found: string, version: Version | undefined): string {
  const value = Number.parseInt(/^EXT_T_0 ([0-9A-F]+)$/.exec(found)?.[1] ?? '', 16);
  for (const other of VERSIONS) {
    const text = other === version || Number.isNaN(value) ? undefined : tablesOf(other).extT?.(0, value, '');
    if (text !== undefined) return `, which is ${text} in ${other}`;
  }
  return '';
}

/** Names from the root to the innermost element around an octet, indexed as in other findings. */
function pathAt(root: TreeNode, offset: number): string {
  let path = root.name;
  let node: TreeNode | undefined = root;
  while (node !== undefined) {
    const inside: TreeNode | undefined = node.children.find(({ span }) => span.start <= offset && offset < span.end);
    if (inside === undefined) return path;
    const alike: readonly TreeNode[] = node.children.filter(({ name }) => name === inside.name);
    path += alike.length > 1 ? `/${inside.name}[${alike.indexOf(inside)}]` : `/${inside.name}`;
    node = inside;
  }
  return path;
}

function treeOf(header: Header, root: Element, reader: ReadResult['reader'], findings: Finding[]): Parsed {
  const claimed = versionOfHeader(header);
  const declared = xmlnsOf(root);
  const meaning = declared === undefined ? undefined : meaningOfNamespace(declared);
  const version = meaning?.version ?? claimed;
  const scope: Scope = {
    uri: '',
    key: undefined,
    prefixes: undefined,
    version,
    declared: false,
  };
  const tree = convert(root, scope);
  headerFindings(header, claimed, findings);
  if (claimed !== undefined && meaning !== undefined && meaning.version !== claimed) {
    const message = `the public identifier says ${claimed}, the namespace of the root says ${meaning.version}`;
    findings.push({ ...prolog(message), kind: 'contradiction', confidence: 'high' });
  }
  if (!scope.declared) findings.push(undeclared(root));
  return { tree, version, namespaces: scope.declared ? 'token' : 'absent', reader, findings };
}

function undeclared(root: Element): Finding {
  const at = { path: root.name, span: { start: root.start, end: root.contentStart } };
  const message = 'no namespace is declared; the version is known from the public identifier alone';
  return { kind: 'namespace', severity: 'deviation', ...at, message, confidence: 'medium' };
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
 * The tables of a document: chosen by the namespace of the root, which every version writes with the same tokens, or by
 * the public identifier if the namespace is no help (AMB-140). With `first` the public identifier is trusted without a
 * check: nearly always both agree, and looking ahead for the root costs time.
 */
export function chooser(assume: Version | undefined, first: 'namespace' | 'identifier' = 'namespace'): TableChooser {
  return (header, octets): Tables => {
    const claimed = versionOfHeader(header);
    if (claimed !== undefined && first === 'identifier') return tablesOf(claimed);
    return tablesOf(versionOfRoot(octets) ?? claimed ?? assume ?? FALLBACK_VERSION);
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
  readonly prefixes: Prefixes | undefined;
  readonly version: Version | undefined;
  declared: boolean;
}

function convert(element: Element, outer: Scope): OpenNode {
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
    uri = uriOf(scope.prefixes, name.slice(0, colon)) ?? '';
    key = keyOfNamespace(uri, scope.version);
  }
  const node = openNode(
    colon === -1 ? name : name.slice(colon + 1),
    uri,
    key,
    attributes,
    element.start,
    element.contentStart,
  );
  for (const child of element.children) if (child.kind === 'element') node.children.push(convert(child, scope));
  if (element.children.length > 0) setText(node, textOf(element));
  closeNode(node, element.contentEnd, element.end);
  if (scope !== outer && scope.declared) outer.declared = true;
  return node;
}

/** The text of an element. Octets that are not text get the form they have in XML. */
function setText(node: OpenNode, text: string): void {
  node.text = text;
  if (fitsXml(text) || !holdsBinary(text)) return;
  node.octets = octetsOfText(text);
  node.text = base64FromOctets(node.octets, 0, node.octets.length);
}

function declare(element: Element, outer: Scope, attributes: Record<string, string>): Scope {
  let scope = outer;
  for (const { name, value } of element.attributes) {
    attributes[name] = value;
    if (name === 'xmlns') scope = { ...scope, uri: value, key: keyOfNamespace(value, scope.version), declared: true };
    else if (name.startsWith('xmlns:')) {
      const prefixes = declarePrefix(scope.prefixes, outer.prefixes, name.slice(6), value);
      scope = { ...scope, prefixes, declared: true };
    }
  }
  return scope;
}
