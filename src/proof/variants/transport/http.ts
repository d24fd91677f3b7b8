/** Legal variants of HTTP, of both syntaxes and of negotiation. */
import { type WbxmlWriteOptions, write, type XmlWriteOptions } from '../../../protocol/syntax/index.ts';
import type { ServerResponse } from '../../../transport/http/server.ts';
import type { Change, Variant } from '../../types.ts';
import { all, edits, hooks, profile } from '../../ways/families.ts';

/** Writes messages over XML in another form. */
function inXml(options: Omit<XmlWriteOptions, 'syntax'>): Change {
  return hooks({
    encode: (document, context, next) =>
      context.syntax === 'xml' ? write(document, { ...options, syntax: 'xml' }) : next(document, context),
  });
}

/** Writes messages over WBXML in another form. */
function inWbxml(options: Omit<WbxmlWriteOptions, 'syntax'>): Change {
  return hooks({
    encode: (document, context, next) =>
      context.syntax === 'wbxml' ? write(document, { ...options, syntax: 'wbxml' }) : next(document, context),
  });
}

const utf8 = new TextEncoder();

/** In two chunks, without Content-Length; the connection is closed afterwards. */
function chunked({ status, headers = [], body }: ServerResponse): ServerResponse {
  if (status !== 200 || body === undefined || body.length < 2) return { status, headers, body, close: true };
  const half = body.length >> 1;
  const parts = [body.subarray(0, half), body.subarray(half)].flatMap((part) => [
    utf8.encode(`${part.length.toString(16)}\r\n`),
    part,
    utf8.encode('\r\n'),
  ]);
  const fields = headers.map(
    ([name, value]) => `${name}: ${name === 'Content-Type' ? `${value}; charset=utf-8` : value}\r\n`,
  );
  const head = `HTTP/1.1 200 OK\r\n${fields.join('')}Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n`;
  return { status, raw: Buffer.concat([utf8.encode(head), ...parts, utf8.encode('0\r\n\r\n')]), close: true };
}

/** Items of messaging and of groups that are claimed or not, without their common beginning. */
const MESSAGING = [
  ...['IM', 'RICHCONTENT', 'NEWM', 'NOTIF', 'OFFNOTIF', 'GETM', 'GETLM', 'REJCM', 'FWMSG', 'SETD', 'MDELIV', 'OFFLINE'],
  ...['GLBLU', 'BLENT'],
];
const GROUPS = [
  ...['GROUP', 'CREAG', 'DELGR', 'GETGP', 'SETGP', 'SUBGCN', 'GRCHN', 'GETGM', 'ADDGM', 'RMVGM', 'MBRAC', 'REJEC'],
  ...['GETJU', 'EXCON'],
];

/** Answers of the transport. */
export const httpVariants: readonly Variant[] = [
  {
    id: 'http-chunked-and-closing',
    title: 'sends answers in chunks, with a charset parameter, and closes the connection after each',
    change: hooks({ response: chunked }),
  },
  {
    id: 'http-closes-on-unreadable',
    title: 'closes the connection over a body it cannot read, without an answer',
    change: hooks({
      response: (response) =>
        response.status === 400 ? { ...response, raw: new Uint8Array(), close: true } : response,
    }),
  },
  {
    id: 'status-for-unreadable',
    title: 'refuses bodies it cannot read with Status 400',
    change: profile({ unreadable: 'status-400' }),
  },
];

/** The queue of transactions that wait for a client. */
export const queueVariants: readonly Variant[] = [
  {
    id: 'transactions-travel-along',
    title: 'hands out what waits with the answer to a client’s answer, several transactions at once',
    change: profile({ polling: { afterAnswers: true, severalPerMessage: true } }),
  },
  {
    id: 'answers-to-answers-empty',
    title: 'answers a client’s answer with nothing, and writes Poll T as long as anything waits',
    change: profile({ polling: { afterAnswers: false } }),
  },
  {
    id: 'repeated-at-once',
    title: 'hands an unanswered transaction out again with the next poll, without any pause',
    change: profile({ polling: { repeatAfter: 0 } }),
  },
  {
    id: 'repeated-after-a-minute',
    title: 'hands an unanswered transaction out again after a minute',
    change: profile({ polling: { repeatAfter: 60 } }),
  },
];

/** Forms of both syntaxes; each variant writes the message anew and discards earlier changes. */
export const formVariants: readonly Variant[] = [
  {
    id: 'xml-prefixes-and-references',
    title: 'declares a prefix for each namespace on the root and writes markup as character references',
    syntaxes: ['xml'],
    change: inXml({ namespaces: 'prefixed', escape: 'references' }),
  },
  {
    id: 'wbxml-without-namespaces',
    title: 'declares no namespaces, as libwbxml does, and names the document type by text',
    change: inWbxml({ xmlns: 'none', publicId: 'text' }),
    syntaxes: ['wbxml'],
  },
  {
    id: 'wbxml-all-text',
    title: 'writes values, integers and dates as text, all text by the string table',
    change: inWbxml({ values: 'text', integers: 'text', dates: 'text', text: 'table', xmlns: 'literal' }),
    syntaxes: ['wbxml'],
  },
  {
    id: 'wbxml-long-forms',
    title:
      'writes superfluous page switches, long numbers, wide integers, text in parts, content flags on empty elements',
    change: inWbxml({
      pageSwitches: 'superfluous',
      lengths: 'long',
      integers: 'wide',
      text: 'parts',
      emptyContent: true,
    }),
    syntaxes: ['wbxml'],
  },
];

/** Services and capabilities. */
export const negotiationVariants: readonly Variant[] = [
  {
    id: 'capabilities-unsaid',
    title: 'leaves out of the capability answer what it may',
    change: edits('ClientCapability-Response', (value) => {
      const { AgreedCapabilityList } = value as { readonly AgreedCapabilityList?: object };
      return AgreedCapabilityList === undefined ? value : ({ AgreedCapabilityList: {} } as unknown as typeof value);
    }),
  },
  {
    id: 'negotiation-in-its-own-way',
    title:
      'grants a larger ServerPollMin, refuses services before capabilities, adds later agreements to earlier ones, answers 506 for what it does not do',
    change: all(
      profile({
        polling: { minimum: 4 },
        capability: { servicesFirst: 'refuse' },
        services: { renegotiation: 'add' },
        notImplementedCode: 506,
      }),
    ),
  },
  {
    id: 'presence-alone',
    title: 'offers presence and contact lists, neither messaging nor groups',
    change: profile({ services: { withheld: ['IMFeat', 'GroupFeat'] } }),
    unclaimed: [...MESSAGING, ...GROUPS].map((name) => `IMPS-CSP-S-${name}`),
  },
  {
    id: 'no-groups-of-users',
    title: 'offers groups of the provider only',
    change: profile({ services: { withheld: ['CREAG'] }, groups: { privateGroups: false } }),
    ixit: { policies: { privateGroups: false } },
    unclaimed: ['IMPS-CSP-S-CREAG'],
  },
];
