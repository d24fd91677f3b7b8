/** From a POST to its answer: octets to a message, the message carried out, the answer to octets. */

import type { Document } from '../protocol/messages/document.ts';
import { type Envelope, seal, unseal } from '../protocol/messages/envelope.ts';
import { read, syntaxOfContentType, write } from '../protocol/syntax/index.ts';
import type { ReadResult, Syntax } from '../protocol/syntax/types.ts';
import type { Version } from '../protocol/version.ts';
import { header } from '../transport/http/headers.ts';
import type { ServerResponse } from '../transport/http/server.ts';
import type { Header } from '../transport/types.ts';
import { discover } from './access/discovery.ts';
import { type Exchange, exchangeOf } from './exchange-log.ts';
import type { Decode, Encode, Hooks, MessageContext } from './hooks.ts';
import { refusal } from './http-refusal.ts';
import { plainTransaction, writePlain } from './plain-text.ts';
import type { Post } from './post.ts';
import { status } from './results.ts';
import type { Incoming } from './transactions/call.ts';
import type { Core } from './transactions/core.ts';
import { deliver } from './transactions/delivery.ts';
import { awaited, carryOut, type Outcomes, released } from './transactions/dispatch.ts';
import { incomingOf, isUnreadable } from './transactions/incoming.ts';

/** A media type: the syntax it names, and the headers of an answer in the same. */
interface Form {
  readonly syntax: Syntax;
  readonly headers: readonly Header[];
}

const EMPTY_ANSWER: ServerResponse = { status: 200 };

/** The public identifier that says nothing; clients write it for the registered one (TRN-WBXML-005). */
const UNKNOWN_PUBLIC_ID = 0x01;

/**
 * The head of a WBXML answer as that of the request: its WBXML version, where that is an older one, and the unknown
 * public identifier, where it wrote that (TRN-WBXML-006). Both are one octet; what we write holds in WBXML 1.1 too.
 */
function likeRequest(written: Uint8Array, request: Uint8Array): Uint8Array {
  const [version = 0, publicId] = request;
  if (version >= 1 && version < (written[0] ?? 0)) written[0] = version;
  if (publicId === UNKNOWN_PUBLIC_ID) written[1] = publicId;
  return written;
}

/** The first finding that makes a message unreadable. */
function reasonOf({ findings, document }: ReadResult): string {
  const worst = findings.find((f) => f.kind === 'not-well-formed' || f.kind === 'limit' || f.kind === 'root');
  const finding = worst ?? findings.find((f) => f.severity === 'error') ?? findings[0];
  if (finding !== undefined) return finding.message;
  return document === undefined ? 'the message cannot be read' : 'the message holds no transaction';
}

const TAKEN = 'application/vnd.wv.csp.xml, application/vnd.wv.csp.wbxml and application/vnd.wv.csp.sms';

/** The form of a Content-Type; undefined where it names no syntax that is served. */
function createForms(served: readonly Syntax[]): (contentType: string) => Form | undefined {
  const forms = new Map<string, Form>();
  return (contentType) => {
    const known = forms.get(contentType);
    if (known !== undefined) return known;
    const syntax = syntaxOfContentType(contentType);
    if (syntax === undefined || !served.includes(syntax)) return undefined;
    const type = (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
    const form: Form = { syntax, headers: [['Content-Type', type]] };
    // There are few spellings of five media types; a client that invents more is served without the table.
    if (forms.size < 64) forms.set(contentType, form);
    return form;
  };
}

/** Status 400 to a message that cannot be read, under the first TransactionID that can. */
function complaint(core: Core, result: ReadResult, reason: string, newest: Version, plainId?: string): Document {
  const asked = result.document === undefined ? undefined : unseal(result.document);
  const session = asked?.sessionId === undefined ? undefined : core.sessions.get(asked.sessionId);
  const first = (asked?.transactions ?? []).find((transaction) => transaction.mode === 'Request');
  const id = plainId ?? first?.id ?? '';
  const envelope: Envelope = {
    version: session?.version ?? result.version ?? newest,
    sessionType: session === undefined ? 'Outband' : 'Inband',
    sessionId: session?.id,
    transactions: [{ mode: 'Response', id, primitive: status(400, [], reason.slice(0, 200)) }],
  };
  return seal(envelope);
}

/** With the address of the client, and its number as a gateway gives it, in deployments where one is trusted. */
function vouched(incoming: Incoming, name: string | undefined, { headers, from }: Post): Incoming {
  const vouchedNumber = name === undefined ? undefined : header(headers ?? [], name);
  return from === undefined && name === undefined ? incoming : { ...incoming, from, vouchedNumber };
}

/** Small answers are remembered, for requests that come again. */
function remember(core: Core, { session, remember: answers }: Outcomes, octets: Uint8Array | undefined): void {
  if (octets === undefined || octets.length > core.profile.limits.rememberedOctets || session === undefined) return;
  const now = core.clock.now();
  for (const { id, print, answer } of answers) session.replies.remember(id, print, answer, now);
}

/**
 * The answers to POSTs. They throw only on a fault in the code or in a hook. `tell` is called with every exchange, for the
 * operator's log; without it nothing is collected.
 */
export function createAnswerer(core: Core, hooks: Hooks, tell?: (exchange: Exchange) => void): Answerer {
  const { profile } = core;
  const { limits } = profile;
  const bounds = { size: limits.messageOctets, depth: limits.depth, nodes: limits.nodes };
  // No part of malformed XML is carried out. In WBXML a token of another version is no worse than an element of another
  // version in XML, but only the tolerant decoder reads on after it (AMB-025).
  const strictly = { lenient: false, limits: bounds };
  const readOptions = { xml: strictly, wbxml: { lenient: true, limits: bounds }, pts: strictly };
  const standardDecode: Decode = (octets, syntax, options) => read(octets, syntax, options);
  const standardEncode: Encode = (document, { syntax, octets }) => {
    if (syntax === 'pts') return writePlain(document);
    const written = write(document, { syntax });
    return syntax === 'wbxml' ? likeRequest(written, octets) : written;
  };
  const { decode, encode } = hooks;
  const newest: Version = profile.versions.at(-1) ?? '1.3';

  const formOf = createForms(profile.syntaxes);

  /** The last document written, kept only if `tell` is given. */
  let written: { readonly document: Document; readonly context: MessageContext } | undefined;

  function octetsOf(document: Document, context: MessageContext): Uint8Array {
    const outgoing = hooks.outgoing?.(document, context) ?? document;
    if (tell !== undefined) written = { document: outgoing, context };
    return encode === undefined ? standardEncode(outgoing, context) : encode(outgoing, context, standardEncode);
  }

  function unreadable(result: ReadResult, octets: Uint8Array, { syntax, headers }: Form): ServerResponse {
    const reason = reasonOf(result);
    const plainId = syntax === 'pts' ? plainTransaction(octets) : undefined;
    const answered = syntax === 'pts' ? plainId !== undefined : profile.unreadable === 'status-400';
    if (!answered) return refusal(400, reason);
    return {
      status: 200,
      headers,
      body: octetsOf(complaint(core, result, reason, newest, plainId), {
        syntax,
        session: undefined,
        request: undefined,
        octets,
      }),
    };
  }

  /** The answer, or what gives it once the work of a message is done. */
  function begin(post: Post, read: (result: ReadResult) => void): ServerResponse | Begun {
    const { contentType, body } = post;
    const form = contentType === undefined ? undefined : formOf(contentType);
    if (form === undefined) {
      const what = contentType === undefined ? 'there is no Content-Type' : `the Content-Type is ${contentType}`;
      return refusal(415, `${what}; ${TAKEN} are taken`);
    }
    const { syntax, headers } = form;
    if (body.length > limits.messageOctets) {
      return refusal(413, `the message has ${body.length} octets, ${limits.messageOctets} are taken`);
    }
    const options = readOptions[syntax];
    const result =
      decode === undefined ? standardDecode(body, syntax, options) : decode(body, syntax, options, standardDecode);
    read(result);
    if (result.document === undefined || isUnreadable(result)) return unreadable(result, body, form);
    const context = { syntax, session: undefined, request: result.document, octets: body };
    const document = hooks.incoming?.(result.document, context) ?? result.document;
    if (document.root === 'WV-CSP-VersionDiscovery-Request') {
      if (!profile.discovery.supported) return refusal(400, 'version discovery is not served here');
      const answer = discover(document, result.tree?.name ?? '', profile);
      return { status: 200, headers, body: octetsOf(answer, context) };
    }
    const incoming = incomingOf(result, document);
    if (incoming === undefined || incoming.transactions.length === 0) return unreadable(result, body, form);
    const outcomes = carryOut(core, vouched(incoming, profile.login.numberHeader, post), body, newest);
    return {
      outcomes,
      finish() {
        const final = released(outcomes);
        const octets = deliver(core, incoming, final, (answer, session) =>
          octetsOf(answer, { syntax, session, request: document, octets: body }),
        );
        remember(core, final, octets);
        return octets === undefined ? EMPTY_ANSWER : { status: 200, headers, body: octets };
      },
    };
  }

  /** Begins, and gives back what ends the exchange. */
  function opened(post: Post): { readonly begun: ServerResponse | Begun; finish(): ServerResponse } {
    let result: ReadResult | undefined;
    const begun = begin(post, (made) => {
      result = made;
    });
    return {
      begun,
      finish() {
        if ('outcomes' in begun) written = undefined;
        const response = 'outcomes' in begun ? begun.finish() : begun;
        tell?.(exchangeOf(core, post, result, written, response));
        written = undefined;
        return response;
      },
    };
  }

  return {
    answer: (post) => opened(post).finish(),
    async answerInTime(post, ms) {
      const { begun, finish } = opened(post);
      if ('outcomes' in begun) await awaited(begun.outcomes, core, ms);
      return finish();
    },
  };
}

/** A message that was carried out and is not answered yet. */
interface Begun {
  readonly outcomes: Outcomes;
  finish(): ServerResponse;
}

export interface Answerer {
  /** The answer at once: what other domains have to say comes later. */
  answer(post: Post): ServerResponse;
  /** The answer when everything it depends on is there, or after that many milliseconds. */
  answerInTime(post: Post, ms: number): Promise<ServerResponse>;
}
