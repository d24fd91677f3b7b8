/** SendMessage and the half of ForwardMessage that sends (csp semantics, Instant messaging). */

import { anyVersion, draft } from '../../../protocol/messages/any-version.ts';
import type { Primitive } from '../../../protocol/messages/envelope.ts';
import type { Value } from '../../../protocol/messages/infer.ts';
import { type Handler, Refusal, type RequestContext } from '../../element.ts';
import { combined, type ItemOutcome } from '../../results.ts';
import { type Approach, canonicalGroup } from '../access-lists.ts';
import { type MessageContent, messageContent } from '../content.ts';
import { compactDate, lengthOf, messageInfo, type StoredMessage } from '../messages.ts';
import type { MessagingParts } from '../parts.ts';
import { entriesOf, resolveRecipients, type Target } from '../recipients.ts';
import type { RemoteTarget } from '../remote-port.ts';

export interface Sending {
  readonly sender: Value<'Sender'> | undefined;
  readonly recipient: Value<'Recipient'>;
  readonly content: MessageContent;
  readonly info: Value<'MessageInfo'>;
  readonly report: boolean;
  /** The identifier that another domain gave it. */
  readonly id?: string;
  /** Told of the outcomes when other domains have answered; false: too late for the answer to the client. */
  readonly settled?: () => (outcomes: readonly ItemOutcome[], id: string) => boolean;
}

/** The sender as recipients see it. @throws Refusal 402 for somebody else's name. */
function checkedSender(
  claimed: Value<'Sender'> | undefined,
  context: RequestContext,
  parts: MessagingParts,
): { readonly sender: Value<'Sender'>; readonly approach: Approach } {
  const own: Value<'Sender'> = draft('Sender', { User: { UserID: context.session.user } });
  const approach: Approach = { user: context.session.user, applicationId: context.session.applicationId };
  if (claimed?.User !== undefined) {
    if (parts.point.accounts.canonical(claimed.User.UserID) !== context.session.user) {
      throw new Refusal(402, 'Sender names another user');
    }
    return { sender: own, approach };
  }
  const name = claimed?.Group?.ScreenName;
  // the domain of the group knows the name, whatever is claimed
  if (name !== undefined && parts.groups().resolve(name.GroupID) === undefined) {
    const group = canonicalGroup(name.GroupID, parts.point.profile.homeDomains[0] ?? '');
    if (group !== undefined && parts.afar().serverOf(group) !== undefined) return { sender: own, approach };
  }
  if (name !== undefined) {
    const group = parts.groups().resolve(name.GroupID);
    if (group === undefined || parts.groups().screenNameOf(group, context.session) !== name.SName) {
      throw new Refusal(402, 'Sender is a screen name the user does not have');
    }
    return { sender: draft('Sender', { Group: { ScreenName: { SName: name.SName, GroupID: group } } }), approach };
  }
  if (claimed?.Group?.GroupID !== undefined) throw new Refusal(402, 'a group cannot be the Sender');
  return { sender: own, approach };
}

/** The appearance of the sender of a message through a group: under the screen name there, whatever the request said. */
function shownSender(target: Target, sender: Value<'Sender'>): Value<'Sender'> {
  const { group, screenName } = target.approach;
  if (group === undefined || screenName === undefined) return sender;
  return draft('Sender', { Group: { ScreenName: { SName: screenName, GroupID: group } } });
}

/** The obstacle between a message and one recipient: 200, or its code. */
export function obstacle(target: Target, length: number, parts: MessagingParts): number {
  const { rules, lists, contacts, boxes, point } = parts;
  const access = lists.peek(target.user);
  if (access !== undefined && !rules.admits(access, target.user, target.approach, contacts())) return 532;
  if (!boxes.fits(target.user, length)) return 507;
  const online = point.sessionsOf(target.user).length > 0;
  if (!online && !parts.storesFor(target.user)) return 533;
  return 200;
}

/**
 * Accepts a message for whoever can be reached, or for nobody.
 * @returns the outcome for each recipient and, where there was one to reach, the MessageID.
 */
export function send(sending: Sending, context: RequestContext, parts: MessagingParts) {
  const { point } = parts;
  const { limits, keepSeconds } = parts.profile;
  const count = entriesOf(sending.recipient);
  if (count === 0) throw new Refusal(400, 'the message has no Recipient');
  if (count > limits.recipients) throw new Refusal(402, `more than ${limits.recipients} recipients`);
  const barrier = parts.rules.barrier(point.accounts.get(context.session.user), context.version);
  if (barrier !== undefined) throw new Refusal(barrier);
  const { sender, approach } = checkedSender(sending.sender, context, parts);
  const resolved = resolveRecipients(sending.recipient, context, approach, {
    point,
    groups: parts.groups(),
    contacts: parts.contacts(),
    afar: parts.afar(),
  });

  const described = JSON.stringify({ ...sending.info, Recipient: sending.recipient }).length;
  const length = lengthOf({ content: sending.content, described });
  const outcomes: ItemOutcome[] = [...resolved.outcomes];
  const reached: Target[] = [];
  for (const target of resolved.targets) {
    const code = obstacle(target, length, parts);
    // A joined user who shuts the sender out is nobody's business but theirs: the group got the message.
    const throughGroup = target.group !== undefined && 'GroupID' in target.item;
    if (!throughGroup) outcomes.push({ code, item: target.item });
    if (code === 200) reached.push(target);
  }
  const afar = resolved.remote.filter((target) => {
    const room = parts.afar().hasRoom(target.domain, length);
    outcomes.push({ code: room ? 200 : 503, item: target.item });
    return room;
  });
  const accepted = outcomes.some((outcome) => outcome.code === 200);
  if (!accepted) return { outcomes, messageId: undefined };

  // other domains keep the identifier, which has to differ from theirs
  const crosses = afar.length > 0 || reached.some(({ onlySession }) => onlySession?.visitor === true);
  const own = crosses ? `${point.newId('m')}@${point.profile.homeDomains[0] ?? ''}` : undefined;
  const id = sending.id ?? own ?? point.newId('m');
  const now = point.clock.now();
  const info = anyVersion(sending.info);
  const kept = Math.min(info.Validity ?? keepSeconds, keepSeconds);
  const message = (target: Target | undefined, group: string | undefined): StoredMessage => ({
    id,
    from: context.session.user,
    sender: target === undefined ? sender : shownSender(target, sender),
    recipient: group === undefined ? sending.recipient : draft('Recipient', { Group: [{ GroupID: group }] }),
    content: sending.content,
    contentName: info.ContentName,
    font: info.Font,
    uri: info.MessageURI,
    extensions: info.ExtBlockETEM,
    dateTime: info.DateTime ?? compactDate(now),
    expiresAt: now + kept * 1_000,
    validity: info.Validity,
    report: sending.report
      ? { session: context.session, user: context.session.user, version: context.version }
      : undefined,
    group,
    described,
  });
  for (const target of reached) {
    const whole = target.group !== undefined && 'GroupID' in target.item ? target.group : undefined;
    const stored = message(target, whole);
    const privately = target.group !== undefined && whole === undefined;
    const copy = {
      message: privately
        ? {
            ...stored,
            recipient: draft('Recipient', {
              Group: [{ ScreenName: (target.item as { ScreenName: Value<'ScreenName'> }).ScreenName }],
            }),
          }
        : stored,
      to: target.user,
      onlySession: target.onlySession,
      offered: new Set<string>(),
      kept: target.group === undefined,
    };
    if (parts.boxes.put(copy)) parts.delivery.offer(copy);
  }
  sendAfar(message(undefined, undefined), afar, outcomes, sending, parts);
  for (const group of resolved.groups) {
    const approachThere = resolved.targets.find((t) => t.group === group);
    const own = parts.groups().screenNameOf(group, context.session);
    const shown =
      own === undefined ? undefined : draft('Sender', { Group: { ScreenName: { SName: own, GroupID: group } } });
    const stored = { ...message(approachThere, group), ...(shown === undefined ? {} : { sender: shown }) };
    parts.groups().remember(group, messageInfo(stored, context.version), described);
    parts.reports.tell(stored, stored.recipient, 'delivered');
  }
  return { outcomes, messageId: id };
}

/** Sends to other domains, each its own recipients; the client learns what they answer, or its reports do. */
function sendAfar(
  message: StoredMessage,
  afar: readonly RemoteTarget[],
  outcomes: readonly ItemOutcome[],
  { settled }: Sending,
  parts: MessagingParts,
): void {
  const domains = new Set(afar.map((target) => target.domain));
  if (domains.size === 0) return;
  const tell = settled?.();
  const codes = new Map<ItemOutcome['item'], number>();
  let left = domains.size;
  let told = false;
  const late: (() => void)[] = [];
  const final = () =>
    tell?.(
      outcomes.map(({ code, item }) => ({ code: codes.get(item) ?? code, item })),
      message.id,
    );
  for (const domain of domains) {
    const targets = afar.filter((target) => target.domain === domain);
    parts.afar().send(message, domain, targets, (answered) => {
      for (const [{ item }, code] of answered) codes.set(item, code);
      left -= 1;
      if (left === 0) told = final() ?? false;
      const report = () => reportFailures(message, answered, parts);
      if (left > 0) late.push(report);
      else if (!told) for (const one of [...late, report]) one();
      return true;
    });
  }
}

/** Reports whom a message could not be brought to in another domain, where reports were asked for. */
function reportFailures(
  message: StoredMessage,
  codes: ReadonlyMap<RemoteTarget, number>,
  { reports }: MessagingParts,
): void {
  for (const [{ to }, code] of codes) if (code >= 300) reports.tell(message, recipientFor(to), code);
}

/** A recipient of another domain as messages name it. */
export function recipientFor(to: RemoteTarget['to']): Value<'Recipient'> {
  if ('user' in to) {
    const client = to.client === undefined ? {} : { ClientID: to.client };
    return draft('Recipient', { User: [{ UserID: to.user, ...client }] });
  }
  const { group: GroupID, screenName } = to;
  return draft('Recipient', {
    Group: [screenName === undefined ? { GroupID } : { ScreenName: { SName: screenName, GroupID } }],
  });
}

export function sendHandler(parts: MessagingParts): Handler<'SendMessage-Request'> {
  return (request, context) => {
    const info = request.MessageInfo;
    const { limits, wrongSize } = parts.profile;
    const content = messageContent(info, request.ContentData, limits.contentOctets, wrongSize);
    const said = (outcomes: readonly ItemOutcome[], messageId: string | undefined): Primitive => {
      const Result = combined(outcomes, context.version);
      return {
        name: 'SendMessage-Response',
        value: draft('SendMessage-Response', { Result, ...(messageId === undefined ? {} : { MessageID: messageId }) }),
      };
    };
    const settled = () => {
      const answer = context.later('drop');
      return (outcomes: readonly ItemOutcome[], id: string) =>
        answer(said(outcomes, outcomes.some(({ code }) => code < 300) ? id : undefined));
    };
    const report = request.DeliveryReport === true;
    const { outcomes, messageId } = send(
      { sender: info.Sender, recipient: info.Recipient, content, info, report, settled },
      context,
      parts,
    );
    return said(outcomes, messageId);
  };
}
