/** Message content: what a message carries and whether it is what it says it is. */
import type { Value } from '../../protocol/messages/infer.ts';
import { Refusal } from '../element.ts';

/** The parts of MessageInfo that travel with the content, with defaults filled in. */
export interface MessageContent {
  readonly contentType: string;
  readonly encoding: 'None' | 'BASE64';
  /** Octets before transfer encoding: UTF-8 of text, decoded octets of BASE64 (AMB-068). */
  readonly octets: number;
  /** ContentSize for the recipient: `octets`, whatever the sender stated; without content the value of the sender. */
  readonly size: number;
  readonly data: string | undefined;
}

/** Tolerance for ContentSize if wrong values are refused, since the standard does not settle what it counts (AMB-068). */
const SLACK = 2;

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Octets of a BASE64 text, white space aside; undefined where it is none. */
function decodedLength(data: string): number | undefined {
  const plain = data.replace(/\s+/g, '');
  if (!BASE64.test(plain)) return undefined;
  const padding = plain.endsWith('==') ? 2 : plain.endsWith('=') ? 1 : 0;
  return (plain.length / 4) * 3 - padding;
}

/** The content of a message to be sent. @throws Refusal 402 where size, encoding and content contradict each other. */
export function messageContent(
  info: Value<'MessageInfo'>,
  data: string | undefined,
  largest: number,
  wrongSize: 'take' | 'refuse',
): MessageContent {
  const encoding = (info.ContentEncoding ?? 'None').toUpperCase() === 'BASE64' ? 'BASE64' : 'None';
  if (encoding === 'None' && !['NONE', ''].includes((info.ContentEncoding ?? '').toUpperCase())) {
    throw new Refusal(402, `ContentEncoding ${info.ContentEncoding} is not known here; None and BASE64 are`);
  }
  const contentType = info.ContentType ?? 'text/plain';
  if (!/^[\w!#$&^.+-]+\/[\w!#$&^.+*-]+\s*(;.*)?$/.test(contentType.trim())) {
    throw new Refusal(402, 'ContentType is no media type');
  }
  const encoded = Buffer.byteLength(data ?? '', 'utf8');
  const octets = encoding === 'BASE64' ? decodedLength(data ?? '') : encoded;
  if (octets === undefined) throw new Refusal(402, 'ContentData is not BASE64');
  if (octets > largest) throw new Refusal(402, `the content is larger than the ${largest} octets carried here`);
  const claimed = info.ContentSize;
  if (data === undefined) return { contentType, encoding, octets, size: claimed ?? octets, data };
  if (claimed !== undefined && wrongSize === 'refuse') {
    const readings = [octets, encoded, data.length, [...data].length];
    if (readings.every((length) => Math.abs(length - claimed) > SLACK)) {
      throw new Refusal(402, `ContentSize says ${claimed}, the content has ${octets} octets`);
    }
  }
  return { contentType, encoding, octets, size: octets, data };
}
