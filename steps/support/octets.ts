/** Messages as octets, whole and broken, and what becomes of broken ones. */

import type { Reply } from '../../src/client/answers.ts';
import type { RawOptions } from '../../src/client/send-options.ts';
import { ConformanceFailure, HarnessError } from '../../src/conformance/scenario/signals.ts';
import { anyVersion } from '../../src/protocol/messages/any-version.ts';
import { seal } from '../../src/protocol/messages/envelope.ts';
import { write } from '../../src/protocol/syntax/index.ts';
import { TransportError } from '../../src/transport/types.ts';
import type { Party, World } from './world.ts';

/** The octets of a KeepAlive-Request in the open session of a party, in the syntax of the scenario. */
export function keepAliveOctets(world: World, party: Party): Uint8Array {
  const { client } = party;
  const { sessionId } = client.session;
  if (sessionId === undefined) return world.fail('an open session', `the session of ${party.name} is over`);
  const transactions = [
    { mode: 'Request', id: client.freshId(), primitive: { name: 'KeepAlive-Request', value: {} } },
  ] as const;
  return write(seal({ version: world.version, sessionType: 'Inband', sessionId, transactions }), {
    syntax: world.syntax,
  });
}

/** The fate of octets: a reply, or a connection closed without one. */
export type Fate = { readonly reply: Reply } | { readonly closed: string };

/**
 * Posts octets unchanged over a new connection. If the server closes it instead of answering, that is an outcome, not an
 * error; a kept connection might have been closed for other reasons.
 */
export async function post(party: Party, body: Uint8Array, options: RawOptions = {}): Promise<Fate> {
  try {
    return {
      reply: await party.client.sendRaw(body, {
        ...options,
        http: { ...options.http, connection: party.client.freshId() },
      }),
    };
  } catch (error) {
    if (error instanceof TransportError && error.fault === 'closed') return { closed: error.message };
    throw error;
  }
}

/** Changes the text of an XML document. */
function edited(edit: (text: string) => string) {
  return (document: Uint8Array) => new TextEncoder().encode(edit(new TextDecoder().decode(document)));
}

/** Ways to break a document: of either syntax, of WBXML, of XML. */
const FAULTS: Readonly<Record<string, (document: Uint8Array) => Uint8Array>> = {
  'cut short': (document) => document.subarray(0, document.length >> 1),
  // The length of the string table follows version, public identifier and charset, each one octet here.
  'with a string table that has no end': (document) =>
    Uint8Array.from([...document.subarray(0, 3), 0x8f, 0xff, 0x7f, ...document.subarray(4)]),
  // OPAQUE of 127 octets in place of the last END.
  'with a length beyond its end': (document) => Uint8Array.from([...document.subarray(0, -1), 0xc3, 0x7f, 0x00]),
  'without its last end tag': edited((text) => text.slice(0, text.lastIndexOf('</'))),
  'with an end tag of another name': edited((text) => text.replace('</Session>', '</Sessions>')),
  'with a bare ampersand in a value': edited((text) => text.replace('</TransactionID>', ' & co</TransactionID>')),
};

export function broken(document: Uint8Array, fault: string): Uint8Array {
  const breaks = FAULTS[fault];
  if (breaks === undefined) throw new HarnessError(`"${fault}" is no way to break a document`);
  return breaks(document);
}

/** Checks that no part of a document was carried out; an unknown form of refusal is noted (AMB-129). */
export function notCarriedOut(world: World, fate: Fate): void {
  if (!('closed' in fate)) {
    const { transactions, exchange } = fate.reply;
    const done = transactions.find(({ primitive }) => isSuccess(primitive.value));
    const observed = done === undefined ? 'no success' : world.notation(done.primitive);
    world.expect.that(done === undefined, 'no success', observed, { exchange: exchange.number, side: 'response' });
  }
  try {
    refusedByTransport(world, fate);
  } catch (error) {
    if (!(error instanceof ConformanceFailure)) throw error;
    world.observe(error.expected, error.observed);
  }
}

function isSuccess(value: unknown): boolean {
  const code = (value as { readonly Result?: { readonly Code: number } }).Result?.Code;
  return code !== undefined && code >= 200 && code < 300;
}

/** Octets that cannot be read, or lack what is needed, were refused: by HTTP, by silence, by Status 400. */
export function refusedByTransport(world: World, fate: Fate): void {
  if ('closed' in fate) {
    world.note(`the connection was closed: ${fate.closed}`);
    return;
  }
  const { response, transactions, exchange } = fate.reply;
  const place = { exchange: exchange.number, side: 'response' } as const;
  const expected = 'HTTP 4xx, a closed connection or Status 400';
  if (response.status !== 200) {
    const refused = response.status >= 400 && response.status < 500;
    world.expect.that(refused, expected, `HTTP ${response.status}`, place);
    return;
  }
  const codes = transactions.map(({ primitive }) => anyVersion(primitive.value));
  const observed = transactions.map(({ primitive }) => world.notation(primitive)).join(', ') || 'HTTP 200 without CSP';
  world.expect.that(
    codes.some((value) => value.Result?.Code === 400),
    expected,
    observed,
    place,
  );
}

/** The first fields of a WBXML document. */
export interface WbxmlHead {
  /** `1.3` */
  readonly version: string;
  /** A number, or `text` where the string table holds it. */
  readonly publicId: number | 'text';
  readonly charset: number;
}

/** A number of seven bits an octet, and where it ends. */
function multiByte(octets: Uint8Array, start: number): readonly [value: number, end: number] {
  let value = 0;
  for (let at = start; at < octets.length; at++) {
    const octet = octets[at] ?? 0;
    value = value * 128 + (octet & 0x7f);
    if (octet < 0x80) return [value, at + 1];
  }
  return [value, octets.length];
}

/** The head of a WBXML document; undefined for octets that are too few. */
export function wbxmlHead(document: Uint8Array): WbxmlHead | undefined {
  const [first] = document;
  if (first === undefined || document.length < 4) return undefined;
  const [id, afterId] = multiByte(document, 1);
  // A public identifier 0 is followed by the index of its text.
  const afterText = id === 0 ? multiByte(document, afterId)[1] : afterId;
  const [charset] = multiByte(document, afterText);
  return { version: `${(first >> 4) + 1}.${first & 0x0f}`, publicId: id === 0 ? 'text' : id, charset };
}

/** The content of an element that holds one value, as WBXML has it: `token A5` or the text. */
export function valueIn(content: Uint8Array): string {
  const [first] = content;
  if (first === 0x80) return `token ${multiByte(content, 1)[0].toString(16).toUpperCase()}`;
  if (first === 0x03) return new TextDecoder().decode(content.subarray(1, content.indexOf(0)));
  return [...content].map((octet) => octet.toString(16).padStart(2, '0')).join(' ');
}
