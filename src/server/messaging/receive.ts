/** Messages of other domains for users of this one, as the relay brings them (ssp, section 7.2). */
import { draft } from '../../protocol/messages/any-version.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import { Refusal, type RequestContext } from '../element.ts';
import type { ItemOutcome } from '../results.ts';
import type { Session } from '../sessions/session.ts';
import { type MessageContent, messageContent } from './content.ts';
import { obstacle, send } from './handlers/send.ts';
import { compactDate, type ForeignMessage, lengthOf, type StoredMessage } from './messages.ts';
import type { MessagingParts } from './parts.ts';
import { namedClient, sessionAt, type Target } from './recipients.ts';

/** The local user that a recipient names, or the code of why there is none. */
function localUser(address: string, { point }: MessagingParts): string | number {
  const canonical = point.accounts.canonical(address.replace(/\/[^@]*/, ''));
  if (canonical === undefined) return 531;
  if (!point.accounts.isHome(canonical)) return 516;
  return point.accounts.has(canonical) ? canonical : 531;
}

/** Hands groups of this domain what a joined visitor sends to them. */
function toGroups(foreign: ForeignMessage, content: MessageContent, parts: MessagingParts): readonly ItemOutcome[] {
  const { info, visitor, reportAfar } = foreign;
  const { Group: groups = [] } = info.Recipient;
  if (groups.length === 0) return [];
  const sending = { sender: undefined, recipient: draft('Recipient', { Group: groups }), content, info };
  const context: RequestContext = { session: visitor, version: '1.3', transactionId: '', later: () => () => false };
  const report = reportAfar !== undefined;
  return send({ ...sending, report, ...(info.MessageID !== undefined && { id: info.MessageID }) }, context, parts)
    .outcomes;
}

/** A message through a group of another domain, for the sessions of a user that are joined to it. */
function toJoined(message: StoredMessage, to: string, joined: readonly Session[], parts: MessagingParts): number {
  const { sender } = message;
  const approach = { user: message.from, group: message.group, screenName: sender.Group?.ScreenName?.SName };
  const lists = parts.lists.peek(to);
  if (joined.length === 0) return 808;
  if (lists !== undefined && !parts.rules.admits(lists, to, approach, parts.contacts())) return 532;
  for (const onlySession of joined) {
    const copy = { message, to, onlySession, offered: new Set<string>(), kept: false };
    if (parts.boxes.put(copy)) parts.delivery.offer(copy);
  }
  return 200;
}

interface Addressee {
  readonly address: string;
  readonly client: Value<'ClientID'> | undefined;
}

/** A message for a user, for one client of the user, or for those joined to the group that it came through. */
function toUser(
  message: StoredMessage,
  { address, client }: Addressee,
  { from, through }: ForeignMessage,
  parts: MessagingParts,
): number {
  const user = localUser(address, parts);
  if (typeof user === 'number') return user;
  if (through !== undefined) return toJoined(message, user, through.joined(user), parts);
  const onlySession = client === undefined ? undefined : sessionAt(user, client, parts.point);
  if (client !== undefined && onlySession === undefined) return 410;
  const item = { UserID: address };
  const target: Target = { user, onlySession, group: undefined, approach: { user: from }, item };
  const code = obstacle(target, lengthOf(message), parts);
  const copy = { message, to: user, onlySession, offered: new Set<string>(), kept: true };
  if (code === 200 && parts.boxes.put(copy)) parts.delivery.offer(copy);
  return code;
}

/** Accepts a message for whoever can be reached; the outcome for each recipient. @throws Refusal for broken content. */
export function receive(foreign: ForeignMessage, parts: MessagingParts): ItemOutcome[] {
  const { info, data, from, reportAfar, through } = foreign;
  const { point, profile } = parts;
  const { MessageID: id, Sender: sender } = info;
  if (id === undefined || sender === undefined) throw new Refusal(400, 'a relayed message needs identifier and sender');
  const content = messageContent(info, data, profile.limits.contentOctets, profile.wrongSize);
  const described = JSON.stringify(info).length;
  const now = point.clock.now();
  const kept = Math.min(info.Validity ?? profile.keepSeconds, profile.keepSeconds);
  const message: StoredMessage = {
    id,
    from,
    sender,
    recipient: foreign.shown,
    content,
    contentName: info.ContentName,
    font: undefined,
    uri: info.MessageURI,
    extensions: undefined,
    dateTime: info.DateTime ?? compactDate(now),
    expiresAt: now + kept * 1_000,
    validity: info.Validity,
    report: undefined,
    reportAfar,
    group: through?.group,
    described,
  };
  const outcomes: ItemOutcome[] = through === undefined ? [...toGroups(foreign, content, parts)] : [];
  for (const { UserID, ClientID } of info.Recipient.User ?? []) {
    outcomes.push({
      code: toUser(message, { address: UserID, client: namedClient(ClientID) }, foreign, parts),
      item: { UserID },
    });
  }
  return outcomes;
}
