/** Writing the plain text syntax. What has no known code is refused, never left out without a word. */
import type { Document } from '../../messages/document.ts';
import type { PrimitiveName } from '../../messages/envelope.ts';
import type { Version } from '../../version.ts';
import { treeOf, type WritableNode } from '../walk.ts';
import { PRIMITIVE_CODES } from './codes.ts';
import { PtsError } from './error.ts';
import { takeAll } from './forms.ts';
import { valueText, type Written } from './grammar.ts';
import { OWN_SESSION, PARAMETERS } from './parameters.ts';
import { digitsOf, modeOf } from './read.ts';

/** The legal variants of writing. */
export interface PtsWriteOptions {
  readonly syntax: 'pts';
  /** Letter case of the codes of primitive and parameters. Default: capitals. */
  readonly codes?: 'small' | undefined;
  /** The last parameter first: their order has no meaning. */
  readonly order?: 'turned' | undefined;
  /** Double quotes around every value, also where none are needed. */
  readonly quotes?: 'always' | undefined;
}

const USUAL: PtsWriteOptions = { syntax: 'pts' };

/**
 * Writes a message with one transaction. Throws PtsError for what this syntax has no known form for: other primitives,
 * elements without a code, the flags Poll and CIR when they are set, transaction identifiers other than 0 to 999.
 */
export function writePts(document: Document, options: PtsWriteOptions = USUAL): Uint8Array {
  return writePtsTree(treeOf(document), document.version, options);
}

/** Writes a tree as {@link writePts} does a message. */
export function writePtsTree(root: WritableNode, version: Version, options: PtsWriteOptions = USUAL): Uint8Array {
  if (root.name !== 'WV-CSP-Message') throw new PtsError(root.name, `${root.name} has no known form`);
  const text = takeAll(root, (from) => {
    const [session] = from('Session');
    if (session === undefined) throw new PtsError('Session', 'a message without Session has no form');
    return sessionText(session, version, options);
  });
  return new TextEncoder().encode(text);
}

function sessionText(session: WritableNode, version: Version, options: PtsWriteOptions): string {
  return takeAll(session, (from) => {
    const [descriptor] = from('SessionDescriptor');
    const [transaction, second] = from('Transaction');
    for (const flag of ['Poll', 'CIR'].flatMap((name) => from(name))) {
      if (flag.text === 'T') throw new PtsError(flag.name, `${flag.name} has no known code`);
    }
    if (transaction === undefined || second !== undefined) {
      throw new PtsError('Transaction', 'only a message with one transaction has a form');
    }
    const id = descriptor === undefined ? undefined : sessionIdOf(descriptor);
    return transactionText(transaction, id, version, options);
  });
}

function transactionText(
  transaction: WritableNode,
  session: string | undefined,
  version: Version,
  { codes, order, quotes }: PtsWriteOptions,
): string {
  return takeAll(transaction, (take) => {
    const { transactionId, mode } = descriptorOf(take('TransactionDescriptor')[0]);
    const [primitive] = take('TransactionContent')[0]?.children ?? [];
    if (primitive === undefined)
      throw new PtsError('TransactionContent', 'a transaction without a primitive has no form');
    const name = primitive.name as PrimitiveName;
    const type = PRIMITIVE_CODES.codeOf.get(name);
    if (type === undefined) throw new PtsError(name, `${name} has no known code`);
    if (mode !== undefined && mode !== modeOf(name)) {
      throw new PtsError('TransactionMode', `${name} in mode ${mode} has no form`);
    }
    if (session !== undefined && OWN_SESSION.has(name)) {
      throw new PtsError('SessionID', `${name} inside a session has no form`);
    }
    const given = [
      ...(session === undefined ? [] : [['SI', session] as const]),
      ...parametersOf(primitive, name, version),
    ];
    const cased = (code: string) => (codes === 'small' ? code.toLowerCase() : code);
    const parameters = given.map(([code, value]) => `${cased(code)}=${valueText(value, quotes === 'always')}`);
    if (order === 'turned') parameters.reverse();
    return [`WV${digitsOf(version)}${cased(type)}${transactionId}`, ...parameters].join(' ');
  });
}

/** The identifier of a message inside a session; undefined outside. */
function sessionIdOf(descriptor: WritableNode): string | undefined {
  const { SessionID: id, SessionType: type } = leavesOf(descriptor);
  if ((type === 'Inband') !== (id !== undefined)) {
    throw new PtsError(
      'SessionDescriptor',
      'a message has a form inside a session with SessionID, and outside without it',
    );
  }
  return id;
}

function descriptorOf(descriptor: WritableNode | undefined): { transactionId: string; mode: string | undefined } {
  const { TransactionID: id = '0', TransactionMode: mode, ...others } = leavesOf(descriptor);
  const [other] = Object.keys(others);
  if (other !== undefined) throw new PtsError(other, `${other} has no known code`);
  const transactionId = id === '' ? '0' : id;
  if (!/^(0|[1-9]\d{0,2})$/.test(transactionId)) {
    throw new PtsError(
      'TransactionID',
      `TransactionID 0 to 999 has a form, ${JSON.stringify(id.slice(0, 40))} has not`,
    );
  }
  return { transactionId, mode };
}

function leavesOf(node: WritableNode | undefined): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries((node?.children ?? []).map((child) => [child.name, child.text ?? '']));
}

function parametersOf(
  primitive: WritableNode,
  name: PrimitiveName,
  version: Version,
): readonly (readonly [code: string, value: Written])[] {
  return takeAll(primitive, (take) =>
    (PARAMETERS.get(name) ?? []).flatMap((parameter) => {
      const value = parameter.write(take, version);
      return value === undefined ? [] : [[parameter.code, value] as const];
    }),
  );
}
