/** Families of defects: the ways in which servers go wrong, with what goes wrong as a parameter. */

import { anyVersion, type Draft } from '../../protocol/messages/any-version.ts';
import type { Document } from '../../protocol/messages/document.ts';
import { is, type Primitive, type PrimitiveName, primitive } from '../../protocol/messages/envelope.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import { Refusal } from '../../server/element.ts';
import type { ElementChanges } from '../../server/elements.ts';
import type { Hooks, MessageContext } from '../../server/hooks.ts';
import { type ProfileChanges, serverProfile } from '../../server/profile.ts';
import { result, status } from '../../server/results.ts';
import type { AnyHandler } from '../../server/transactions/call.ts';
import type { AccessRules } from '../../server/transactions/core.ts';
import type { Change } from '../types.ts';
import { withElement } from './values.ts';

/** Adds hooks to those already there. */
export function hooks(added: Hooks): Change {
  return (options) => {
    const before = options.hooks === undefined ? [] : 'length' in options.hooks ? options.hooks : [options.hooks];
    return { ...options, hooks: [...before, added] };
  };
}

/** Several changes, one after the other. */
export function all(...changes: readonly Change[]): Change {
  return (options) => changes.reduce((made, change) => change(made), options);
}

/** Another profile: what is left to the operator, set to something else. */
export function profile(settings: ProfileChanges): Change {
  return (options) => ({ ...options, profile: serverProfile(settings, options.profile) });
}

/** Other decisions of the service access point. */
export function rules(change: (standard: AccessRules) => Partial<AccessRules>): Change {
  return hooks({ rules: (standard) => ({ ...standard, ...change(standard) }) });
}

type ElementName = keyof ElementChanges;
type ChangesOf<Name extends ElementName> = NonNullable<ElementChanges[Name]>;

/**
 * Other functions in a service element. `make` is called for each server, so what the functions remember belongs to one
 * server alone.
 */
export function changes<Name extends ElementName>(name: Name, make: () => ChangesOf<Name>): Change {
  return (options) => hooks({ elements: { [name]: make() } })(options);
}

/** Other reactions to sessions in a service element, or other handlers. */
export function element<Name extends ElementName>(name: Name, change: NonNullable<ChangesOf<Name>['element']>): Change {
  return hooks({ elements: { [name]: { element: change } } });
}

/** Replaces text in XML messages as they are written: for what no message in memory can hold. */
export function replacesText(pattern: RegExp, replacement: string): Change {
  return hooks({
    encode(document, context, next) {
      const octets = next(document, context);
      if (context.syntax !== 'xml') return octets;
      return new TextEncoder().encode(new TextDecoder().decode(octets).replace(pattern, replacement));
    },
  });
}

/** The value of a primitive of a client's message. */
export function requestValue<N extends PrimitiveName>(document: Document | undefined, name: N): Value<N> | undefined {
  if (document?.root !== 'WV-CSP-Message') return undefined;
  const message = document.content as unknown as LooseMessage;
  for (const transaction of message.Session.Transaction) {
    const value = transaction.TransactionContent?.[name];
    if (value !== undefined) return value as Value<N>;
  }
  return undefined;
}

/** Wraps the handler of one request primitive. */
export function handler<N extends PrimitiveName>(
  request: N,
  wrap: (standard: StandardHandler<N>) => RequestHandler<N>,
): Change {
  return hooks({
    handler: (name, standard) => (name === request ? (wrap(standard) as AnyHandler) : standard),
  });
}

/** The handler of the server for one request primitive; it may be given a request with parameters of any version. */
export type StandardHandler<N extends PrimitiveName> = (
  request: Value<N> | Draft<N>,
  call: Parameters<AnyHandler>[1],
) => Primitive | number;

/** A handler in its place. */
export type RequestHandler<N extends PrimitiveName> = (
  request: Value<N>,
  call: Parameters<AnyHandler>[1],
) => Primitive | number;

/** Refuses a request with this code, whatever it asks. Nothing is carried out. */
export function refuses(request: PrimitiveName, code: number): Change {
  return handler(request, () => () => status(code));
}

/** Carries a request out and answers success with this code instead. */
export function answersCode(request: PrimitiveName, code: number): Change {
  return handler(request, (standard) => (value, call) => withCode(asPrimitive(standard(value, call)), code));
}

/** Says 200 and does nothing. */
export function pretends(request: PrimitiveName): Change {
  return refuses(request, 200);
}

/** Answers a code where the standard answer has another: a failure taken for another, or for success. */
export function mistakesCode(from: number, to: number, request?: PrimitiveName): Change {
  return hooks({
    outgoing: (document, context) =>
      request === undefined || requestNames(context.request).includes(request)
        ? editPrimitives(document, (primitive) => (codeOf(primitive) === from ? withCode(primitive, to) : primitive))
        : document,
  });
}

/** A code of an answer to a request becomes another, in its Result and in every DetailedResult. */
export function mistakesInside(request: PrimitiveName, from: number, to: number): Change {
  return handler(request, (standard) => (value, call) => withCodes(outcome(standard, value, call), from, to));
}

/** A primitive in which one code stands for another, wherever it stands. */
export function withCodes(primitive: Primitive, from: number, to: number): Primitive {
  return withElement(primitive, 'Code', (code) => (code === from ? to : code));
}

/** Changes the value of every primitive of a name the server sends. */
export function edits<N extends PrimitiveName>(
  name: N,
  edit: (value: Value<N>, context: MessageContext) => Value<N> | Draft<N>,
): Change {
  return hooks({
    outgoing: (document, context) =>
      editPrimitives(document, (sent) => (is(sent, name) ? primitive(name, edit(sent.value, context)) : sent)),
  });
}

/** Leaves an element out of every primitive of a name; `path` is relative to the primitive, `Result/Code`. */
export function leavesOut(name: PrimitiveName, path: string): Change {
  return edits(name, (value) => without(value, path.split('/')));
}

/** Sends one primitive where it should send another: the first of a name becomes a Status with this code. */
export function answersStatus(name: PrimitiveName, code: number): Change {
  return hooks({
    outgoing: (document) =>
      editPrimitives(document, (primitive) => (primitive.name === name ? status(code) : primitive)),
  });
}

/** Never begins this transaction. */
export function neverSends(name: PrimitiveName): Change {
  return rules((standard) => ({
    maySend: (session, primitive) => primitive.name !== name && standard.maySend(session, primitive),
  }));
}

/** Changes the envelope of the server's messages. */
export function editsEnvelope(
  edit: (content: LooseMessage, context: MessageContext, version: string) => LooseMessage,
): Change {
  return hooks({
    outgoing: (document, context) =>
      document.root === 'WV-CSP-Message'
        ? ({ ...document, content: edit(document.content, context, document.version) } as Document)
        : document,
  });
}

/** A message as far as its envelope goes. */
export interface LooseMessage {
  readonly Session: {
    readonly SessionDescriptor: { readonly SessionType: 'Inband' | 'Outband'; readonly SessionID?: string };
    readonly Transaction: readonly {
      readonly TransactionDescriptor: {
        readonly TransactionMode: 'Request' | 'Response';
        readonly TransactionID?: string;
        readonly Poll?: boolean;
      };
      readonly TransactionContent: Readonly<Record<string, unknown>>;
    }[];
    readonly Poll?: boolean;
    readonly CIR?: boolean;
  };
}

/** The names of the primitives of a message. */
export function requestNames(document: Document | undefined): readonly string[] {
  if (document?.root !== 'WV-CSP-Message') return [];
  const message = document.content;
  return message.Session.Transaction.flatMap((t) => Object.keys(t.TransactionContent ?? {}));
}

/** Replaces the primitives of a message of the server. */
export function editPrimitives(document: Document, edit: (primitive: Primitive) => Primitive): Document {
  if (document.root !== 'WV-CSP-Message') return document;
  const message = document.content as unknown as LooseMessage;
  const transactions = message.Session.Transaction.map((transaction) => {
    const [name] = Object.keys(transaction.TransactionContent);
    if (name === undefined) return transaction;
    const edited = edit({ name, value: transaction.TransactionContent[name] } as Primitive);
    return { ...transaction, TransactionContent: { [edited.name]: edited.value } };
  });
  return {
    ...document,
    content: { ...message, Session: { ...message.Session, Transaction: transactions } },
  } as Document;
}

/** The answer of a handler, also where it refuses. */
export function outcome<N extends PrimitiveName>(
  standard: StandardHandler<N>,
  request: Value<N> | Draft<N>,
  call: Parameters<AnyHandler>[1],
): Primitive {
  try {
    return asPrimitive(standard(request, call));
  } catch (error) {
    if (error instanceof Refusal) return status(error.code, error.details, error.description);
    throw error;
  }
}

export function asPrimitive(answer: Primitive | number): Primitive {
  return typeof answer === 'number' ? status(answer) : answer;
}

/** The code of a primitive with a Result. */
export function codeOf(primitive: Primitive): number | undefined {
  return anyVersion(primitive.value).Result?.Code;
}

/** The primitive with this code: in its Result where it has one, else as a Status. */
export function withCode(primitive: Primitive, code: number): Primitive {
  if (codeOf(primitive) === undefined) return status(code);
  return { ...primitive, value: { ...primitive.value, Result: result(code) } };
}

/** A copy of a value without the element at a path; lists are followed through all their entries. */
export function without<T>(value: T, path: readonly string[]): T {
  return withoutAt(value, path) as T;
}

function withoutAt(value: unknown, path: readonly string[]): unknown {
  const [key, ...rest] = path;
  if (key === undefined || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((entry) => withoutAt(entry, path));
  const { [key]: child, ...others } = Object.fromEntries(Object.entries(value));
  if (child === undefined) return value;
  return rest.length === 0 ? others : { ...others, [key]: withoutAt(child, rest) };
}
