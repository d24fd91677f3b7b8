/** Defects of what messages carry: text, other content, and what MessageInfo tells of it. */
import type { Value } from '../../../../../protocol/messages/infer.ts';
import { status } from '../../../../../server/results.ts';
import type { Change, Defect } from '../../../../types.ts';
import { handler } from '../../../../ways/families.ts';
import { editsInfo, sendsInstead } from '../../../../ways/messaging.ts';

type Request = Value<'SendMessage-Request'>;

function isBase64({ MessageInfo }: Request): boolean {
  return MessageInfo.ContentEncoding?.toUpperCase() === 'BASE64';
}

/** Text is spoilt before it is kept; its size is told anew. */
function spoilsText(spoil: (text: string) => string): Change {
  return sendsInstead((request) => {
    if (request.ContentData === undefined || isBase64(request)) return request;
    const ContentData = spoil(request.ContentData);
    const ContentSize = new TextEncoder().encode(ContentData).length;
    return { ...request, MessageInfo: { ...request.MessageInfo, ContentSize }, ContentData } as Request;
  });
}

/** Octets in BASE64 are spoilt before they are kept. */
function spoilsOctets(spoil: (octets: Buffer) => Buffer): Change {
  return sendsInstead((request) => {
    if (request.ContentData === undefined || !isBase64(request)) return request;
    const octets = spoil(Buffer.from(request.ContentData, 'base64'));
    const MessageInfo = { ...request.MessageInfo, ContentSize: octets.length };
    return { ...request, MessageInfo, ContentData: octets.toString('base64') } as Request;
  });
}

/** As many octets of a text as fit, the last character whole. */
function cutAt(text: string, most: number): string {
  const octets = Buffer.from(text, 'utf8');
  return octets.length <= most
    ? text
    : octets
        .subarray(0, most)
        .toString('utf8')
        .replace(/\ufffd+$/, '');
}

export const contentDefects: readonly Defect[] = [
  {
    id: 'send-loses-latin-1',
    title: 'loses characters beyond ASCII',
    requirements: ['CSP-IMS-012'],
    unavoidable: ['CSP-IMS-003'],
    change: sendsInstead((request) => ({ ...request, ContentData: request.ContentData?.replaceAll(/[^ -~]/g, '?') })),
  },
  {
    id: 'send-content-size-doubled',
    title: 'tells twice the length of the content',
    requirements: ['CSP-IMS-031'],
    change: editsInfo((info) => ({ ...info, ContentSize: Number(info.ContentSize) * 2 })),
  },
  {
    id: 'content-not-carried',
    title: 'refuses every content type but plain text with 415',
    requirements: ['CSP-IMS-013'],
    change: handler('SendMessage-Request', (standard) => (request, call) => {
      const { ContentType = 'text/plain' } = request.MessageInfo;
      return ContentType.startsWith('text/') ? standard(request, call) : status(415);
    }),
  },
  {
    id: 'content-name-lost',
    title: 'loses ContentName',
    requirements: ['CSP-IMS-032'],
    versions: ['1.3'],
    change: editsInfo(({ ContentName: _left, ...info }) => info),
  },
  {
    id: 'content-font-lost',
    title: 'loses Font',
    requirements: ['CSP-IMS-033'],
    versions: ['1.3'],
    change: editsInfo(({ Font: _left, ...info }) => info),
  },
  {
    id: 'send-changes-content-type',
    title: 'delivers every text as text/html',
    requirements: ['CSP-IMS-003'],
    change: editsInfo((info) => ({ ...info, ContentType: 'text/html' })),
  },
  {
    id: 'content-cut',
    title: 'cuts text at 32 kB',
    requirements: ['CSP-IMS-003'],
    change: spoilsText((text) => cutAt(text, 32_768)),
  },
  {
    id: 'content-loses-astral',
    title: 'loses characters beyond the basic plane',
    requirements: ['CSP-IMS-003'],
    change: spoilsText((text) => text.replaceAll(/[\u{10000}-\u{10ffff}]/gu, '?')),
  },
  {
    id: 'content-halves-astral',
    title: 'takes characters beyond the basic plane for two',
    requirements: ['CSP-IMS-003'],
    change: spoilsText((text) => text.replaceAll(/[\u{10000}-\u{10ffff}]/gu, '\ufffd\ufffd')),
  },
  {
    id: 'content-composes',
    title: 'composes letters and their marks',
    requirements: ['CSP-IMS-003'],
    change: spoilsText((text) => text.normalize('NFC')),
  },
  {
    id: 'content-loses-direction',
    title: 'loses the marks that give text its direction',
    requirements: ['CSP-IMS-003'],
    change: spoilsText((text) => text.replaceAll(/[\u200e\u200f]/g, '')),
  },
  {
    id: 'content-trimmed',
    title: 'trims white space off text',
    requirements: ['CSP-IMS-003'],
    change: spoilsText((text) => text.trim()),
  },
  {
    id: 'content-markup-escaped-twice',
    title: 'escapes markup characters in text once too often',
    requirements: ['CSP-IMS-003'],
    unavoidable: ['CSP-IMS-012'],
    change: spoilsText((text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')),
  },
  {
    id: 'content-numbers-rewritten',
    title: 'takes text for a number where it looks like one',
    requirements: ['CSP-IMS-003'],
    change: spoilsText((text) => (/^[\d.]+$/.test(text) ? String(Number(text)) : text)),
  },
  {
    id: 'content-takes-text-for-base64',
    title: 'decodes text that looks like BASE64',
    requirements: ['CSP-IMS-003'],
    change: spoilsText((text) => (/^[A-Za-z0-9]{8}$/.test(text) ? Buffer.from(text, 'base64').toString() : text)),
  },
  {
    id: 'content-base64-as-text',
    title: 'reads octets in BASE64 as text and encodes them again',
    requirements: ['CSP-IMS-013'],
    unavoidable: ['CSP-IMS-003'],
    change: spoilsOctets((octets) => Buffer.from(octets.toString('latin1'), 'utf8')),
  },
  {
    id: 'content-base64-padding-lost',
    title: 'loses the last octets of content in BASE64 that needs padding',
    requirements: ['CSP-IMS-013'],
    unavoidable: ['CSP-IMS-003'],
    change: spoilsOctets((octets) => octets.subarray(0, octets.length - (octets.length % 3))),
  },
  {
    id: 'content-encoding-lost',
    title: 'loses ContentEncoding',
    requirements: ['CSP-IMS-013'],
    unavoidable: ['CSP-IMS-003'],
    change: editsInfo(({ ContentEncoding: _left, ...info }) => info),
  },
  {
    id: 'content-type-parameters-lost',
    title: 'loses the parameters of a content type',
    requirements: ['CSP-IMS-013'],
    change: editsInfo((info) => ({ ...info, ContentType: String(info.ContentType).split(';')[0] })),
  },
];
