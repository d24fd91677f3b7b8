/** Rules of answers and requests of a server as a whole: they fit what was asked, and the addresses in them are addresses. */
import { primitiveFacts } from '../../protocol/facts/primitives.ts';
import type { TreeNode } from '../../protocol/model/tree.ts';
import type { Monitor } from './monitor.ts';
import { type Arrived, contentOf, eachArrival, type LooseSender, sameAddress } from './sent.ts';
import { type Element, elementsNamed, placeOf } from './stream.ts';

interface LooseResult {
  readonly Code?: number;
  readonly DetailedResult?: readonly { readonly Code?: number }[];
}

/** csp-semantics 1, combining results: 201 says that something failed, and what; 200 that nothing did. */
const partial: Monitor = {
  name: '201 comes with details, 200 without a failure in them',
  requirement: 'CSP-SES-014',
  plainText: false,
  watch(stream, report) {
    eachArrival(stream, ({ observed: { exchange, response, deliberate }, transaction }) => {
      const { Result } = contentOf<{ readonly Result?: LooseResult } | Record<string, never>>(transaction);
      if (transaction.mode !== 'Response' || deliberate || (Result?.Code !== 200 && Result?.Code !== 201)) return;
      const details = Result.DetailedResult ?? [];
      report.saw();
      const failed = details.find(({ Code = 0 }) => Code >= 400);
      const place = () => placeOf(exchange, 'response', elementsNamed(response?.read.tree, 'Result')[0]);
      if (Result.Code === 201 && details.length === 0) {
        report.violation('201 with DetailedResult', '201 without DetailedResult', place());
      }
      if (Result.Code === 200 && failed !== undefined) {
        report.violation('201, since an item failed', `200 with DetailedResult ${failed.Code}`, place());
      }
    });
  },
};

/** Failures of a user, a message, a contact list or a group, which a detail has a place to name. */
const OF_AN_ITEM: ReadonlySet<number> = new Set([410, 426, 531, 532, 700, 800, 808, 810]);
const BESIDE_ITEMS: ReadonlySet<string> = new Set(['Code', 'Description']);
/** Kinds of items that details of 1.1 have no place for. */
const LATER_KINDS = ['ContactList', 'Domain'] as const;

/** Elements that name what a request is about. */
const NAMES = ['UserID', 'ContactList', 'GroupID', 'MessageID'] as const;

/** True for a request about one thing: its failure needs no name (AMB-076, AMB-179). */
function isAboutOne(tree: TreeNode | undefined): boolean {
  const count = (within: TreeNode | undefined) =>
    NAMES.reduce((sum, name) => sum + elementsNamed(within, name).length, 0);
  const senders = elementsNamed(tree, 'Sender').reduce((sum, { node }) => sum + count(node), 0);
  return count(tree) - senders < 2;
}

/**
 * csp-semantics 1, combining results: of several items, a detail says which failed. Those it has no place for stay
 * unnamed.
 */
const detailed: Monitor = {
  name: 'details name the items that failed',
  requirement: 'CSP-SES-014',
  plainText: false,
  watch(stream, report) {
    eachArrival(stream, ({ observed: { exchange, request, response, deliberate }, transaction }) => {
      const { Result } = contentOf<{ readonly Result?: LooseResult } | Record<string, never>>(transaction);
      if (transaction.mode !== 'Response' || deliberate || (Result?.Code !== 201 && Result?.Code !== 900)) return;
      const asks = (kind: string) => elementsNamed(request?.read.tree, kind).length > 0;
      if (isAboutOne(request?.read.tree)) return;
      if (asks('ApplicationID') || (response?.read.version === '1.1' && LATER_KINDS.some(asks))) return;
      const details = (Result.DetailedResult ?? []).filter(({ Code = 0 }) => OF_AN_ITEM.has(Code));
      if (details.length === 0) return;
      report.saw();
      const bare = details.find((detail) => Object.keys(detail).every((key) => BESIDE_ITEMS.has(key)));
      if (bare === undefined) return;
      const at = elementsNamed(response?.read.tree, 'Result')[0];
      report.violation('the item that failed', `DetailedResult ${bare.Code} alone`, placeOf(exchange, 'response', at));
    });
  },
};

/** GetPresence: values of users who were asked about, where users alone were. */
const presences: Monitor = {
  name: 'GetPresence-Response tells of users who were asked about',
  requirement: 'CSP-PRE-025',
  watch(stream, report) {
    eachArrival(stream, ({ observed: { exchange, response }, transaction, asked }) => {
      if (asked?.primitive.name !== 'GetPresence-Request') return;
      if (transaction.primitive.name !== 'GetPresence-Response') return;
      const {
        User = [],
        UserIDList,
        ContactList = [],
      } = contentOf<{
        readonly User?: readonly { readonly UserID?: string }[];
        readonly UserIDList?: { readonly UserID?: readonly string[] };
        readonly ContactList?: readonly string[];
      }>(asked);
      const users = [...User.flatMap(({ UserID }) => UserID ?? []), ...(UserIDList?.UserID ?? [])];
      if (users.length === 0 || ContactList.length > 0) return;
      report.saw();
      const { Presence = [] } = contentOf<{ readonly Presence?: readonly { readonly UserID?: string }[] }>(transaction);
      const stranger = Presence.find(
        ({ UserID }) => UserID !== undefined && !users.some((one) => sameAddress(one, UserID)),
      );
      if (stranger === undefined) return;
      const at = elementsNamed(response?.read.tree, 'Presence')[Presence.indexOf(stranger)];
      report.violation(users.join(', '), stranger.UserID ?? '', placeOf(exchange, 'response', at));
    });
  },
};

/** GetMessage: the message that was asked for. */
const fetched: Monitor = {
  name: 'GetMessage-Response brings the message that was asked for',
  requirement: 'CSP-IMS-041',
  watch(stream, report) {
    eachArrival(stream, ({ observed: { exchange, response }, transaction, asked }) => {
      if (asked?.primitive.name !== 'GetMessage-Request') return;
      if (transaction.primitive.name !== 'GetMessage-Response') return;
      const wanted = contentOf<{ readonly MessageID?: string }>(asked).MessageID?.trim();
      const came = contentOf<{ readonly MessageInfo?: { readonly MessageID?: string } }>(transaction).MessageInfo
        ?.MessageID;
      if (wanted === undefined || came === undefined) return;
      report.saw();
      if (came.trim() === wanted) return;
      const [at] = elementsNamed(response?.read.tree, 'MessageID');
      report.violation(`MessageID ${wanted}`, `MessageID ${came}`, placeOf(exchange, 'response', at));
    });
  },
};

interface LooseInvitation {
  readonly InviteID?: string;
  readonly InviteType?: string;
  readonly InviteNote?: string;
  readonly GroupID?: string;
  readonly Sender?: LooseSender;
}

/** csp-semantics, Invitation: type, note, group and inviter reach the invitee as they were given. */
const invitations: Monitor = {
  name: 'InviteUser-Request carries the invitation as it was given',
  requirement: 'CSP-INV-002',
  watch(stream, report) {
    eachArrival(stream, ({ observed: { exchange, response }, transaction, invitations: known }) => {
      if (transaction.primitive.name !== 'InviteUser-Request') return;
      const shown = contentOf<LooseInvitation>(transaction);
      const sent = known.get(shown.InviteID ?? '');
      if (sent === undefined) return;
      report.saw();
      const given = sent.value as LooseInvitation;
      const differ = (name: string, expected: string, observed: string | undefined) => {
        const [at] = elementsNamed(response?.read.tree, name);
        report.violation(`${name} ${expected}`, `${name} ${observed ?? 'missing'}`, placeOf(exchange, 'response', at));
      };
      for (const name of ['InviteType', 'InviteNote'] as const) {
        const expected = given[name];
        if (expected !== undefined && shown[name]?.trim() !== expected.trim()) differ(name, expected, shown[name]);
      }
      if (given.GroupID !== undefined && shown.GroupID !== undefined && !sameAddress(given.GroupID, shown.GroupID)) {
        differ('GroupID', given.GroupID, shown.GroupID);
      }
      const inviter = shown.Sender?.User?.UserID;
      if (inviter !== undefined && sent.user !== undefined && !sameAddress(inviter, sent.user)) {
        differ('Sender', sent.user, inviter);
      }
    });
  },
};

/** Elements that hold an address. */
const ADDRESSES = ['UserID', 'GroupID', 'ContactList'] as const;
/** In a Result a server names things as the client did, also what is no address at all. */
const ECHOES = new Set(['Result', 'DetailedResult', 'VerifyID-Response']);

function isEcho({ node, parent }: Element): boolean {
  return ECHOES.has(node.name) || (parent !== undefined && isEcho(parent));
}

/** Addresses in the requests of a stream, letter for letter: a server may repeat them as they are. */
function writtenBy(stream: Parameters<Monitor['watch']>[0]): ReadonlySet<string> {
  const written = new Set<string>();
  for (const { request } of stream) {
    for (const { node } of elementsNamed(request?.read.tree, ...ADDRESSES)) {
      if (node.children.length === 0) written.add(node.text.trim());
    }
  }
  return written;
}

/** csp.md 4: `wv:` once or not at all, one domain at most; something before it, or a slash for what is public. */
const FORM = /^(?:wv:)?(?!wv:)[^\s@]+(?:@[^\s@/]+)?$/i;

const addresses: Monitor = {
  name: 'addresses have the scheme once and one domain',
  requirement: 'CSP-ADR-042',
  watch(stream, report) {
    let written: ReadonlySet<string> | undefined;
    eachArrival(stream, ({ observed: { exchange, response }, transaction, index }) => {
      // The name of a transaction tells if it can hold an address; most trees are therefore never built.
      if (index > 0 || !mayHoldAddress(transaction.primitive.name)) return;
      for (const found of elementsNamed(response?.read.tree, ...ADDRESSES)) {
        const { node } = found;
        if (node.children.length > 0 || node.text.trim() === '') continue;
        if (isEcho(found)) continue;
        report.saw();
        const text = node.text.trim();
        if (FORM.test(text)) continue;
        written ??= writtenBy(stream);
        if (written.has(text)) continue;
        report.violation('an address, wv: once', `${node.name} ${text}`, placeOf(exchange, 'response', found));
      }
    });
  },
};

/** Answers without addresses of their own: what most messages are. */
const WITHOUT_ADDRESS: ReadonlySet<string> = new Set([
  'Status',
  'Login-Response',
  'KeepAlive-Response',
  'Disconnect',
  'ClientCapability-Response',
  'Service-Response',
  'GetSPInfo-Response',
  'SendMessage-Response',
]);

function mayHoldAddress(primitive: string): boolean {
  return !WITHOUT_ADDRESS.has(primitive) && primitiveFacts(primitive) !== undefined;
}

interface Offer {
  readonly MultiTrans?: number;
  readonly MultiTransPerMessage?: number;
}

/** Capabilities the client offered last, as the server agreed to them. Undefined if unknown. */
function offered(
  offers: Map<string, Offer>,
  { observed: { exchange }, transaction, asked }: Arrived,
): Offer | undefined {
  if (asked?.primitive.name === 'ClientCapability-Request') {
    const { CapabilityList = {} } = contentOf<{ readonly CapabilityList?: Offer }>(asked);
    const answered = contentOf<{ readonly CapabilityList?: Offer; readonly AgreedCapabilityList?: Offer }>(transaction);
    const agreed = answered.AgreedCapabilityList ?? answered.CapabilityList ?? {};
    offers.set(exchange.party, { ...CapabilityList, ...agreed });
  }
  // Another session, or a request that was wrong on purpose: nothing is known any more.
  const { name } = transaction.primitive;
  if (name === 'Login-Response' || (name === 'ClientCapability-Response' && asked === undefined)) {
    offers.delete(exchange.party);
  }
  return offers.get(exchange.party);
}

/** csp-semantics 1, several transactions: 1.3 has a number of its own for one message. */
const perMessage: Monitor = {
  name: 'no message holds more transactions than MultiTransPerMessage',
  requirement: 'CSP-SES-022',
  versions: ['1.3'],
  watch(stream, report) {
    const offers = new Map<string, Offer>();
    eachArrival(stream, (arrived) => {
      const { MultiTransPerMessage: most } = offered(offers, arrived) ?? {};
      if (most === undefined || arrived.index > 0) return;
      const { exchange, response } = arrived.observed;
      const count = response?.envelope?.transactions.length ?? 0;
      report.saw();
      if (count > most) {
        report.violation(`at most ${most} transactions`, `${count} transactions`, placeOf(exchange, 'response'));
      }
    });
  },
};

/** Repetition is for what was lost (AMB-229): seen, never judged. */
const repetitions: Monitor = {
  name: 'what the client had no time to answer is not handed out again',
  requirement: 'CSP-POL-045',
  watch(stream, report) {
    const before = new Map<string, readonly string[]>();
    for (const { exchange, request, response } of stream) {
      if (request?.envelope === undefined) continue;
      const answers = request.envelope.transactions.some(({ mode }) => mode === 'Response');
      const begun = (response?.envelope?.transactions ?? [])
        .filter(({ mode, id }) => mode === 'Request' && id !== undefined)
        .map(({ id }) => id ?? '');
      const again = answers ? undefined : begun.find((id) => before.get(exchange.party)?.includes(id));
      if (begun.length > 0) report.saw();
      if (again !== undefined) {
        report.violation('something new, or nothing', `TransactionID ${again} again`, placeOf(exchange, 'response'));
      }
      before.set(exchange.party, begun);
    }
  },
};

export const answerMonitors: readonly Monitor[] = [
  partial,
  detailed,
  presences,
  fetched,
  invitations,
  addresses,
  perMessage,
  repetitions,
];
