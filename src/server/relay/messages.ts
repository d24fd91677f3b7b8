/** Messages across domains: out as SendMessageRequest, in as a local message, with reports both ways (ssp, section 8.1). */
import { draft } from '../../protocol/messages/any-version.ts';
import { is, primitive } from '../../protocol/messages/envelope.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import { domainOfAddress } from '../../protocol/ssp/addresses.ts';
import { isSsp, type SspPrimitive } from '../../protocol/ssp/envelope.ts';
import { type AccessPoint, Refusal, type ServiceElement } from '../element.ts';
import { recipientFor } from '../messaging/handlers/send.ts';
import { compactDate, lengthOf, messageInfo, type StoredMessage, withoutContent } from '../messaging/messages.ts';
import type { MessagingService } from '../messaging/parts.ts';
import type { RemoteTarget } from '../messaging/remote-port.ts';
import { codeOfFate } from '../messaging/reports.ts';
import { combined } from '../results.ts';
import type { Ending, Link } from './link.ts';
import type { Memberships } from './memberships.ts';
import type { Queued } from './queue.ts';
import { statusOf, statusWith, type Translator } from './translate.ts';
import type { Visitors } from './visitors.ts';

export interface MessageParts {
  readonly point: AccessPoint;
  readonly translator: Translator;
  readonly visitors: Visitors;
  readonly memberships: Memberships;
  /** Messages whose reports may still come, at most. */
  readonly unreported: number;
  /** Milliseconds for a report. */
  readonly validity: number;
  readonly queue: (domain: string, primitive: SspPrimitive, about: Queued) => void;
  readonly speaksFor: (link: Link, domain: string) => boolean;
}

export interface RelayedMessages {
  send(
    message: StoredMessage,
    domain: string,
    targets: readonly RemoteTarget[],
    ended: (codes: ReadonlyMap<RemoteTarget, number>) => boolean,
  ): void;
  /** Takes a message of another domain and gives the answer. */
  receive(request: SspPrimitive<'SendMessageRequest'>, link: Link): SspPrimitive;
  /** Takes a report about a message of this domain; the code of the answer. */
  report(request: SspPrimitive<'DeliveryStatusReport'>, link: Link): number;
  clear(): void;
}

interface Sent {
  readonly message: StoredMessage;
  /** Canonical addresses of the users and groups it went to. */
  readonly to: ReadonlySet<string>;
}

/** The content of this relay is written by what CSP 1.3 can say; each client gets it in the terms of its version. */
const VERSION = '1.3';

const addressOf = ({ to }: RemoteTarget): string => ('user' in to ? to.user : to.group);

export function createRelayedMessages(parts: MessageParts): RelayedMessages {
  const { point, translator, unreported } = parts;
  const sent = new Map<string, Sent>();
  const messaging = (): MessagingService | undefined => point.element<ServiceElement & MessagingService>('messaging');

  function remember(message: StoredMessage, targets: readonly RemoteTarget[]): void {
    const to = new Set([...(sent.get(message.id)?.to ?? []), ...targets.map(addressOf)]);
    sent.set(message.id, { message: withoutContent(message), to });
    const [oldest] = sent.keys();
    if (sent.size > unreported && oldest !== undefined) sent.delete(oldest);
  }

  return {
    send(message, domain, targets, ended) {
      const recipients = targets.map(({ to }) => recipientFor(to));
      const { data } = message.content;
      const info = messageInfo(message, VERSION);
      const request = draft('SendMessage-Request', {
        DeliveryReport: message.report !== undefined,
        MessageInfo: { ...info, Recipient: joined(recipients) },
        ...(data !== undefined && { ContentData: data }),
      });
      const made = translator.toSsp(primitive('SendMessage-Request', request), VERSION, { user: message.from });
      if (made === undefined) return;
      if (message.report !== undefined) remember(message, targets);
      const validity = Math.max(0, message.expiresAt - point.clock.now());
      parts.queue(domain, made, {
        length: lengthOf(message),
        validity,
        ended: (ending) => void ended(codesOf(ending, targets, (user) => point.accounts.canonical(user) ?? user)),
      });
    },
    receive: (request, link) => receive(request, link, parts, messaging()),
    report(request, link) {
      const known = sent.get(request.value.MessageInfo.messageID ?? '');
      const carried = translator.toCsp(request, 'far', VERSION);
      if (known === undefined || carried === undefined || !is(carried, 'DeliveryReport-Request')) return 426;
      const { Result: outcome, MessageInfo: info } = carried.value;
      // a domain reports about its own users and groups alone, and about those the message went to
      const isTheirs = (address: string | undefined) => {
        const canonical = address === undefined ? '' : (point.accounts.canonical(address) ?? address);
        return known.to.has(canonical) && parts.speaksFor(link, domainOfAddress(canonical) ?? '');
      };
      const User = (info.Recipient.User ?? []).filter(({ UserID }) => isTheirs(UserID));
      const Group = (info.Recipient.Group ?? []).filter((g) => isTheirs(g.GroupID ?? g.ScreenName?.GroupID));
      if (User.length + Group.length === 0) return 901;
      const recipient = draft('Recipient', { ...(User.length > 0 && { User }), ...(Group.length > 0 && { Group }) });
      messaging()?.reported(known.message, recipient, outcome.Code);
      return 200;
    },
    clear: () => sent.clear(),
  };
}

function joined(recipients: readonly Value<'Recipient'>[]): Value<'Recipient'> {
  const User = recipients.flatMap((one) => one.User ?? []);
  const Group = recipients.flatMap((one) => one.Group ?? []);
  return draft('Recipient', { ...(User.length > 0 && { User }), ...(Group.length > 0 && { Group }) });
}

/** The code for each recipient of a request that has ended. */
function codesOf(
  ending: Ending,
  targets: readonly RemoteTarget[],
  canonical: (user: string) => string,
): ReadonlyMap<RemoteTarget, number> {
  if (!('answer' in ending)) return new Map(targets.map((target) => [target, ending.code]));
  const { code, DetailedResult: details = [] } = statusOf(ending.answer);
  const failed = new Map<string, number>();
  for (const detail of details) {
    for (const { userID } of detail.UserID ?? []) failed.set(canonical(userID), detail.code);
    for (const { groupID } of [...(detail.GroupID ?? []), ...(detail.ScreenName ?? [])])
      failed.set(groupID, detail.code);
  }
  const otherwise = code >= 200 && code < 300 ? 200 : code;
  return new Map(targets.map((target) => [target, failed.get(addressOf(target)) ?? otherwise]));
}

function receive(
  request: SspPrimitive<'SendMessageRequest'>,
  link: Link,
  parts: MessageParts,
  element: MessagingService | undefined,
): SspPrimitive {
  const { point, translator, visitors, memberships } = parts;
  if (element === undefined) return statusWith(501);
  const carried = translator.toCsp(request, 'near', VERSION);
  if (carried === undefined || !is(carried, 'SendMessage-Request')) return statusWith(400);
  const { MessageInfo, ContentData: data } = carried.value;
  const info = draft('MessageInfo', MessageInfo) as Value<'MessageInfo', '1.3'>;
  const group = info.Sender?.Group;
  const through = group === undefined ? undefined : (group.GroupID ?? group.ScreenName?.GroupID);
  const acting = info.Sender?.User?.UserID ?? (through === undefined ? undefined : `wv:nobody@${link.domain}`);
  const from = acting === undefined ? undefined : point.accounts.canonical(acting);
  if (info.Recipient === undefined || info.MessageID === undefined || from === undefined) return statusWith(400);
  // what came through a group is addressed to it, or to a screen name there
  const { User, Group = [{ GroupID: through }] } = info.Recipient;
  const shown = through === undefined ? info.Recipient : draft('Recipient', { Group });
  try {
    const outcomes = element.receive({
      info: {
        ...info,
        Recipient: draft('Recipient', through === undefined ? info.Recipient : { User }),
      } as typeof info,
      shown,
      data,
      from,
      reportAfar: request.value.deliveryReport ? reporting(info, from, link, parts) : undefined,
      visitor: visitors.from(from, link.domain),
      through: through === undefined ? undefined : { group: through, joined: (user) => memberships.of(through, user) },
    });
    const value = { Result: combined(outcomes, VERSION), MessageID: info.MessageID };
    const answer = primitive('SendMessage-Response', draft('SendMessage-Response', value));
    return translator.toSsp(answer, VERSION, { user: from }) ?? statusWith(500);
  } catch (error) {
    if (error instanceof Refusal) return statusWith(error.code);
    throw error;
  }
}

/** Sends reports about a message back the way it came. */
function reporting(
  info: Value<'MessageInfo', '1.3'>,
  from: string,
  link: Link,
  { queue, translator, validity }: MessageParts,
): StoredMessage['reportAfar'] {
  return (recipient, fate, at) => {
    const report = draft('DeliveryReport-Request', {
      Result: { Code: codeOfFate(fate, VERSION) },
      DeliveryTime: compactDate(at),
      MessageInfo: { ...info, Recipient: recipient },
    });
    const user = recipient.User?.[0]?.UserID ?? from;
    const made = translator.toSsp(primitive('DeliveryReport-Request', report), VERSION, { user });
    const length = JSON.stringify(report).length;
    if (made !== undefined && isSsp(made, 'DeliveryStatusReport')) {
      queue(link.domain, made, { length, validity, ended: () => undefined });
    }
  };
}
