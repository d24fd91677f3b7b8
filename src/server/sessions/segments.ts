/**
 * Segmentation (1.3, function SGMNT): an answer the client cannot parse in one piece goes out in several. The answer
 * carries the first segment and SegmentInfo, which says how many there are; the client fetches the others.
 *
 * How SegmentContent is encoded is not known from any source (AMB-122): here it is the XML text of the primitive, cut
 * between characters, in XML and WBXML alike.
 */
import { type Envelope, type Primitive, seal } from '../../protocol/messages/envelope.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import { write } from '../../protocol/syntax/index.ts';

export interface Segments {
  /** Keeps the segments of an answer; the oldest answers go when there is too much. False when it is too much itself. */
  put(transactionId: string, segments: readonly string[]): boolean;
  /** A segment by number, from 1; undefined for one that is not there. */
  get(transactionId: string, reference: number): string | undefined;
  drop(transactionId: string): boolean;
}

/** `limit`: characters kept in all. */
export function createSegments(limit: number): Segments {
  const kept = new Map<string, readonly string[]>();
  let size = 0;
  const lengthOf = (segments: readonly string[]) => segments.reduce((sum, segment) => sum + segment.length, 0);
  const segments: Segments = {
    put(transactionId, parts) {
      segments.drop(transactionId);
      const length = lengthOf(parts);
      if (length > limit) return false;
      for (const [oldest] of kept) {
        if (size + length <= limit) break;
        segments.drop(oldest);
      }
      kept.set(transactionId, parts);
      size += length;
      return true;
    },
    get: (transactionId, reference) => kept.get(transactionId)?.[reference - 1],
    drop(transactionId) {
      const parts = kept.get(transactionId);
      if (parts === undefined) return false;
      size -= lengthOf(parts);
      return kept.delete(transactionId);
    },
  };
  return segments;
}

/** The XML text of a primitive of 1.3, as it stands inside TransactionContent. */
function textOf(primitive: Primitive): string {
  const transactions = [{ mode: 'Response', id: '', primitive }] as const;
  const envelope: Envelope = { version: '1.3', sessionType: 'Inband', transactions };
  const text = new TextDecoder().decode(write(seal(envelope), { syntax: 'xml' }));
  const start = text.indexOf('>', text.indexOf('<TransactionContent')) + 1;
  return text.slice(start, text.lastIndexOf('</TransactionContent>'));
}

const MARKUP = new Set(['<', '>', '&', '"', "'"]);

/** Most octets a character can take in SegmentContent: UTF-8, or an entity. */
function cost(char: string): number {
  if (MARKUP.has(char)) return 6;
  const code = char.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

/** The text of a primitive in pieces that take no more than `room` octets each. */
export function cut(primitive: Primitive, room: number): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  let used = 0;
  for (const char of textOf(primitive)) {
    const octets = cost(char);
    if (used + octets > room && piece !== '') {
      pieces.push(piece);
      piece = '';
      used = 0;
    }
    piece += char;
    used += octets;
  }
  return [...pieces, piece];
}

export function segmentPrimitive(content: string): Primitive {
  return { name: 'GetSegment-Response', value: { SegmentContent: content } };
}

export function segmentInfo(transactionId: string, count: number): Value<'SegmentInfo', '1.3'> {
  return { SegmentCount: count, SegmentID: { TransactionID: transactionId, SegmentReference: 1 } };
}
