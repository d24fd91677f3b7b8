/** Reading XML: the strict reader judges; where it refuses, the lenient one reads on as far as it can. */

import type { Finding } from '../../model/findings.ts';
import { isValid } from '../../model/findings.ts';
import type { TreeNode } from '../../model/tree.ts';
import type { Version } from '../../version.ts';
import { limitsOf } from '../limits.ts';
import { setKeys } from '../open-node.ts';
import { FALLBACK_VERSION, flawless, judge, unreadable, versionOfTree } from '../read-result.ts';
import type { ReadOptions, ReadResult } from '../types.ts';
import { type DecodedXml, decodeXml, notWellFormed } from './decode.ts';
import { readLenient } from './lenient.ts';
import { prologFindings, versionOfDoctype } from './prolog.ts';
import { readQuick } from './quick.ts';
import { readStrict, type XmlTree } from './strict.ts';

/** Reads a message in the XML syntax. Never throws on what the octets hold. */
export function readXml(bytes: Uint8Array, options?: ReadOptions): ReadResult {
  const limits = limitsOf(options);
  const quick = bytes.length > limits.size ? undefined : readQuick(bytes, limits);
  if (quick !== undefined) {
    const findings = prologFindings(quick, quick.document.root, quick.version);
    return flawless('xml', quick.document, findings, () => parse(bytes, options).tree);
  }
  const { findings, reader, tree, version } = parse(bytes, options);
  if (tree === undefined) return unreadable('xml', reader, findings);
  return judge({ syntax: 'xml', reader, tree, version, assume: options?.assume, namespaces: 'checked', findings });
}

/** Only the syntax tree: what stood there, before anybody asks whether it may. */
export function readXmlTree(bytes: Uint8Array, options?: ReadOptions): ReadResult {
  const { findings, reader, tree, version } = parse(bytes, options);
  return { syntax: 'xml', document: undefined, version, tree, findings, valid: isValid(findings), reader };
}

interface Parsed {
  readonly tree: TreeNode | undefined;
  readonly version: Version | undefined;
  readonly reader: ReadResult['reader'];
  readonly findings: Finding[];
}

function parse(bytes: Uint8Array, options: ReadOptions | undefined): Parsed {
  const limits = limitsOf(options);
  if (bytes.length > limits.size) {
    const message = `the document has ${bytes.length} octets, more than ${limits.size}`;
    const finding: Finding = {
      kind: 'limit',
      severity: 'error',
      path: '',
      span: undefined,
      message,
      confidence: 'high',
    };
    return { tree: undefined, version: undefined, reader: 'strict', findings: [finding] };
  }
  const decoded = decodeXml(bytes, options?.charset);
  const strict = readStrict(decoded.text, decoded.octetAt, limits);
  const findings: Finding[] = [...decoded.findings];
  if (strict.fault === undefined) return finish(strict, 'strict', findings, options);
  findings.push(faultFinding(strict.fault, decoded, bytes.length));
  if (strict.fault.limit || options?.lenient === false) return finish(strict, 'strict', findings, options);
  const lenient = readLenient(decoded.text, decoded.octetAt ?? ((unit) => unit), limits, findings);
  return finish(lenient?.root === undefined ? strict : lenient, 'lenient', findings, options);
}

/** An ampersand that starts no reference: the parser takes all that follows for a name and complains at the end. */
const BARE_AMPERSAND = /&(?!(?:[A-Za-z_:][\w:.-]*|#[0-9]+|#x[0-9a-fA-F]+);)/;

function faultFinding(fault: NonNullable<XmlTree['fault']>, decoded: DecodedXml, length: number): Finding {
  let { at, message } = fault;
  const bare =
    fault.limit || at < length || decoded.text.includes('<![CDATA[') ? -1 : decoded.text.search(BARE_AMPERSAND);
  if (bare !== -1) {
    at = decoded.octetAt?.(bare) ?? bare;
    message = 'an ampersand that starts no reference';
  }
  const span = { start: Math.min(at, length), end: Math.min(at + 1, length) };
  const finding = notWellFormed(`${message}, at octet ${at}`, span);
  return fault.limit ? { ...finding, kind: 'limit' } : finding;
}

function finish(
  read: XmlTree,
  reader: ReadResult['reader'],
  findings: Finding[],
  options: ReadOptions | undefined,
): Parsed {
  const tree = read.root;
  if (tree === undefined) return { tree, version: undefined, reader, findings };
  const version = read.version ?? versionOfTree(tree) ?? versionOfDoctype(read.doctype);
  if (read.version === undefined && version !== undefined) setKeys(tree, version);
  for (const { prefix, node } of read.unbound) {
    const message = `the prefix ${JSON.stringify(prefix)} of ${node.name} is not declared`;
    findings.push({
      kind: 'namespace',
      severity: 'error',
      path: node.name,
      span: node.span,
      message,
      confidence: 'high',
    });
    if (findings.length > 20) break;
  }
  if (options?.prolog !== 'any')
    findings.push(...prologFindings(read, tree.name, version ?? options?.assume ?? FALLBACK_VERSION));
  return { tree, version, reader, findings };
}
