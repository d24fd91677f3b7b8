/** Messages the server keeps: one per sending, with a copy for each recipient until it is confirmed. */
import { draft } from '../../protocol/messages/any-version.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import type { Version } from '../../protocol/version.ts';
import type { Session } from '../sessions/session.ts';
import type { MessageContent } from './content.ts';

/** The fate of a message, or the code of why it failed in another domain. */
export type Fate = 'delivered' | 'rejected' | 'forwarded' | 'expired' | number;

export interface StoredMessage {
  readonly id: string;
  /** Canonical address of the user who sent it. */
  readonly from: string;
  /** As recipients see it: a user, or a screen name that hides the user. */
  readonly sender: Value<'Sender'>;
  readonly recipient: Value<'Recipient'>;
  readonly content: MessageContent;
  readonly contentName: string | undefined;
  readonly font: Value<'Font', '1.3'> | undefined;
  readonly uri: string | undefined;
  readonly extensions: Value<'ExtBlockETEM', '1.3'>[] | undefined;
  readonly dateTime: string;
  /** Milliseconds since the epoch after which it is neither delivered nor listed. */
  readonly expiresAt: number;
  /** Validity as the sender gave it, seconds. */
  readonly validity: number | undefined;
  readonly report: ReportRequest | undefined;
  /** For a message of another domain that wants reports: tells that domain of the fate of a copy. */
  readonly reportAfar?: ((recipient: Value<'Recipient'>, fate: Fate, at: number) => void) | undefined;
  /** Canonical address of the group it was sent through. */
  readonly group: string | undefined;
  /** Length of its description as text: addresses, names, extensions. What is kept of it besides the content. */
  readonly described: number;
}

/** A message of another domain, as the relay brings it. */
export interface ForeignMessage {
  /** As CSP 1.3 says it; the MessageID is that of the sender's domain and stays. */
  readonly info: Value<'MessageInfo', '1.3'>;
  /** The recipients as clients are shown them. */
  readonly shown: Value<'Recipient'>;
  readonly data: string | undefined;
  /** Canonical address of the sender. */
  readonly from: string;
  /** Called with the fate of each copy where a report is wanted. */
  readonly reportAfar: StoredMessage['reportAfar'];
  /** Stands for the sender here. */
  readonly visitor: Session;
  /** For a message that comes through a group of another domain: its address, and who of a user is joined to it. */
  readonly through: { readonly group: string; joined(user: string): readonly Session[] } | undefined;
}

/** The room that a kept message takes, in characters; a little more than that in octets. */
export function lengthOf({ content, described }: Pick<StoredMessage, 'content' | 'described'>): number {
  return described + (content.data?.length ?? 0);
}

/** A message whose content is not needed any more. */
export function withoutContent(message: StoredMessage): StoredMessage {
  return { ...message, content: { ...message.content, data: undefined } };
}

/** The sender who wants to hear of the fate of a message, and the terms of the report. */
export interface ReportRequest {
  readonly session: Session;
  readonly user: string;
  readonly version: Version;
}

/** The copy of a message for one recipient. */
export interface Copy {
  readonly message: StoredMessage;
  readonly to: string;
  /** A copy for one client only: a client named in the address, or a client joined to the group. */
  readonly onlySession: Session | undefined;
  /** Sessions it was pushed or announced to and that are still alive. */
  readonly offered: Set<string>;
  /** A copy handed out in a group ends with the session it was for. */
  readonly kept: boolean;
}

/** A date in the compact UTC form of the standard. */
export function compactDate(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:]|\.\d+/g, '');
}

/** MessageInfo as a recipient gets it, in the terms of its version. */
export function messageInfo(message: StoredMessage, version: Version): Value<'MessageInfo'> {
  const { content } = message;
  return draft('MessageInfo', {
    MessageID: message.id,
    ...(message.uri === undefined ? {} : { MessageURI: message.uri }),
    ContentType: content.contentType,
    ...(content.encoding === 'BASE64' ? { ContentEncoding: 'BASE64' } : {}),
    ContentSize: content.size,
    ...(version === '1.3' && message.contentName !== undefined ? { ContentName: message.contentName } : {}),
    Recipient: message.recipient,
    Sender: message.sender,
    DateTime: message.dateTime,
    ...(version === '1.3' && message.font !== undefined ? { Font: message.font } : {}),
    ...(message.validity === undefined ? {} : { Validity: message.validity }),
    ...(version === '1.3' && message.extensions !== undefined ? { ExtBlockETEM: message.extensions } : {}),
  });
}
