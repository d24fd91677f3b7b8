/** Content that is easily spoilt on its way: what is sent, and whether it came as it was sent. */

import { HarnessError } from '../../../src/conformance/scenario/signals.ts';
import { draft } from '../../../src/protocol/messages/any-version.ts';
import { noteLineEnds, octetsOf } from '../../support/content-text.ts';
import { collectAll, type Delivered, sendMessage, textMessage, toUser } from '../../support/messages.ts';
import { lookFor } from '../../support/waits.ts';
import type { Party, World } from '../../support/world.ts';

const characters = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i)).join('');
/** The spaces stand inside: those at the ends are another matter. */
const LATIN_1 = `${characters(0x21, 0x7e)} ${characters(0xa0, 0xff)}`;

/** Texts by what makes them delicate. */
const TEXTS: Readonly<Record<string, string>> = {
  'every printable character of ISO 8859-1': LATIN_1,
  'white space at both ends': ' \t in between \n ',
  'markup characters': '<b title="x">\'a\' &amp; b</b> <![CDATA[c]]> ]]> <!-- d -->',
  'the look of a number': '0042.50',
  'the look of BASE64': 'Zm9vYmFy',
  'a word that has a value token': 'text/plain',
  // Skin tone, joiners, flags, variation selectors, a clef: surrogate pairs in UTF-16, four octets in UTF-8.
  emoji: 'ok \u{1f44d}\u{1f3fd} \u{1f469}\u200d\u{1f467} \u{1f1eb}\u{1f1ee} \u260e\ufe0f \u{1d11e}',
  // Hebrew and Arabic with vowel signs and marks of direction.
  'right-to-left text':
    '\u05e9\u05b8\u05dc\u05d5\u05b9\u05dd \u200f(abc)\u200e \u0645\u0631\u062d\u0628\u0627\u064b 12',
  // Not composed, as some systems write them; the order of marks counts.
  'combining marks': 'e\u0301 n\u0303 o\u0323\u0308 \u0e01\u0e47 \u1112\u1161\u11ab',
  // Characters of two octets across every power of two, so that a cut shows wherever it is made.
  '65536 octets': `${'0123456789\u00e4\u00df\u00e5 '.repeat(3_855)}x`,
};

export interface Content {
  readonly type: string;
  /** Before any transfer encoding. */
  readonly octets: Uint8Array;
}

const utf8 = new TextEncoder();

/** A text by its description. */
export function textWith(what: string): Content {
  const text = TEXTS[what];
  if (text === undefined) throw new HarnessError(`"${what}" is no text; ${Object.keys(TEXTS).join(', ')} are`);
  return { type: 'text/plain', octets: utf8.encode(text) };
}

const MULTIPART = [
  '--frontier\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nGr\u00fc\u00dfe\r\n',
  '--frontier\r\nContent-Type: image/gif\r\nContent-Transfer-Encoding: base64\r\n\r\nR0lGODlhAQABAAAAACw=\r\n',
  '--frontier--\r\n',
].join('');

/** Content other than text by its description. */
const OTHERS: Readonly<Record<string, Content>> = {
  'every octet there is': {
    type: 'application/octet-stream',
    octets: Uint8Array.from({ length: 256 }, (_, i) => i),
  },
  // A PNG of one transparent dot.
  'a small picture': {
    type: 'image/png',
    octets: Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    ),
  },
  'content of a type nobody knows': { type: 'application/x-suite-unknown', octets: utf8.encode('unknown') },
  'a visiting card': {
    type: 'text/x-vCard',
    octets: utf8.encode('BEGIN:VCARD\r\nVERSION:2.1\r\nN:Baker;Bob\r\nTEL:+358401111111\r\nEND:VCARD\r\n'),
  },
  'an appointment': {
    type: 'text/x-vCalendar',
    octets: utf8.encode(
      'BEGIN:VCALENDAR\r\nVERSION:1.0\r\nBEGIN:VEVENT\r\nSUMMARY:Tea\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n',
    ),
  },
  'a multimedia message': { type: 'application/vnd.wap.mms-message', octets: Uint8Array.of(0x8c, 0x84, 0x8d, 0x90) },
  'a picture message': { type: 'application/x-ems', octets: Uint8Array.from({ length: 64 }, (_, i) => i * 4) },
  'one octet': { type: 'application/octet-stream', octets: Uint8Array.of(0xff) },
  'a multipart message': { type: 'multipart/mixed; boundary=frontier', octets: utf8.encode(MULTIPART) },
  'an image of 20000 octets': {
    type: 'image/jpeg',
    octets: Uint8Array.from({ length: 20_000 }, (_, i) => (i * i + (i >> 3)) & 0xff),
  },
};

/** Content by its description; also `a text with ...`. */
export function contentOf(what: string): Content {
  const text = /^a text with (.+)$/.exec(what)?.[1];
  if (text !== undefined) return textWith(text);
  const content = OTHERS[what];
  if (content === undefined) throw new HarnessError(`"${what}" is no content; ${Object.keys(OTHERS).join(', ')} are`);
  return content;
}

/** Sends content, as text or in BASE64; it is kept to be compared with what comes. */
export async function sendContent(
  world: World,
  from: Party,
  to: Party,
  { content, base64, writing }: { content: Content; base64: boolean; writing?: object },
): Promise<void> {
  world.keep('content', content);
  const data = base64 ? Buffer.from(content.octets).toString('base64') : new TextDecoder().decode(content.octets);
  const message = textMessage(from, toUser(to.user), data);
  const MessageInfo = {
    ...message.MessageInfo,
    ContentType: content.type,
    ContentSize: content.octets.length,
    ...(base64 ? { ContentEncoding: 'BASE64' } : {}),
  };
  const value = draft('SendMessage-Request', { ...message, MessageInfo });
  const answer = await sendMessage(world, from, value, writing === undefined ? {} : { writing });
  if (answer.primitive.name !== 'SendMessage-Response') return;
  const { MessageID } = answer.as('SendMessage-Response');
  if (MessageID !== undefined) world.keep('id:content', MessageID);
}

/** True if octets equal those that were sent, apart from a line end added around them. */
function sameOctets(world: World, came: Uint8Array, sent: Uint8Array): boolean {
  const same = (octets: Uint8Array) => octets.length === sent.length && octets.every((octet, i) => octet === sent[i]);
  if (same(came)) return true;
  const start = came[0] === 0x0a ? 1 : came[0] === 0x0d && came[1] === 0x0a ? 2 : 0;
  const end = came.at(-1) !== 0x0a ? 0 : came.at(-2) === 0x0d ? 2 : 1;
  const bare = [came.subarray(start), came.subarray(0, came.length - end), came.subarray(start, came.length - end)];
  if (!bare.some(same)) return false;
  noteLineEnds(world);
  return true;
}

/** Waits for the message that was sent last, pushed or announced and fetched. */
export async function getContent(world: World, party: Party): Promise<Delivered> {
  const id = world.recall('id:content', () => '');
  const waited = await lookFor(world, party, 'NewMessage', async () => {
    const all = await collectAll(world, party);
    return all.find(({ info }) => info.MessageID === id) ?? all.at(-1);
  });
  return waited.found ?? world.fail(`a message for ${party.name}`, `none ${waited.within}`);
}

/** The content received must be, octet for octet, the content sent last. */
export async function expectContent(world: World, party: Party): Promise<Delivered> {
  const sent = world.kept<Content>('content');
  const message = await getContent(world, party);
  const came = octetsOf(world, message.info, message.data ?? '');
  if (sameOctets(world, came, sent.octets)) return world.expect.came(message);
  const first = sent.octets.findIndex((octet, i) => came[i] !== octet);
  const at = first < 0 ? sent.octets.length : first;
  return world.fail(
    `ContentData of ${sent.octets.length} octets${shown(sent.octets, at)}`,
    `ContentData of ${came.length} octets${shown(came, at)}, otherwise from octet ${at} on`,
    world.place(message.by, 'ContentData'),
  );
}

/** A few octets around the first that differ, as text where they are text. */
function shown(octets: Uint8Array, at: number): string {
  const part = octets.subarray(Math.max(0, at - 8), at + 16);
  return `, there ${JSON.stringify(new TextDecoder().decode(part))}`;
}

/** The media type must be the one that was sent, with its parameters; letter case and white space do not count. */
export function expectType(world: World, { info, by }: Delivered): void {
  const plain = (type: string) => type.toLowerCase().replaceAll(/[\s"]/g, '');
  const wanted = world.kept<Content>('content').type;
  const place = world.place(by, 'MessageInfo/ContentType');
  world.expect.equal('ContentType', plain(info.ContentType ?? 'text/plain'), plain(wanted), place);
}
