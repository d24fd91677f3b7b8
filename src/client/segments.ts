/**
 * Segmentation (1.3): an answer larger than the client can parse comes in pieces. The transaction that answers carries
 * SegmentInfo, which says how many pieces there are and names the first; GetSegment-Request brings the others.
 *
 * How SegmentContent is encoded is not known from any source (AMB-122). Understood are the XML text of the primitive, of
 * its TransactionContent or of the whole message, and either form of the message as BASE64.
 */
import { is, type Primitive, unseal } from '../protocol/messages/envelope.ts';
import type { Value } from '../protocol/messages/infer.ts';
import { type Document, read, type SYNTAXES, VERSION_FACTS } from '../protocol/syntax/index.ts';
import type { Exchange } from '../transport/types.ts';
import { type Answer, answer } from './answers.ts';
import { AnswerError } from './errors.ts';
import type { SendOptions } from './send-options.ts';

/** One piece of an answer. */
export interface Segment {
  readonly reference: number;
  readonly content: string;
  /** The exchange that brought it. */
  readonly exchange: Exchange;
}

/** An answer as a whole. */
export interface WholeAnswer extends Answer {
  /** The pieces it came in, in order; none where it came in one piece. */
  readonly segments: readonly Segment[];
}

/** The announcement in the SegmentInfo of an answer. */
export interface AnnouncedSegments {
  readonly count: number;
  /** Names the segments together with a reference. */
  readonly transactionId: string;
  /** The reference of the first segment; the others are counted on from it. */
  readonly first: number;
  /** The first segment, where it came with the announcement. */
  readonly content: string | undefined;
}

type Ask = (request: Value<'GetSegment-Request'>, options?: SendOptions) => Promise<Answer>;

/** More segments than this are not fetched. */
const MOST_SEGMENTS = 10_000;

/** The segments an answer announces; undefined where it came in one piece. */
export function announcedSegments({ transaction, primitive }: Answer): AnnouncedSegments | undefined {
  const info = transaction.segmentInfo;
  if (info === undefined) return undefined;
  const { TransactionID: transactionId, SegmentReference: first } = info.SegmentID;
  return { count: info.SegmentCount, transactionId, first, content: contentOf(primitive) };
}

function contentOf(primitive: Primitive): string | undefined {
  return is(primitive, 'GetSegment-Response') ? primitive.value.SegmentContent : undefined;
}

/**
 * Fetches what is missing of an answer and puts it together. An answer in one piece is returned as it is.
 * @throws AnswerError when a segment is refused (`refused`, `unexpected-primitive`), when the pieces make no primitive
 * (`unreadable`), when there are more than 10 000 (`endless`)
 */
export async function wholeAnswer(ask: Ask, given: Answer, options?: SendOptions): Promise<WholeAnswer> {
  const announced = announcedSegments(given);
  if (announced === undefined) return { ...given, segments: [] };
  const { count, transactionId: TransactionID, first, content } = announced;
  if (count > MOST_SEGMENTS) {
    throw new AnswerError('endless', `${count} segments are announced, more than ${MOST_SEGMENTS}`, given.exchange);
  }
  const segments: Segment[] = content === undefined ? [] : [{ reference: first, content, exchange: given.exchange }];
  for (let reference = first + segments.length; reference < first + count; reference++) {
    const fetched = (await ask({ SegmentID: { TransactionID, SegmentReference: reference } }, options)).orThrow();
    const { SegmentContent } = fetched.as('GetSegment-Response');
    segments.push({ reference, content: SegmentContent, exchange: fetched.exchange });
  }
  const primitive = joinSegments(segments.map((segment) => segment.content));
  if (primitive === undefined) {
    const what = `the ${segments.length} segments of the answer to ${given.request.name} make no primitive`;
    throw new AnswerError('unreadable', what, given.exchange);
  }
  return { ...answer(given.request, { ...given.transaction, primitive }, given.reply), segments };
}

/** The primitive that the contents of segments, in their order, are; undefined where they are none. */
export function joinSegments(contents: readonly string[]): Primitive | undefined {
  const text = contents.join('');
  if (text.trimStart().startsWith('<')) return fromText(text);
  const octets = fromBase64(text) ?? fromBase64Pieces(contents);
  return octets === undefined ? undefined : fromOctets(octets);
}

function fromText(text: string): Primitive | undefined {
  const content = text.replace(/^\s*<\?xml[^>]*\?>/, '').replace(/^\s*<!DOCTYPE[^>]*>/, '');
  const [, root = ''] = /^\s*<([\w.-]+)/.exec(content) ?? [];
  if (root === 'WV-CSP-Message') return firstPrimitive(new TextEncoder().encode(text), 'xml');
  const { CSP, TRC } = VERSION_FACTS['1.3'].namespaces;
  const inside = root === 'TransactionContent' ? content : `<TransactionContent>${content}</TransactionContent>`;
  const message =
    `<WV-CSP-Message xmlns="${CSP}"><Session><SessionDescriptor><SessionType>Inband</SessionType></SessionDescriptor>` +
    '<Transaction><TransactionDescriptor><TransactionMode>Response</TransactionMode><TransactionID>0</TransactionID></TransactionDescriptor>' +
    `${inside.replace(/^\s*<TransactionContent(?![^>]*xmlns)/, `<TransactionContent xmlns="${TRC}"`)}</Transaction></Session></WV-CSP-Message>`;
  return firstPrimitive(new TextEncoder().encode(message), 'xml');
}

function firstPrimitive(octets: Uint8Array, syntax: (typeof SYNTAXES)[number]): Primitive | undefined {
  const { document, findings } = read(octets, syntax, { assume: '1.3', lenient: false });
  if (document === undefined || findings.some((finding) => finding.kind === 'not-well-formed')) return undefined;
  return unseal(document satisfies Document)?.transactions[0]?.primitive;
}

/** Octets are XML of any extent, or a binary message. */
function fromOctets(octets: Uint8Array): Primitive | undefined {
  const text = new TextDecoder().decode(octets);
  return text.trimStart().startsWith('<') ? fromText(text) : firstPrimitive(octets, 'wbxml');
}

function fromBase64(text: string): Uint8Array | undefined {
  const plain = text.replaceAll(/\s/g, '');
  if (plain === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(plain) || plain.length % 4 === 1) return undefined;
  return Uint8Array.from(atob(plain), (char) => char.charCodeAt(0));
}

/** Each piece encoded for itself. */
function fromBase64Pieces(contents: readonly string[]): Uint8Array | undefined {
  const octets: number[] = [];
  for (const content of contents) {
    const piece = fromBase64(content);
    if (piece === undefined) return undefined;
    octets.push(...piece);
  }
  return Uint8Array.from(octets);
}
