/** Reading the plain text syntax: parameters become elements, the content models of the version judge them. */
import { bind } from '../../messages/bind.ts';
import { compile } from '../../messages/compile.ts';
import type { Document } from '../../messages/document.ts';
import type { PrimitiveName, TransactionMode } from '../../messages/envelope.ts';
import { addFinding, type Finding, isValid } from '../../model/findings.ts';
import type { Span, TreeNode } from '../../model/tree.ts';
import { VERSIONS, type Version } from '../../version.ts';
import { limitsOf } from '../limits.ts';
import type { ReadLimits } from '../types.ts';
import { PRIMITIVE_CODES } from './codes.ts';
import { createMaker, inOrder, type Maker } from './forms.ts';
import { type PtsMessage, type PtsParameter, type PtsPart, readMessage } from './grammar.ts';
import { OWN_SESSION, PARAMETERS } from './parameters.ts';

export interface PtsReadResult {
  readonly syntax: 'pts';
  /** Undefined where nothing could be made of the octets, for a part of a message, and for a primitive without a known code. */
  readonly document: Document | undefined;
  /** Version of the preamble; undefined for version discovery and for a version that does not exist. */
  readonly version: Version | undefined;
  readonly tree: TreeNode | undefined;
  readonly findings: readonly Finding[];
  /** True when no finding is an error. */
  readonly valid: boolean;
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
export function readPts(bytes: Uint8Array, options: { readonly limits?: Partial<ReadLimits> } = {}): PtsReadResult {
  const findings: Finding[] = [];
  const message = readMessage(bytes, limitsOf(options), findings);
  const version =
    message === undefined ? undefined : VERSIONS.find((one) => digitsOf(one) === message.preamble.version);
  const part = message?.preamble.part;
  const tree =
    message === undefined || version === undefined || part !== undefined
      ? unreadable(message, version, findings)
      : treeOf(message, version, bytes.length, findings);
  const model = tree === undefined || version === undefined ? undefined : compile(version, tree.name);
  const content = tree === undefined || model === undefined ? undefined : bind(tree, model, 'absent', findings);
  const document =
    content === undefined ? undefined : ({ version, root: 'WV-CSP-Message', content } as unknown as Document);
  return { syntax: 'pts', document, version, tree, findings, valid: isValid(findings), part };
}

/** `13` for 1.3 */
export function digitsOf(version: Version): string {
  return version.replace('.', '');
}

function unreadable(message: PtsMessage | undefined, version: Version | undefined, findings: Finding[]): undefined {
  if (message === undefined) return undefined;
  const { preamble } = message;
  if (preamble.part !== undefined) {
    const { number, total } = preamble.part;
    report(findings, 'not-well-formed', preamble.span, `part ${number} of ${total} is no whole message`);
  } else if (version === undefined) {
    report(findings, 'root', preamble.span, `version 11, 12 or 13 expected, ${preamble.version} found`);
  }
  return undefined;
}

function report(findings: Finding[], kind: Finding['kind'], span: Span, message: string): void {
  addFinding(findings, { kind, severity: 'error', path: '', span, message, confidence: 'medium' });
}

function treeOf(message: PtsMessage, version: Version, length: number, findings: Finding[]): TreeNode | undefined {
  const { preamble, parameters } = message;
  const name = PRIMITIVE_CODES.nameOf.get(preamble.type) as PrimitiveName | undefined;
  if (name === undefined) {
    report(findings, 'unknown-element', preamble.span, `${preamble.type} is the code of no known primitive`);
    return undefined;
  }
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
  const known = PARAMETERS.get(primitive) ?? [];
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
