/** Messages in tests: sending them, and looking at what came of it. */
import type { Primitive } from '../../protocol/messages/envelope.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import { codeOf, type TestClient } from './client.ts';
import { ask, at } from './stage.ts';

export interface SendingOptions {
  /** Users by name; default bob. */
  readonly to?: readonly string[];
  /** Instead of users. */
  readonly recipient?: object;
  readonly report?: boolean;
  /** Further elements of MessageInfo, or other ones; `undefined` leaves one out. */
  readonly info?: Readonly<Record<string, unknown>>;
}

export function toUsers(...names: readonly string[]): object {
  return { User: names.map((name) => ({ UserID: at(name) })) };
}

/** A SendMessage-Request with text. */
export function message(from: TestClient, text: string, options: SendingOptions = {}): object {
  const { to = ['bob'], recipient = toUsers(...to), report = false, info = {} } = options;
  const all: Readonly<Record<string, unknown>> = {
    ContentType: 'text/plain',
    ContentSize: Buffer.byteLength(text),
    Recipient: recipient,
    Sender: { User: { UserID: from.user } },
    ...info,
  };
  const MessageInfo = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  return { DeliveryReport: report, MessageInfo, ContentData: text };
}

export function send(from: TestClient, text: string, options: SendingOptions = {}): Primitive {
  return ask(from, 'SendMessage-Request', message(from, text, options));
}

/** The code a message is answered with. */
export function codeOfSending(from: TestClient, text: string, options: SendingOptions = {}): number | undefined {
  return codeOf(send(from, text, options));
}

/** Sends a message that must be accepted; its MessageID. */
export function sent(from: TestClient, text: string, options: SendingOptions = {}): string {
  const answer = send(from, text, options);
  const { MessageID } = answer.value as { readonly MessageID?: string };
  if (MessageID === undefined) throw new Error(`"${text}" is not accepted: ${codeOf(answer)}`);
  return MessageID;
}

/** The content of one transaction of the server. */
export interface Brought {
  readonly name: string;
  readonly info: Value<'MessageInfo'>;
  readonly data: string | undefined;
  readonly transaction: string | undefined;
}

/** Polls once and answers nothing. */
export function polled(client: TestClient): readonly Brought[] {
  return client.poll().map(({ id, primitive }) => {
    const { MessageInfo, ContentData } = primitive.value as Value<'NewMessage'>;
    return { name: primitive.name, info: MessageInfo, data: ContentData, transaction: id };
  });
}

/** The texts that are pushed to a client, which confirms them. */
export function texts(client: TestClient): readonly (string | undefined)[] {
  return client
    .drain()
    .filter(({ name }) => name === 'NewMessage')
    .map(({ value }) => (value as Value<'NewMessage'>).ContentData);
}

/** The list that GetMessageList shows, in the form of any version. */
export function listed(client: TestClient, value: object = {}): readonly Value<'MessageInfo'>[] {
  const answer = ask(client, 'GetMessageList-Request', value);
  const shown = answer.value as {
    readonly MessageInfo?: readonly Value<'MessageInfo'>[];
    readonly MessageInfoList?: { readonly MessageInfo?: readonly Value<'MessageInfo'>[] };
  };
  return shown.MessageInfo ?? shown.MessageInfoList?.MessageInfo ?? [];
}

/** Code and MessageID of the delivery reports that come to a client. */
export function reportsTo(client: TestClient): readonly { readonly code: number; readonly id: string | undefined }[] {
  return client
    .drain()
    .filter(({ name }) => name === 'DeliveryReport-Request')
    .map(({ value }) => {
      const { Result, MessageInfo } = value as Value<'DeliveryReport-Request'>;
      return { code: Result.Code, id: MessageInfo.MessageID };
    });
}
