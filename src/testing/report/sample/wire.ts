/**
 * The few messages of the sample as XML and WBXML, with the octets of every element, written without the project's own
 * writers: a report must show whatever went over the wire.
 */
import type { Configuration } from '../../../results/results.ts';

type Version = Configuration['version'];

export type Tree = readonly [name: string, ...children: (Tree | string | number)[]];

export interface Written {
  readonly body: Uint8Array;
  /** Octets of elements by path, the first of each path. */
  readonly spans: ReadonlyMap<string, { readonly start: number; readonly end: number }>;
}

const NAMESPACES: Readonly<Record<Version, string>> = {
  '1.1': 'http://www.wireless-village.org/',
  '1.2': 'http://www.openmobilealliance.org/DTD/WV-',
  '1.3': 'http://www.openmobilealliance.org/DTD/IMPS-',
};

const XMLNS: Readonly<Record<string, 'CSP' | 'PA' | 'TRC'>> = {
  'WV-CSP-Message': 'CSP',
  TransactionContent: 'TRC',
  PresenceSubList: 'PA',
};

export function writeXml(tree: Tree, version: Version): Written {
  const spans = new Map<string, { start: number; end: number }>();
  const encoder = new TextEncoder();
  let text = '<?xml version="1.0" encoding="UTF-8"?>\n';
  const here = () => encoder.encode(text).length;
  const write = ([name, ...children]: Tree, path: string, depth: number): void => {
    const own = path === '' ? name : `${path}/${name}`;
    text += '  '.repeat(depth);
    const start = here();
    const key = XMLNS[name];
    text += `<${name}${key === undefined ? '' : ` xmlns="${NAMESPACES[version]}${key}${version}"`}`;
    if (children.length === 0) text += '/>';
    else {
      text += '>';
      const nested = children.some((child) => Array.isArray(child));
      if (nested) text += '\n';
      for (const child of children) {
        if (typeof child === 'string' || typeof child === 'number') text += escapeText(String(child));
        else write(child, own, depth + 1);
      }
      text += `${nested ? '  '.repeat(depth) : ''}</${name}>`;
    }
    if (!spans.has(own)) spans.set(own, { start, end: here() });
    text += '\n';
  };
  write(tree, '', 0);
  return { body: encoder.encode(text), spans };
}

function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** Code page and token of the elements the sample uses. */
// biome-ignore format: a table
const TOKENS: Readonly<Record<string, readonly [page: number, token: number]>> = {
  'WV-CSP-Message': [0, 0x09], Session: [0, 0x2d], SessionDescriptor: [0, 0x2e], SessionType: [0, 0x30],
  SessionID: [0, 0x2f], Transaction: [0, 0x32], TransactionDescriptor: [0, 0x34], TransactionMode: [0, 0x36],
  TransactionID: [0, 0x35], Poll: [0, 0x21], TransactionContent: [0, 0x33], 'Login-Request': [1, 0x1d],
  'Login-Response': [1, 0x1e], UserID: [0, 0x3a], ClientID: [0, 0x0a], URL: [0, 0x37], Password: [1, 0x21],
  TimeToLive: [1, 0x32], SessionCookie: [1, 0x30], Result: [0, 0x2a], Code: [0, 0x0b], Description: [0, 0x12],
  KeepAliveTime: [1, 0x1c], CapabilityRequest: [1, 0x0b], 'CreateGroup-Request': [7, 0x07], GroupID: [0, 0x16],
  'JoinGroup-Request': [7, 0x11], ScreenName: [0, 0x2b], SName: [0, 0x08], Status: [0, 0x31],
  'SendMessage-Request': [6, 0x17], 'SendMessage-Response': [6, 0x18], MessageInfo: [6, 0x13], MessageID: [0, 0x1b],
  ContentType: [0, 0x10], ContentEncoding: [0, 0x0e], ContentSize: [0, 0x0f], Recipient: [0, 0x27],
  Sender: [0, 0x2c], User: [0, 0x39], Group: [0, 0x15], DateTime: [0, 0x11], Validity: [0, 0x3c],
  ContentData: [0, 0x0d], NewMessage: [6, 0x15], MessageDelivered: [6, 0x12], 'Polling-Request': [1, 0x22],
  DeliveryReport: [6, 0x08], 'Logout-Request': [1, 0x1f], 'JoinGroup-Response': [7, 0x12],
  GroupProperties: [7, 0x0e], Property: [0, 0x25], Name: [0, 0x1e], Value: [0, 0x3d],
  'KeepAlive-Request': [1, 0x1b], 'KeepAlive-Response': [1, 0x29], 'DeleteGroup-Request': [7, 0x08],
  'GetPresence-Request': [4, 0x12], 'GetPresence-Response': [4, 0x13], UserIDList: [9, 0x3f], Presence: [0, 0x22],
  PresenceSubList: [0, 0x23], PresenceValue: [0, 0x24], Qualifier: [0, 0x26], StatusMood: [5, 0x2a], StatusText: [5, 0x2b],
  JoinGroup: [7, 0x21], JoinedRequest: [7, 0x10], SubscribeNotification: [7, 0x22],
};

const VALUES: Readonly<Record<string, number>> = {
  Inband: 0x11,
  Outband: 0x19,
  Request: 0x20,
  Response: 0x21,
  T: 0x2c,
  F: 0x0b,
  'text/plain': 0x28,
  None: 0x16,
};

export function writeWbxml(tree: Tree, version: Version): Written {
  const spans = new Map<string, { start: number; end: number }>();
  const minor = version === '1.1' ? 0 : version === '1.2' ? 1 : 2;
  const out: number[] = [0x03, 0x10 + minor, 0x6a, 0x00];
  let page = 0;
  const inline = (text: string) => out.push(0x03, ...new TextEncoder().encode(text), 0x00);
  const value = (content: string | number): void => {
    const token = typeof content === 'string' ? VALUES[content] : undefined;
    if (token !== undefined) out.push(0x80, token);
    else if (typeof content === 'string') inline(content);
    else {
      const octets = content < 0x100 ? [content] : [content >> 8, content & 0xff];
      out.push(0xc3, octets.length, ...octets);
    }
  };
  const write = ([name, ...children]: Tree, path: string): void => {
    const own = path === '' ? name : `${path}/${name}`;
    const start = out.length;
    const [wanted, token] = TOKENS[name] ?? [0, 0];
    if (token === 0) throw new Error(`the sample has no token for ${name}`);
    if (wanted !== page) {
      out.push(0x00, wanted);
      page = wanted;
    }
    const key = XMLNS[name];
    out.push(token | (children.length > 0 ? 0x40 : 0) | (key === undefined ? 0 : 0x80));
    if (key !== undefined) {
      out.push(0x05 + 3 * minor + ['CSP', 'PA', 'TRC'].indexOf(key));
      inline(version);
      out.push(0x01);
    }
    for (const child of children) {
      if (typeof child === 'string' || typeof child === 'number') value(child);
      else write(child, own);
    }
    if (children.length > 0) out.push(0x01);
    if (!spans.has(own)) spans.set(own, { start, end: out.length });
  };
  write(tree, '');
  return { body: Uint8Array.from(out), spans };
}

/** A whole message around one primitive. */
export function message(
  mode: 'Request' | 'Response',
  transaction: string | undefined,
  session: string | undefined,
  content: Tree,
  poll?: boolean,
): Tree {
  return [
    'WV-CSP-Message',
    [
      'Session',
      [
        'SessionDescriptor',
        ['SessionType', session === undefined ? 'Outband' : 'Inband'],
        ...(session === undefined ? [] : [['SessionID', session] as const]),
      ],
      [
        'Transaction',
        [
          'TransactionDescriptor',
          ['TransactionMode', mode],
          transaction === undefined ? ['TransactionID'] : ['TransactionID', transaction],
        ],
        ['TransactionContent', content],
      ],
      ...(poll === undefined ? [] : [['Poll', poll ? 'T' : 'F'] as const]),
    ],
  ];
}
