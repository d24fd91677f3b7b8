/**
 * The seams of the reference server: places where its behaviour can be replaced from outside. The server calls them and
 * knows nothing of what they do; without any it is the conforming server. Documents and primitives given to a hook are
 * shared and must not be changed in place: return another one.
 */
import type { Document } from '../protocol/messages/document.ts';
import type { ReadOptions, ReadResult, Syntax } from '../protocol/syntax/types.ts';
import type { ServerResponse } from '../transport/http/server.ts';
import type { CirRules } from './cir/rules.ts';
import type { AccessPoint } from './element.ts';
import type { ElementChanges } from './elements.ts';
import type { Post } from './post.ts';
import { combineChanges } from './seam.ts';
import type { Session } from './sessions/session.ts';
import type { AnyHandler } from './transactions/call.ts';
import type { AccessRules } from './transactions/core.ts';

/** The context of a message. */
export interface MessageContext {
  readonly syntax: Syntax;
  /** The session of the message, or the one it opened. */
  readonly session: Session | undefined;
  /** The client's message that is being answered, and its octets. */
  readonly request: Document | undefined;
  readonly octets: Uint8Array;
}

export interface Hooks {
  /** Decisions of the access point. */
  rules?(rules: AccessRules): AccessRules;
  /** The handler of a request primitive, of the access point or of an element. */
  handler?(primitive: string, handler: AnyHandler): AnyHandler;
  /** The interface of the access point for elements: sessions, accounts, sending, the clock. */
  access?(access: AccessPoint): AccessPoint;
  /** Decisions of communication initiation. */
  cir?(rules: CirRules): CirRules;
  /** Functions of the service elements. */
  readonly elements?: ElementChanges;
  /** Octets to a message. */
  decode?(octets: Uint8Array, syntax: Syntax, options: ReadOptions, next: Decode): ReadResult;
  /** A message of a client before it is carried out. */
  incoming?(document: Document, context: MessageContext): Document;
  /** A message of the server before it is written. */
  outgoing?(document: Document, context: MessageContext): Document;
  /** A message to octets. */
  encode?(document: Document, context: MessageContext, next: Encode): Uint8Array;
  /** The answer of the transport. */
  response?(response: ServerResponse, post: Post): ServerResponse;
}

export type Decode = (octets: Uint8Array, syntax: Syntax, options: ReadOptions) => ReadResult;
export type Encode = (document: Document, context: MessageContext) => Uint8Array;

function chain<T>(steps: readonly ((value: T) => T)[]): ((value: T) => T) | undefined {
  if (steps.length === 0) return undefined;
  return (value) => steps.reduce((result, step) => step(result), value);
}

/** Changes of the same element follow one another. */
function combineElements(sets: readonly ElementChanges[]): ElementChanges {
  const names = new Set(sets.flatMap((set) => Object.keys(set))) as Set<keyof ElementChanges>;
  const combined = [...names].map((name) => [name, combineChanges<object>(sets.map((set) => set[name] ?? {}))]);
  return Object.fromEntries(combined);
}

/** Several sets of hooks as one; each sees what those before it left. */
export function combineHooks(sets: readonly Hooks[]): Hooks {
  const [only] = sets;
  if (only !== undefined && sets.length === 1) return only;
  const rules = chain(
    sets.flatMap((set) => (set.rules === undefined ? [] : [(r: AccessRules) => set.rules?.(r) ?? r])),
  );
  const access = chain(
    sets.flatMap((set) => (set.access === undefined ? [] : [(a: AccessPoint) => set.access?.(a) ?? a])),
  );
  const cir = chain(sets.flatMap((set) => (set.cir === undefined ? [] : [(r: CirRules) => set.cir?.(r) ?? r])));
  const has = (key: keyof Hooks) => sets.some((set) => set[key] !== undefined);
  return {
    ...(rules === undefined ? {} : { rules }),
    ...(access === undefined ? {} : { access }),
    ...(cir === undefined ? {} : { cir }),
    ...(has('elements') && { elements: combineElements(sets.flatMap(({ elements = {} }) => [elements])) }),
    ...(has('handler') && {
      handler: (name, handler) => sets.reduce((inner, set) => set.handler?.(name, inner) ?? inner, handler),
    }),
    ...(has('decode') && {
      decode: (octets, syntax, options, next) =>
        sets.reduce<Decode>((inner, set) => (o, s, p) => set.decode?.(o, s, p, inner) ?? inner(o, s, p), next)(
          octets,
          syntax,
          options,
        ),
    }),
    ...(has('incoming') && {
      incoming: (document, context) => sets.reduce((d, set) => set.incoming?.(d, context) ?? d, document),
    }),
    ...(has('outgoing') && {
      outgoing: (document, context) => sets.reduce((d, set) => set.outgoing?.(d, context) ?? d, document),
    }),
    ...(has('encode') && {
      encode: (document, context, next) =>
        sets.reduce<Encode>((inner, set) => (d, c) => set.encode?.(d, c, inner) ?? inner(d, c), next)(
          document,
          context,
        ),
    }),
    ...(has('response') && {
      response: (response, post) => sets.reduce((r, set) => set.response?.(r, post) ?? r, response),
    }),
  };
}
