/**
 * Makes a recording that can be shown to others: users, texts, identifiers and secrets are replaced, each word by another
 * one of the same length and kind, the same word always by the same. What the protocol itself says stays.
 */
import { createHmac, randomBytes } from 'node:crypto';
import type { TreeNode } from '../../protocol/model/tree.ts';
import { read, syntaxOfContentType, syntaxOfOctets } from '../../protocol/syntax/index.ts';
import { header } from '../../transport/http/headers.ts';
import type { Header } from '../../transport/types.ts';
import type { WireExchange } from '../wire/conversation.ts';

/** Elements whose value is of the protocol, not of its users. */
const OF_THE_PROTOCOL = new Set(
  (
    'TransactionID TransactionMode SessionType Code Poll CIR Qualifier KeepAliveTime TimeToLive InviteType Acceptance ' +
    'DeliveryMethod DeliveryReport InitialDeliveryMethod ClientType MultiTrans MultiTransPerMessage ParserSize ' +
    'ServerPollMin SupportedBearer SupportedCIRMethod SupportedOfflineBearer AcceptedContentType AcceptedCharSet ' +
    'AcceptedContentLength AcceptedTransferEncoding AcceptedPushLength AcceptedPullLength AcceptedTextContentLength ' +
    'AnyContent PlainTextCharset TCPPort UDPPort ContentType ContentEncoding ContentSize DateTime DeliveryTime Validity ' +
    'DigestSchema SearchElement SearchLimit SearchIndex SearchFindings CompletionFlag SubscribeType NotificationType ' +
    'SessionNSName Language DefaultLanguage CapabilityRequest AllFunctionsRequest ReceiveList AutoSubscribe Default ' +
    'DefaultList JoinGroup JoinedRequest SubscribeNotification InUse BlockListInUse GrantListInUse MessageCount ' +
    'MessageTotalCount MaxWatcherList WatcherCount HistoryPeriod WatcherStatus Value Cpriority SessionPriority ' +
    'OnlineETEMHandling OfflineETEMHandling UserSessionLimit TryAgainTimeout Color Bold Italic Size'
  ).split(' '),
);
/** Attributes whose values come from a set. */
const FROM_A_SET = new Set(['OnlineStatus', 'Registration', 'UserAvailability', 'StatusMood']);
/** Names of properties are of the protocol, their values of users unless they are of this form. */
const SHORT_WORD = /^(?:[TF]|\d{1,6}|Open|Restricted|Private|Public|Admin|Mod|User)$/;

/** Headers that say nothing about anybody. */
const KEPT_HEADERS = new Set([
  'content-type',
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'accept',
  'accept-charset',
  'cache-control',
  'expect',
  'date',
  'retry-after',
]);
/** Words of addresses and URLs that are forms, not names. */
const FORMS = new Set([
  'wv',
  'http',
  'https',
  'www',
  'com',
  'org',
  'net',
  'example',
  'amp',
  'lt',
  'gt',
  'quot',
  'apos',
]);

export interface Anonymiser {
  exchange(exchange: WireExchange): WireExchange;
}

/** `key`: words are replaced by it; without one nobody can find out which word stood where. */
export function anonymiser(key: Uint8Array = randomBytes(32)): Anonymiser {
  const known = new Map<string, string>();

  function word(given: string): string {
    const lower = given.toLowerCase();
    if (FORMS.has(lower)) return given;
    let made = known.get(lower);
    if (made === undefined) {
      made = madeOf(lower, key);
      known.set(lower, made);
    }
    const letters = [...made];
    // Where the word had a capital letter, so has its replacement: addresses are compared without case.
    return [...given].map((char, i) => cased(char, letters[i] ?? char)).join('');
  }

  const text = (given: string): string => given.replace(/[\p{L}\p{N}]+/gu, word);

  function body(octets: Uint8Array, headers: readonly Header[]): Uint8Array {
    if (octets.length === 0) return octets;
    const type = header(headers, 'Content-Type');
    const syntax = syntaxOfOctets(octets) ?? (type === undefined ? undefined : syntaxOfContentType(type));
    const tree = syntax === undefined ? undefined : read(octets, syntax).tree;
    const copy = Buffer.from(octets);
    if (tree === undefined) return copy.fill('*');
    replaceIn(tree, undefined, copy, text);
    return new Uint8Array(copy);
  }

  const headers = (given: readonly Header[]): readonly Header[] =>
    given.map(([name, value]) => [name, KEPT_HEADERS.has(name.toLowerCase()) ? value : text(value)] as const);

  return {
    exchange: (exchange) => {
      const { request, response } = exchange;
      return {
        ...exchange,
        request: {
          method: request.method,
          url: text(request.url),
          headers: headers(request.headers),
          body: body(request.body, request.headers),
        },
        response: response && {
          ...response,
          headers: headers(response.headers),
          body: body(response.body, response.headers),
        },
        partial: undefined,
      };
    },
  };
}

/** A word of the same length in octets, of letters and digits as they stood. */
function madeOf(lower: string, key: Uint8Array): string {
  const digest = createHmac('sha256', key).update(lower).digest();
  return [...lower]
    .map((char, i) => {
      const octet = (digest[i % digest.length] ?? 0) + i;
      if (/[0-9]/.test(char)) return String(octet % 10);
      if (/[a-z]/.test(char)) return String.fromCharCode(97 + (octet % 26));
      const length = Buffer.byteLength(char);
      return length === 2 ? 'é' : length === 3 ? '語' : length === 4 ? '😀' : 'x';
    })
    .join('');
}

function cased(original: string, made: string): string {
  return /[A-Z]/.test(original) ? made.toUpperCase() : made;
}

/** Marks inside of the text of an element that are no text. */
const MARKUP = /(&[^;\s]{1,10};|<!\[CDATA\[|\]\]>)/;

/** Replaces the values of leaves, each inside of its own octets. */
function replaceIn(
  node: TreeNode,
  parent: TreeNode | undefined,
  octets: Buffer,
  text: (given: string) => string,
): void {
  for (const child of node.children) replaceIn(child, node, octets, text);
  if (node.children.length > 0 || node.text === '' || isOfTheProtocol(node, parent)) return;
  const { start, end } = node.content;
  // In XML the content is the text itself; references to characters and the marks of CDATA keep their form.
  if (octets[0] === 0x3c || octets[0] === 0xef) {
    const parts = octets.toString('utf8', start, end).split(MARKUP);
    const after = Buffer.from(parts.map((part, i) => (i % 2 === 0 ? text(part) : part)).join(''), 'utf8');
    if (after.length === end - start) after.copy(octets, start);
    else octets.fill('x', start, end);
    return;
  }
  replaceText(node.text, start, end, octets, text);
}

/** A text somewhere in the octets of its element, or in the table of strings of a binary document. */
function replaceText(value: string, start: number, end: number, octets: Buffer, text: (given: string) => string): void {
  const [before, after] = [Buffer.from(value, 'utf8'), Buffer.from(text(value), 'utf8')];
  if (before.length !== after.length) return;
  const at = octets.subarray(start, end).indexOf(before);
  if (at >= 0) {
    after.copy(octets, start + at);
    return;
  }
  const shared = octets.indexOf(before);
  if (shared >= 0 && shared < start) after.copy(octets, shared);
}

function isOfTheProtocol(node: TreeNode, parent: TreeNode | undefined): boolean {
  if (node.octets !== undefined) return true;
  if (OF_THE_PROTOCOL.has(node.name)) return node.name !== 'Value' || SHORT_WORD.test(node.text);
  if (node.name === 'PresenceValue') return FROM_A_SET.has(parent?.name ?? '');
  if (node.name === 'Name' && parent?.name === 'Property') return true;
  return (node.name === 'Status' || node.name === 'Cap') && parent?.name === 'CommC';
}
