/** Ways in which messaging goes wrong: other decisions, other messages. */
import { primitive } from '../../protocol/messages/envelope.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import type { MessagingGroups } from '../../server/messaging/groups-port.ts';
import type { MessagingParts } from '../../server/messaging/parts.ts';
import type { MessagingRules } from '../../server/messaging/rules.ts';
import type { Change } from '../types.ts';
import { all, edits, handler, hooks, mistakesInside, outcome } from './families.ts';
import { part } from './presence.ts';

/** Other decisions of the messaging service element. */
export function messaging(
  change: (standard: MessagingRules, parts: MessagingParts) => Partial<MessagingRules>,
): Change {
  return hooks({ elements: { messaging: { rules: change } } });
}

/** Other members of contact lists, as messaging learns them. */
export function contactsOf(members: (all: readonly string[]) => readonly string[]): Change {
  return part('service', (standard) => ({
    listMembers(owner, list) {
      const found = standard.listMembers(owner, list);
      return found === undefined ? undefined : members(found);
    },
  }));
}

/** Groups as messaging learns of them. */
export function groupsOf(change: (standard: MessagingGroups) => Partial<MessagingGroups>): Change {
  return hooks({ elements: { groups: { messaging: change } } });
}

/** A code of SendMessage-Response, its own or in DetailedResult, becomes another. */
export const mistakesSending = (from: number, to: number): Change => mistakesInside('SendMessage-Request', from, to);

type Info = Value<'MessageInfo'>;

/** Changes the entries of GetMessageList-Response. */
export function editsList(edit: (list: readonly Info[]) => readonly Info[]): Change {
  return edits('GetMessageList-Response', (value) => {
    const known = value as {
      readonly MessageInfo?: readonly Info[];
      readonly MessageInfoList?: { readonly MessageInfo?: readonly Info[] };
    };
    if (known.MessageInfoList !== undefined) {
      return {
        ...known,
        MessageInfoList: { MessageInfo: edit(known.MessageInfoList.MessageInfo ?? []) },
      } as typeof value;
    }
    return { ...known, MessageInfo: edit(known.MessageInfo ?? []) } as typeof value;
  });
}

/** Messages that were pushed stay in the list, confirmed or not. */
export function keepsListing(): Change {
  const pushed: Info[] = [];
  return all(
    edits('NewMessage', (value) => {
      pushed.push(value.MessageInfo);
      return value;
    }),
    editsList((list) => [...list, ...pushed]),
  );
}

/** A message is forgotten once it was fetched. */
export function fetchRemoves(): Change {
  const gone = new Set<string>();
  return handler('GetMessage-Request', (standard) => (request, call) => {
    const { MessageID } = request;
    const answer = outcome(standard, request, call);
    if (gone.has(MessageID)) return primitive('Status', { Result: { Code: 426 } });
    if (answer.name === 'GetMessage-Response') gone.add(MessageID);
    return answer;
  });
}

/** A content as long as its announcement says. */
const textFor = ({ ContentSize }: Info): string => 'x'.repeat(ContentSize ?? 1);

/** Everybody may fetch every message that was announced to somebody. */
export function fetchesForOthers(): Change {
  const announced = new Map<string, Info>();
  return all(
    edits('MessageNotification', (value) => {
      announced.set(value.MessageInfo.MessageID ?? '', value.MessageInfo);
      return value;
    }),
    handler('GetMessage-Request', (standard) => (request, call) => {
      const { MessageID } = request;
      const answer = outcome(standard, request, call);
      const info = announced.get(MessageID);
      if (answer.name === 'GetMessage-Response' || info === undefined) return answer;
      return primitive('GetMessage-Response', { MessageInfo: info, ContentData: textFor(info) });
    }),
  );
}

/** A forwarded message can still be fetched by the one who forwarded it. */
export function keepsForwarded(): Change {
  const forwarded = new Map<string, Info>();
  return all(
    edits('MessageNotification', (value) => {
      forwarded.set(value.MessageInfo.MessageID ?? '', value.MessageInfo);
      return value;
    }),
    handler('GetMessage-Request', (standard) => (request, call) => {
      const { MessageID } = request;
      const info = forwarded.get(MessageID);
      const answer = outcome(standard, request, call);
      if (answer.name === 'GetMessage-Response' || info === undefined) return answer;
      return primitive('GetMessage-Response', { MessageInfo: info, ContentData: textFor(info) });
    }),
  );
}

/** A message that was offered to a session and not confirmed is gone when the session ends. */
export function losesUnconfirmed(): Change {
  const offered = new WeakSet<object>();
  return messaging((standard) => ({
    way(copy, ...others) {
      const chosen = standard.way(copy, ...others);
      if (chosen !== 'wait') offered.add(copy);
      return chosen;
    },
    fresh: (copy, now) => !(copy.offered.size === 0 && offered.has(copy)) && standard.fresh(copy, now),
  }));
}

type Loose = Record<string, unknown>;
type Carrying = 'NewMessage' | 'MessageNotification' | 'GetMessage-Response';

/** Changes MessageInfo in whatever brings a message to its recipient. */
export function editsInfo(edit: (info: Loose) => Loose): Change {
  const changed = <N extends Carrying>(name: N) =>
    edits(
      name,
      (value) => ({ ...value, MessageInfo: edit((value as Value<'NewMessage'>).MessageInfo as Loose) }) as typeof value,
    );
  return all(changed('NewMessage'), changed('MessageNotification'), changed('GetMessage-Response'));
}

/** Changes what a SendMessage-Request says before it is carried out. */
export function sendsInstead(edit: (request: Value<'SendMessage-Request'>) => Value<'SendMessage-Request'>): Change {
  return handler(
    'SendMessage-Request',
    (standard) => (request, call) => standard(edit(request as Value<'SendMessage-Request'>), call),
  );
}

export function withRecipient(
  request: Value<'SendMessage-Request'>,
  recipient: Value<'Recipient'>,
): Value<'SendMessage-Request'> {
  return { ...request, MessageInfo: { ...request.MessageInfo, Recipient: recipient } } as Value<'SendMessage-Request'>;
}
