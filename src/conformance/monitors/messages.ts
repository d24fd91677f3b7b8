/** Rules of messages under way: a server hands on the information the sender gave. */
import { contentSizes } from '../../protocol/model/text-value.ts';
import type { Place } from '../../results/results.ts';
import type { Monitor, Report } from './monitor.ts';
import { type Arrived, contentOf, eachArrival, type LooseInfo, type SentMessage, sameAddress } from './sent.ts';
import { elementsNamed, placeOf } from './stream.ts';

/** Primitives that tell a recipient of a message. */
const TELLING: ReadonlySet<string> = new Set([
  'NewMessage',
  'MessageNotification',
  'GetMessage-Response',
  'GetMessageList-Response',
]);

/** One MessageInfo a server wrote, with its content and what was sent under that MessageID, where that was seen. */
interface Told {
  readonly arrived: Arrived;
  readonly info: LooseInfo;
  readonly data: string | undefined;
  readonly sent: SentMessage | undefined;
  at(name: string): Place;
}

function infosOf(arrived: Arrived): readonly { readonly info: LooseInfo; readonly data?: string | undefined }[] {
  const value = contentOf<{
    readonly MessageInfo?: LooseInfo | readonly LooseInfo[];
    readonly MessageInfoList?: { readonly MessageInfo?: readonly LooseInfo[] };
    readonly ContentData?: string;
  }>(arrived.transaction);
  const infos = value.MessageInfo ?? value.MessageInfoList?.MessageInfo ?? [];
  return 'length' in infos ? infos.map((info) => ({ info })) : [{ info: infos, data: value.ContentData }];
}

/** The place of an element of a MessageInfo: the first of that name in the message, which is right where there is one. */
function placer({ observed }: Arrived): (name: string) => Place {
  return (name) => placeOf(observed.exchange, 'response', elementsNamed(observed.response?.read.tree, name)[0]);
}

function rule(
  name: string,
  requirement: string,
  primitives: ReadonlySet<string>,
  check: (told: Told, report: Report) => void,
): Monitor {
  return {
    name,
    requirement,
    watch: (stream, report) =>
      eachArrival(stream, (arrived) => {
        if (!primitives.has(arrived.transaction.primitive.name)) return;
        for (const { info, data } of infosOf(arrived)) {
          const sent = info.MessageID === undefined ? undefined : arrived.messages.get(info.MessageID.trim());
          check({ arrived, info, data, sent, at: placer(arrived) }, report);
        }
      }),
  };
}

/** True if it was sent only to users and lists, in the name of the user: it then contains no screen name. */
function personal({ Sender, Recipient }: LooseInfo): boolean {
  return Sender?.Group === undefined && (Recipient?.Group ?? []).length === 0;
}

/** csp-semantics, Sending a message: the recipient sees who sent it. */
const senders = rule('messages tell the user who sent them', 'CSP-IMS-003', TELLING, ({ info, sent, at }, report) => {
  const shown = info.Sender?.User?.UserID;
  if (sent?.user === undefined || !personal(sent.info) || info.Sender === undefined) return;
  report.saw();
  if (shown !== undefined && sameAddress(shown, sent.user)) return;
  report.violation(`Sender ${sent.user}`, `Sender ${shown ?? 'without a UserID'}`, at('Sender'));
});

/** The media type without parameters; text/plain where none is told. */
function mediaType(text: string | undefined): string {
  return (text ?? 'text/plain').split(';', 1)[0]?.trim().toLowerCase() || 'text/plain';
}

const types = rule('messages have the content type they were sent with', 'CSP-IMS-003', TELLING, (told, report) => {
  const { info, sent, at } = told;
  if (sent === undefined || info.ContentType === undefined) return;
  report.saw();
  const [shown, given] = [mediaType(info.ContentType), mediaType(sent.info.ContentType)];
  if (shown !== given) report.violation(`ContentType ${given}`, `ContentType ${shown}`, at('ContentType'));
});

const screenNames = rule(
  'messages sent under a screen name show it and no UserID',
  'CSP-IMS-011',
  TELLING,
  ({ info, sent, at }, report) => {
    const given = sent?.info.Sender?.Group?.ScreenName?.SName;
    if (given === undefined || info.Sender === undefined) return;
    report.saw();
    const shown = info.Sender.Group?.ScreenName?.SName;
    if (shown?.trim() === given.trim() && info.Sender.User === undefined) return;
    report.violation(
      `Sender ${given}`,
      `Sender ${shown ?? info.Sender.User?.UserID ?? 'without a name'}`,
      at('Sender'),
    );
  },
);

/** The addresses of groups a Recipient names, whole or by a screen name in them. */
function groupsOf(recipient: LooseInfo['Recipient']): readonly string[] {
  return (recipient?.Group ?? []).flatMap(({ GroupID, ScreenName }) => GroupID ?? ScreenName?.GroupID ?? []);
}

/** A message to one group arrives as a message to that group, a message to users alone as one to users. */
const recipients = rule(
  'messages tell the group or a user they were sent to',
  'CSP-IMS-103',
  TELLING,
  ({ arrived, info, sent, at }, report) => {
    if (sent?.info.Recipient === undefined || info.Recipient === undefined) return;
    const { User = [], ContactList = [] } = sent.info.Recipient;
    if (ContactList.length > 0) return;
    const groups = groupsOf(sent.info.Recipient);
    const receiver = arrived.users.get(arrived.observed.exchange.party);
    const users = User.flatMap(({ UserID }) => UserID ?? []);
    const expected = [...groups, ...users];
    const shown = [...groupsOf(info.Recipient), ...(info.Recipient.User ?? []).flatMap(({ UserID }) => UserID ?? [])];
    if (expected.length === 0 || (groups.length > 0 && users.length > 0)) return;
    report.saw();
    const fitting = users.length > 0 && receiver !== undefined ? [...expected, receiver] : expected;
    if (shown.some((one) => fitting.some((other) => sameAddress(one, other)))) return;
    report.violation(
      `Recipient ${expected.join(', ')}`,
      `Recipient ${shown.join(', ') || 'that names nobody'}`,
      at('Recipient'),
    );
  },
);

const sizes = rule(
  'ContentSize is the length of the content',
  'CSP-IMS-031',
  TELLING,
  ({ info, data, sent, at }, report) => {
    // A wrong size given by the sender is not a fault of the server.
    if (info.ContentSize === undefined || data === undefined || sent === undefined) return;
    report.saw();
    const lengths = contentSizes(data);
    if (lengths.includes(info.ContentSize)) return;
    report.violation(`ContentSize ${lengths[0]}`, `ContentSize ${info.ContentSize}`, at('ContentSize'));
  },
);

/** A date and time in UTC, compact or with dashes and colons: csp.md has the compact form alone. */
const UTC = /^(\d{4})-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):?[0-5]\d:?([0-5]\d|60)(?:\.\d+)?Z$/;

/** A DateTime given by the sender is handed on; another notation of the same instant is fine. */
const dates = rule('the DateTime of a sender is handed on', 'CSP-IMS-104', TELLING, ({ info, sent, at }, report) => {
  const given = sent?.info.DateTime;
  if (given === undefined || info.DateTime === undefined || !UTC.test(given.trim())) return;
  report.saw();
  const digits = (text: string) => text.replace(/\.\d+|\D/g, '');
  const zoned = UTC.test(info.DateTime.trim());
  if (zoned && digits(info.DateTime) === digits(given)) return;
  report.violation(`DateTime ${given}`, `DateTime ${info.DateTime}`, at('DateTime'));
});

const REPORTS: ReadonlySet<string> = new Set(['DeliveryReport-Request']);

/** csp-semantics, Delivery report: about a message of the client that gets it, told as it was sent. */
const reports = rule(
  'delivery reports tell sender and recipient as the message had them',
  'CSP-DLR-040',
  REPORTS,
  ({ arrived, info, sent, at }, report) => {
    if (sent?.user === undefined) return;
    report.saw();
    const { exchange } = arrived.observed;
    const reader = arrived.users.get(exchange.party);
    if (reader !== undefined && !sameAddress(reader, sent.user)) {
      report.violation(`a report to ${sent.user}`, `a report to ${reader}`, at('MessageInfo'));
    }
    const shown = info.Sender?.User?.UserID;
    if (shown !== undefined && !sameAddress(shown, sent.user)) {
      report.violation(`Sender ${sent.user}`, `Sender ${shown}`, at('Sender'));
    }
    const given = (sent.info.Recipient?.User ?? []).flatMap(({ UserID }) => UserID ?? []);
    const told = (info.Recipient?.User ?? []).flatMap(({ UserID }) => UserID ?? []);
    const strangers = told.filter((one) => !given.some((other) => sameAddress(one, other)));
    // Members of an addressed list, and users behind screen names, are recipients nobody wrote down.
    const closed = groupsOf(sent.info.Recipient).length === 0 && (sent.info.Recipient?.ContactList ?? []).length === 0;
    if (closed && strangers.length > 0) {
      report.violation(`Recipient ${given.join(', ')}`, `Recipient ${strangers.join(', ')}`, at('Recipient'));
    }
  },
);

/** csp-semantics, Sending a message: an accepted message has an ID of its own. */
const messageIds: Monitor = {
  name: 'no two accepted messages have the same MessageID',
  requirement: 'CSP-IMS-002',
  watch(stream, report) {
    const known = new Map<string, string>();
    eachArrival(stream, ({ observed: { exchange, response }, transaction, asked }) => {
      if (asked?.primitive.name !== 'SendMessage-Request' || transaction.mode !== 'Response') return;
      const id = contentOf<{ readonly MessageID?: string }>(transaction).MessageID?.trim();
      if (id === undefined || id === '') return;
      report.saw();
      const key = `${exchange.party} ${asked.id ?? ''}`;
      const before = known.get(id);
      // The same request sent twice may be answered alike (AMB-011).
      if (before !== undefined && before !== key) {
        const [at] = elementsNamed(response?.read.tree, 'MessageID');
        report.violation('a MessageID not given before', `MessageID ${id} again`, placeOf(exchange, 'response', at));
      }
      known.set(id, key);
    });
  },
};

export const messageMonitors: readonly Monitor[] = [
  senders,
  types,
  screenNames,
  recipients,
  sizes,
  dates,
  reports,
  messageIds,
];
