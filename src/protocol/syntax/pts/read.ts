/** Reading the plain text syntax: parameters become elements, the content models of the version judge them. */
import { bind } from '../../messages/bind.ts';
import { compile } from '../../messages/compile.ts';
import type { Document } from '../../messages/document.ts';
import type { PrimitiveName, TransactionMode } from '../../messages/envelope.ts';
import { addFinding, type Finding, isValid } from '../../model/findings.ts';
import type { Span, TreeNode } from '../../model/tree.ts';
import { VERSIONS, type Version } from '../../version.ts';
import { limitsOf } from '../limits.ts';
import { FALLBACK_VERSION } from '../read-result.ts';
import type { ReadOptions, ReadResult } from '../types.ts';
import { isDemandedInVain } from './assessable.ts';
import { PRIMITIVE_CODES } from './codes.ts';
import { createMaker, inOrder, type Maker } from './forms.ts';
import { type PtsMessage, type PtsParameter, type PtsPart, readMessage } from './grammar.ts';
import { OWN_SESSION, PARAMETERS } from './parameters.ts';

/**
 * The version is undefined for version discovery, and where there is none of these digits. A primitive of unknown code is an
 * element with that code for its name.
 */
export interface PtsReadResult extends ReadResult {
  /** Only for a part of a message: the parts have to be joined before they can be read. */
  readonly part: PtsPart | undefined;
}

/** Primitives that begin a transaction of the server; every other one is told by its own name (pts 1.1). */
const BEGUN_BY_SERVER: ReadonlySet<PrimitiveName> = new Set(['PresenceNotification-Request', 'Disconnect']);

/** The mode of a primitive: this syntax does not write it. */
export function modeOf(primitive: PrimitiveName): TransactionMode {
  if (BEGUN_BY_SERVER.has(primitive)) return 'Request';
  return primitive === 'Status' || primitive.endsWith('-Response') ? 'Response' : 'Request';
}

/** Reads a message in the plain text syntax. Never throws on what the octets hold: everything wrong is a finding. */
export function readPts(bytes: Uint8Array, options: ReadOptions = {}): PtsReadResult {
  const findings: Finding[] = [];
  const { tree, version, part } = parse(bytes, options, findings);
  // Elements come out of a table of the version that is assumed where the digits name none.
  const model = tree === undefined ? undefined : compile(version ?? assumed(options), tree.name);
  const bound: Finding[] = [...findings];
  const content = tree === undefined || model === undefined ? undefined : bind(tree, model, 'absent', bound);
  const document =
    content === undefined
      ? undefined
      : ({ version: model?.version, root: 'WV-CSP-Message', content } as unknown as Document);
  const kept = bound.filter((finding) => !isDemandedInVain(finding));
  return { syntax: 'pts', reader: 'strict', document, version, tree, findings: kept, valid: isValid(kept), part };
}

/** Reads the elements alone; a content model judges none of them. */
export function readPtsTree(bytes: Uint8Array, options: ReadOptions = {}): PtsReadResult {
  const findings: Finding[] = [];
  const { tree, version, part } = parse(bytes, options, findings);
  const valid = isValid(findings);
  return { syntax: 'pts', reader: 'strict', document: undefined, version, tree, findings, valid, part };
}

/** The version whose elements are made where the digits of the preamble name none. */
function assumed({ assume }: ReadOptions): Version {
  return assume === undefined || assume === '1.1' ? FALLBACK_VERSION : assume;
}

function parse(bytes: Uint8Array, options: ReadOptions, findings: Finding[]) {
  const message = readMessage(bytes, limitsOf(options), findings);
  if (message === undefined) return { tree: undefined, version: undefined, part: undefined };
  const { preamble } = message;
  const { part } = preamble;
  const version = VERSIONS.find((one) => digitsOf(one) === preamble.version);
  if (part !== undefined) {
    const text = `part ${part.number} of ${part.total} is no whole message`;
    report(findings, 'not-well-formed', preamble.span, text);
    return { tree: undefined, version, part };
  }
  if (version === undefined) {
    report(findings, 'root', preamble.span, `version 11, 12 or 13 expected, ${preamble.version} found`);
  }
  return { tree: treeOf(message, version ?? assumed(options), bytes.length, findings), version, part };
}

/** `13` for 1.3 */
export function digitsOf(version: Version): string {
  return version.replace('.', '');
}

function report(findings: Finding[], kind: Finding['kind'], span: Span, message: string): void {
  addFinding(findings, { kind, severity: 'error', path: '', span, message, confidence: 'medium' });
}

function treeOf(message: PtsMessage, version: Version, length: number, findings: Finding[]): TreeNode {
  const { preamble, parameters } = message;
  const name = (PRIMITIVE_CODES.nameOf.get(preamble.type) ?? preamble.type) as PrimitiveName;
  const maker = createMaker(version, findings);
  const whole = { start: 0, end: length };
  const session = OWN_SESSION.has(name) ? undefined : parameters.find((one) => one.code === 'SI');
  const own = parameters.filter((one) => one !== session);
  const primitive = maker.node(name, whole, childrenOf(name, own, maker, findings));
  const leaf = (element: string, text: string, span: Span) => maker.node(element, span, [], text);
  return maker.node('WV-CSP-Message', whole, [
    maker.node('Session', whole, [
      maker.node('SessionDescriptor', session?.span ?? preamble.span, [
        leaf('SessionType', session === undefined ? 'Outband' : 'Inband', preamble.span),
        ...(session === undefined ? [] : [leaf('SessionID', sessionOf(session, maker), session.value.span)]),
      ]),
      maker.node('Transaction', whole, [
        maker.node('TransactionDescriptor', preamble.span, [
          leaf('TransactionMode', modeOf(name), preamble.span),
          leaf('TransactionID', preamble.transactionId, preamble.span),
        ]),
        maker.node('TransactionContent', whole, [primitive]),
      ]),
    ]),
  ]);
}

function sessionOf({ value }: PtsParameter, maker: Maker): string {
  if (value.kind === 'text') return value.text;
  maker.complain(value, 'a simple value expected, a group found');
  return '';
}

function childrenOf(
  primitive: PrimitiveName,
  given: readonly PtsParameter[],
  maker: Maker,
  findings: Finding[],
): readonly TreeNode[] {
  const known = PARAMETERS.get(primitive);
  if (known === undefined) return [];
  const children = given.flatMap(({ code, value, span }) => {
    const parameter = known.find((one) => one.code === code || one.also === code);
    if (parameter !== undefined) return parameter.read(value, maker);
    const message = `${code} is no known parameter of ${primitive}`;
    addFinding(findings, {
      kind: 'unknown-element',
      severity: 'deviation',
      path: `WV-CSP-Message/Session/Transaction/TransactionContent/${primitive}`,
      span,
      message,
      confidence: 'low',
    });
    return [];
  });
  return inOrder(children, primitive, maker.version);
}
