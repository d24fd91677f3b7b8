/** Messages of other domains for users of this one, as the relay brings them (ssp, section 7.2). */
import { Refusal } from '../element.ts';
import type { ItemOutcome } from '../results.ts';
import { messageContent } from './content.ts';
import { obstacle } from './handlers/send.ts';
import { compactDate, type ForeignMessage, lengthOf, type StoredMessage } from './messages.ts';
import type { MessagingParts } from './parts.ts';
import type { Target } from './recipients.ts';

/** The local user that a recipient names, or the code of why there is none. */
function localUser(address: string, { point }: MessagingParts): string | number {
  const canonical = point.accounts.canonical(address.replace(/\/[^@]*/, ''));
  if (canonical === undefined) return 531;
  if (!point.accounts.isHome(canonical)) return 516;
  return point.accounts.has(canonical) ? canonical : 531;
}

/** Accepts a message for whoever can be reached; the outcome for each recipient. @throws Refusal for broken content. */
export function receive({ info, data, from, reportAfar }: ForeignMessage, parts: MessagingParts): ItemOutcome[] {
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
    recipient: info.Recipient,
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
    group: undefined,
    described,
  };
  const outcomes: ItemOutcome[] = (info.Recipient.Group ?? []).map((group) => ({
    code: 800,
    item: { GroupID: group.GroupID ?? group.ScreenName?.GroupID ?? '' },
  }));
  for (const { UserID } of info.Recipient.User ?? []) {
    const item = { UserID };
    const user = localUser(UserID, parts);
    if (typeof user === 'number') {
      outcomes.push({ code: user, item });
      continue;
    }
    const target: Target = { user, onlySession: undefined, group: undefined, approach: { user: from }, item };
    const code = obstacle(target, lengthOf(message), parts);
    outcomes.push({ code, item });
    const copy = { message, to: user, onlySession: undefined, offered: new Set<string>(), kept: true };
    if (code === 200 && parts.boxes.put(copy)) parts.delivery.offer(copy);
  }
  return outcomes;
}
