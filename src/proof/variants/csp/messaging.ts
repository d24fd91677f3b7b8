/** Legal variants of instant messaging: what the standard leaves open, done otherwise. Several choices make one server. */
import { anyVersion } from '../../../protocol/messages/any-version.ts';
import type { Primitive } from '../../../protocol/messages/envelope.ts';
import type { Value } from '../../../protocol/messages/infer.ts';
import type { AccessPoint } from '../../../server/element.ts';
import { recipientOf } from '../../../server/messaging/delivery.ts';
import type { Copy } from '../../../server/messaging/messages.ts';
import { detailedResults, result, status } from '../../../server/results.ts';
import type { Session } from '../../../server/sessions/session.ts';
import type { Change, Variant } from '../../types.ts';
import {
  all,
  asPrimitive,
  codeOf,
  edits,
  handler,
  hooks,
  mistakesCode,
  outcome,
  profile,
  withCode,
} from '../../ways/families.ts';
import { editsInfo, editsList, messaging, mistakesSending } from '../../ways/messaging.ts';

type Loose = Readonly<Record<string, unknown>>;

/** In which order what is held back comes: as it was sent, all at once or spaced; or the latest sender first. */
type Order = 'at once' | 'spaced' | 'latest sender first';

/**
 * Transactions of these kinds that the server begins reach their queue only after a time, milliseconds. One that is taken back before
 * that never comes. Messages of one sender keep their order (CSP-POL-003).
 */
function holdsBack(names: readonly string[], ms: number, order: Order): Change {
  interface Held {
    readonly session: Session;
    readonly key: string | undefined;
    readonly sender: string;
    release(): void;
  }
  return hooks({
    access(point) {
      let held: Held[] = [];
      const release = () => {
        const due = order === 'spaced' ? held.slice(0, 1) : latestFirst(held, order);
        held = held.slice(due.length);
        for (const one of due) one.release();
        if (held.length > 0) point.clock.after(ms, release);
      };
      const changed: Pick<AccessPoint, 'send' | 'withdraw'> = {
        send(session, primitive, options) {
          if (!names.includes(primitive.name)) return point.send(session, primitive, options);
          if (held.length === 0) point.clock.after(ms, release);
          const { MessageInfo } = primitive.value as { readonly MessageInfo?: Loose };
          held.push({
            session,
            key: options?.replaces,
            sender: JSON.stringify(MessageInfo?.Sender),
            release() {
              if (point.send(session, primitive, options) !== 'queued')
                options?.onOutcome?.({ kind: 'lost', why: 'session-ended' });
            },
          });
          return 'queued';
        },
        withdraw(session, key, open) {
          held = held.filter((one) => one.session !== session || one.key !== key);
          point.withdraw?.(session, key, open);
        },
      };
      return { ...point, ...changed };
    },
  });
}

function latestFirst<T extends { readonly sender: string }>(held: readonly T[], order: Order): readonly T[] {
  if (order === 'at once') return held;
  const senders = [...new Set(held.map(({ sender }) => sender))].reverse();
  return senders.flatMap((sender) => held.filter((one) => one.sender === sender));
}

/** Reports delivery as soon as the content was pushed, without waiting for the confirmation. */
function reportsPushes(): Change {
  const told = new WeakSet<Copy>();
  return messaging((standard, { reports }) => ({
    way(copy, ...others) {
      const way = standard.way(copy, ...others);
      if (way === 'push' && copy.message.group === undefined && !told.has(copy)) {
        told.add(copy);
        reports.tell(copy.message, recipientOf(copy), 'delivered');
      }
      return way;
    },
    wantsReport: (copy) => !told.has(copy) && standard.wantsReport(copy),
  }));
}

/** One report for all recipients of a message that has several, once the last of them has it (AMB-178). */
function reportsTogether(): Change {
  return messaging((standard, { reports }) => {
    const copies = new Map<string, { readonly all: Set<string>; readonly open: Set<string> }>();
    return {
      chooseSessions(copy, sessions) {
        const known = copies.get(copy.message.id) ?? { all: new Set(), open: new Set() };
        copies.set(copy.message.id, known);
        if (!known.all.has(copy.to)) known.open.add(copy.to);
        known.all.add(copy.to);
        return standard.chooseSessions(copy, sessions);
      },
      wantsReport(copy) {
        const known = copies.get(copy.message.id);
        if (known === undefined || known.all.size < 2) return standard.wantsReport(copy);
        known.open.delete(copy.to);
        const everybody = { User: [...known.all].map((UserID) => ({ UserID })) };
        if (known.open.size === 0) reports.tell(copy.message, everybody, 'delivered');
        return false;
      },
    };
  });
}

/** A message that had to wait for its recipient to log in is not pushed, but announced or only listed. */
function stored(way: 'notify' | 'wait'): Change {
  const waited = new WeakSet<Copy>();
  return messaging((standard) => ({
    chooseSessions(copy, sessions) {
      if (sessions.length === 0) waited.add(copy);
      return standard.chooseSessions(copy, sessions);
    },
    way: (copy, ...others) => (waited.has(copy) ? way : standard.way(copy, ...others)),
  }));
}

/** Changes an answer to SendMessage-Request. */
function answersSending(change: (answer: Primitive, session: Session | undefined) => Primitive): Change {
  return handler(
    'SendMessage-Request',
    (standard) => (request, call) => change(outcome(standard, request, call), call.session),
  );
}

/** The refusal of a message stands in a Status instead of a SendMessage-Response. */
const refusesByStatus = answersSending((answer) => {
  const { MessageID, Result } = anyVersion(answer.value);
  return answer.name !== 'SendMessage-Response' || MessageID !== undefined || Result === undefined
    ? answer
    : status(Result.Code, Result.DetailedResult ?? []);
});

/** A single recipient that cannot be reached is named in DetailedResult, under 900 or 201 (AMB-076). */
function namesSingleRecipient(code: number): Change {
  return answersSending((answer, session) => {
    const found = codeOf(answer) ?? 200;
    const user = [410, 427, 507, 531, 532, 533, 700, 800, 808, 812, 813].includes(found);
    if (!user) return answer;
    const details = detailedResults([{ code: found, item: { UserID: 'wv:somebody' } }], session?.version ?? '1.2');
    const unnamed = details.map(({ Code }) => ({ Code }));
    return { name: 'SendMessage-Response', value: { Result: result(code, unnamed) } };
  });
}

/** Accepts for users who are not logged in with 202. */
function accepts202(): Change {
  let point: AccessPoint | undefined;
  return hooks({
    access(given) {
      point = given;
      return given;
    },
    handler: (name, standard) =>
      name !== 'SendMessage-Request'
        ? standard
        : (request, call) => {
            const answer = asPrimitive(standard(request, call));
            const {
              User = [],
              Group = [],
              ContactList = [],
            } = (request as Value<'SendMessage-Request'>).MessageInfo.Recipient;
            const online = (user: string) => point?.sessionsOf(point.accounts.canonical(user) ?? '').length !== 0;
            const there = Group.length + ContactList.length > 0 || User.some(({ UserID }) => online(UserID));
            return codeOf(answer) === 200 && !there ? withCode(answer, 202) : answer;
          },
  });
}

/** Changes what brings content to its recipient. */
function editsContent(edit: (value: Loose & { readonly MessageInfo: Loose }) => object): Change {
  const changed = (name: 'NewMessage' | 'GetMessage-Response') => edits(name, (value) => edit(value));
  return all(changed('NewMessage'), changed('GetMessage-Response'));
}

const isText = (info: Loose) => info.ContentType === undefined || String(info.ContentType).startsWith('text/');
const isBase64 = (info: Loose) => info.ContentEncoding === 'BASE64';

/** BASE64 in lines, as MIME has it; text that came in BASE64 is handed out as it is. */
const encodesOtherwise = editsContent((value) => {
  const { MessageInfo: info } = value;
  if (!isBase64(info)) return value;
  const data = String(value.ContentData ?? '');
  if (!isText(info)) return { ...value, ContentData: `${data.replace(/(.{1,76})/g, '$1\r\n')}` };
  const { ContentEncoding: _left, ...others } = info;
  return { ...value, MessageInfo: others, ContentData: Buffer.from(data, 'base64').toString('utf8') };
});

/** The sender of a forwarded message is who sent it first. */
function showsFirstSender(): Change {
  const senders = new Map<string, Value<'Sender'>>();
  const forwarded = new Map<string, Value<'Sender'>>();
  let first: Value<'Sender'> | undefined;
  return all(
    messaging((standard) => ({
      chooseSessions(copy, sessions) {
        senders.set(copy.message.id, copy.message.sender);
        if (first !== undefined) forwarded.set(copy.message.id, first);
        return standard.chooseSessions(copy, sessions);
      },
    })),
    handler('ForwardMessage-Request', (standard) => (request, call) => {
      first = senders.get(request.MessageID);
      try {
        return standard(request, call);
      } finally {
        first = undefined;
      }
    }),
    editsInfo((info) => {
      const Sender = forwarded.get(String(info.MessageID));
      return Sender === undefined ? info : { ...info, Sender };
    }),
  );
}

export const messagingVariants: readonly Variant[] = [
  {
    id: 'messages-take-a-moment',
    title: 'hands messages and announcements out a moment after they were accepted',
    change: holdsBack(['NewMessage', 'MessageNotification'], 300, 'at once'),
  },
  {
    id: 'messages-in-another-order',
    title: 'hands messages of independent senders out in another order than they came in',
    change: holdsBack(['NewMessage', 'MessageNotification'], 300, 'latest sender first'),
  },
  {
    id: 'reports-take-a-moment',
    title: 'sends delivery reports some time after the confirmation, one after the other',
    change: holdsBack(['DeliveryReport-Request'], 2_500, 'spaced'),
  },
  {
    id: 'reports-before-confirmation',
    title: 'reports delivery when the content was pushed, before the client confirmed it',
    change: reportsPushes(),
  },
  {
    id: 'reports-for-all-recipients',
    title: 'sends one report that names all users a message went to (AMB-178)',
    change: reportsTogether(),
  },
  {
    id: 'stored-messages-announced',
    title: 'announces what was sent meanwhile instead of pushing it, accepts it with 202',
    change: all(stored('notify'), accepts202()),
  },
  {
    id: 'stored-messages-listed',
    title: 'neither pushes nor announces what was sent meanwhile: it stands in the list',
    change: stored('wait'),
  },
  {
    id: 'messages-announced-early',
    title: 'announces content of more than 120 octets, whatever the client takes',
    change: profile({ messaging: { pushOctets: 120 } }),
  },
  {
    id: 'messages-refused-by-status',
    title: 'refuses messages by Status instead of SendMessage-Response',
    change: refusesByStatus,
  },
  {
    id: 'messages-one-failure-900',
    title: 'refuses a message to a single recipient by 900 with a DetailedResult that names nobody (AMB-076, AMB-179)',
    change: namesSingleRecipient(900),
  },
  {
    id: 'messages-one-failure-201',
    title: 'refuses a message to a single recipient by 201 with a DetailedResult that names nobody',
    change: all(namesSingleRecipient(201), mistakesSending(900, 201)),
  },
  {
    id: 'messages-other-codes',
    title: 'uses other codes that are in use for the same refusals',
    change: all(
      mistakesSending(531, 427),
      mistakesSending(800, 808),
      mistakesSending(402, 427),
      mistakesSending(410, 901),
      mistakesCode(531, 427, 'ForwardMessage-Request'),
      mistakesCode(426, 420, 'MessageDelivered'),
      mistakesCode(821, 405, 'GetMessageList-Request'),
      mistakesCode(800, 821, 'GetMessageList-Request'),
    ),
    versions: ['1.3'],
  },
  {
    id: 'message-info-sparse',
    title: 'leaves out of MessageInfo what it may: ContentType of plain text, Validity, seconds of DateTime',
    change: editsInfo(({ Validity: _validity, ContentType, ...info }) => ({
      ...info,
      ...(ContentType === 'text/plain' ? {} : { ContentType }),
      DateTime: String(info.DateTime).replace(/^(\d{8}T\d{4})\d{2}Z$/, '$1Z'),
    })),
    syntaxes: ['xml'],
  },
  {
    id: 'message-info-rich',
    title: 'adds to MessageInfo what it may: charset of text, ContentEncoding None, Validity',
    change: editsInfo((info) => ({
      ...info,
      ContentType: info.ContentType === 'text/plain' ? 'text/plain; charset=utf-8' : info.ContentType,
      ContentEncoding: info.ContentEncoding ?? 'None',
      Validity: info.Validity ?? 604_800,
    })),
  },
  {
    id: 'content-size-after-encoding',
    title: 'tells the length of content after transfer encoding (AMB-068)',
    change: editsInfo((info) =>
      isBase64(info) ? { ...info, ContentSize: 4 * Math.ceil(Number(info.ContentSize) / 3) } : info,
    ),
  },
  {
    id: 'content-encoded-otherwise',
    title: 'breaks BASE64 into lines, hands text that came in BASE64 out as it is',
    change: encodesOtherwise,
  },
  {
    id: 'list-in-another-order',
    title: 'lists the newest message first, without MessageTotalCount, and nothing at all where nothing waits',
    change: all(
      editsList((list) => list.toReversed()),
      edits('GetMessageList-Response', (value) => {
        const { MessageTotalCount: _left, MessageInfoList, ...others } = anyVersion(value);
        const some = (MessageInfoList?.MessageInfo?.length ?? 0) > 0;
        return { ...others, ...(some ? { MessageInfoList } : {}) };
      }),
    ),
  },
  {
    id: 'forwards-for-the-first-sender',
    title: 'shows the first sender of a forwarded message (AMB-107), reports it as delivered (AMB-080)',
    change: all(
      showsFirstSender(),
      edits('DeliveryReport-Request', (value) =>
        value.Result.Code === 541 ? { ...value, Result: result(200) } : value,
      ),
    ),
  },
  {
    id: 'empty-recipient-accepted',
    title: 'accepts a message to nobody (AMB-177)',
    change: handler('SendMessage-Request', (standard) => (request, call) => {
      const { Recipient } = request.MessageInfo;
      return Object.keys(Recipient).length > 0
        ? standard(request, call)
        : { name: 'SendMessage-Response', value: { Result: result(200), MessageID: 'nobody' } };
    }),
  },
  {
    id: 'nothing-kept',
    title: 'keeps no messages for users who are not logged in, and says so to the sender',
    change: profile({ messaging: { storeAndForward: false } }),
    unclaimed: ['IMPS-CSP-S-OFFLINE'],
    ixit: { policies: { storeAndForward: false } },
  },
];
