/** Rules of the session and transaction layer that every answer of a server must keep. */
import { is } from '../../protocol/messages/envelope.ts';
import { resultCode } from '../../protocol/messages/result-code.ts';
import type { TreeNode } from '../../protocol/model/tree.ts';
import type { Monitor } from './monitor.ts';
import { descendants, type Element, eachNode, elementsNamed, placeOf } from './stream.ts';

/** Result codes that say that the session is gone. */
const SESSION_GONE: readonly (number | undefined)[] = [600, 601, 604];

/**
 * csp-semantics 1, answers: mode Response and the TransactionID of the request. Server-initiated transactions in the
 * same message are in mode Request; an answer may also come later than its request.
 */
const transactionIds: Monitor = {
  name: 'answers bear mode Response and the TransactionID of their request',
  requirement: 'CSP-SES-001',
  watch(stream, report) {
    const sent = new Map<string, Set<string>>();
    const last = new Map<Set<string>, string>();
    for (const { exchange, request, response, deliberate } of stream) {
      const ids = sent.get(exchange.party) ?? new Set<string>();
      sent.set(exchange.party, ids);
      const asked = request?.envelope?.transactions ?? [];
      for (const t of asked) {
        if (t.id === undefined) continue;
        ids.add(t.id);
        last.set(ids, t.id);
      }
      if (response?.envelope === undefined || request?.envelope === undefined || deliberate) continue;
      const own = asked.filter((t) => t.mode === 'Request' && !is(t.primitive, 'Polling-Request'));
      // one for all answers of the message: there may be thousands, and as many ids
      const expected = own.map((o) => o.id ?? '').join(' or ') || last.get(ids) || 'that of a request';
      for (const [i, t] of response.envelope.transactions.entries()) {
        const place = () => placeOf(exchange, 'response', descriptorOf(response.read.tree, i));
        if (t.mode === 'Response') {
          report.saw();
          // A poll has an empty TransactionID or none, and so has its answer.
          const toPoll = own.length === 0 && asked.length > 0 && (t.id ?? '') === '';
          if (!toPoll && (t.id === undefined || !ids.has(t.id))) {
            report.violation(`TransactionID ${expected}`, `TransactionID ${t.id ?? 'missing'}`, place());
          }
        } else if (t.primitive.name === 'Status') {
          report.saw();
          report.violation('TransactionMode Response', 'TransactionMode Request', place());
        }
      }
    }
  },
};

function descriptorOf(tree: TreeNode | undefined, index: number): Element | undefined {
  const transaction = elementsNamed(tree, 'Transaction')[index];
  return transaction?.children.find((c) => c.node.name === 'TransactionDescriptor');
}

/** csp-semantics 2: inside a session both directions carry SessionType Inband and its SessionID. */
const sessionIds: Monitor = {
  name: 'answers inside a session bear its SessionID',
  requirement: 'CSP-SES-004',
  watch(stream, report) {
    const live = new Set<string>();
    for (const { exchange, request, response, deliberate } of stream) {
      const asked = request?.envelope;
      const answered = response?.envelope;
      if (answered === undefined) continue;
      const login = asked?.transactions.some((t) => is(t.primitive, 'Login-Request')) ?? false;
      const gone = answered.transactions.some((t) => SESSION_GONE.includes(resultCode(t.primitive)));
      if (asked?.sessionId !== undefined && live.has(asked.sessionId) && !login && !gone && !deliberate) {
        report.saw();
        const expected = `SessionType Inband, SessionID ${asked.sessionId}`;
        if (answered.sessionType !== 'Inband' || answered.sessionId !== asked.sessionId) {
          const id = answered.sessionId === undefined ? 'no SessionID' : `SessionID ${answered.sessionId}`;
          const [descriptor] = elementsNamed(response?.read.tree, 'SessionDescriptor');
          const place = placeOf(exchange, 'response', descriptor);
          report.violation(expected, `SessionType ${answered.sessionType}, ${id}`, place);
        }
      }
      for (const t of answered.transactions) {
        if (is(t.primitive, 'Login-Response')) {
          const { SessionID, Result } = t.primitive.value;
          if (SessionID !== undefined && Result?.Code === 200) live.add(SessionID);
        }
        const ended = is(t.primitive, 'Disconnect') || SESSION_GONE.includes(resultCode(t.primitive));
        if (ended && asked?.sessionId !== undefined) live.delete(asked.sessionId);
      }
      if (asked?.sessionId !== undefined && asked.transactions.some((t) => is(t.primitive, 'Logout-Request'))) {
        live.delete(asked.sessionId);
      }
    }
  },
};

/** csp.md 1: the version of a message is that of its namespaces. 505 is the answer to a version that is not served. */
const versions: Monitor = {
  name: 'answers are in the version of their request',
  requirement: 'CSP-SES-013',
  watch(stream, report) {
    for (const { exchange, request, response, deliberate } of stream) {
      const asked = request?.read.version;
      const answered = response?.read.version;
      if (asked === undefined || response?.read.tree === undefined || deliberate) continue;
      if (response.envelope?.transactions.some((t) => resultCode(t.primitive) === 505)) continue;
      report.saw();
      if (asked !== answered) {
        const namespace = JSON.stringify(response.read.tree.namespace);
        const observed = answered === undefined ? `the namespace ${namespace}, of no version` : `version ${answered}`;
        report.violation(`version ${asked}`, observed, placeOf(exchange, 'response'));
      }
    }
  },
};

/** csp-semantics 1, combining results: details name items of the request. */
const details: Monitor = {
  name: 'details of a partial result name items of the request',
  requirement: 'CSP-SES-015',
  watch(stream, report) {
    for (const { exchange, request, response, deliberate } of stream) {
      if (request === undefined || deliberate) continue;
      const partial = elementsNamed(response?.read.tree, 'Result').filter(({ node }) => textOf(node, 'Code') === '201');
      const asking = partial.length === 0 ? undefined : request.read.tree;
      if (asking === undefined) continue;
      const asked = namesIn(asking);
      for (const result of partial) {
        report.saw();
        const detailed = result.children.filter(({ node }) => node.name === 'DetailedResult');
        for (const item of detailed.flatMap(descendants)) {
          const { name, text } = item.node;
          const named = normalised(text);
          if (!NAMED.has(name) || named === '' || asked.has(named)) continue;
          // Members of an addressed list are items of the request without being spelled out in it.
          if (name === 'UserID' && asked.has(CONTACT_LIST)) continue;
          if (name === 'Domain' && [...asked].some((a) => a.endsWith(`@${named}`))) continue;
          report.violation('an item of the request', `${name} ${text}`, placeOf(exchange, 'response', item));
        }
      }
    }
  },
};
const NAMED = new Set(['UserID', 'GroupID', 'SName', 'MessageID', 'ContactList', 'Domain']);
const CONTACT_LIST = '(a contact list)';

function namesIn(tree: TreeNode): Set<string> {
  const names = new Set<string>();
  eachNode(tree, (node) => {
    if (node.children.length > 0) return;
    if (node.name === 'ContactList') names.add(CONTACT_LIST);
    const name = normalised(node.text);
    names.add(name);
    const local = name.replace(/@.*$/, '');
    if (local !== '') names.add(local);
  });
  return names;
}
/** Addresses are compared without case and scheme (csp.md 4). */
function normalised(text: string): string {
  return text.trim().toLowerCase().replace(/^wv:/, '');
}
function textOf(node: TreeNode, child: string): string | undefined {
  return node.children.find((c) => c.name === child)?.text.trim();
}

/** csp-semantics 1: every Result and DetailedResult has a Code of three digits. */
const codes: Monitor = {
  name: 'every result has a code of three digits',
  requirement: 'CSP-SES-018',
  watch(stream, report) {
    for (const { exchange, response } of stream) {
      for (const result of elementsNamed(response?.read.tree, 'Result', 'DetailedResult')) {
        report.saw();
        const code = textOf(result.node, 'Code');
        if (code === undefined || !/^\d{3}$/.test(code)) {
          const observed = code === undefined ? 'no Code' : `Code ${code}`;
          report.violation('Code of three digits', observed, placeOf(exchange, 'response', result));
        }
      }
    }
  },
};

/** A rule of a child that may be missing from a Login-Response that opens a session. */
function loginChild(
  name: string,
  requirement: string,
  child: string,
  expected: string,
  fits: (text: string) => boolean,
): Monitor {
  return {
    name,
    requirement,
    watch(stream, report) {
      for (const { exchange, response } of stream) {
        for (const login of elementsNamed(response?.read.tree, 'Login-Response')) {
          if (textOf(login.node, 'SessionID') === undefined) continue;
          report.saw();
          const found = login.children.find((c) => c.node.name === child);
          if (found === undefined || fits(found.node.text.trim())) continue;
          report.violation(expected, `${child} ${found.node.text}`, placeOf(exchange, 'response', found));
        }
      }
    },
  };
}

/** csp-semantics 2, login: KeepAliveTime is granted in whole seconds above 0. Absent: the time asked for counts. */
const keepAliveTime = loginChild(
  'KeepAliveTime of a login is a positive number',
  'CSP-LOG-016',
  'KeepAliveTime',
  'a whole number above 0',
  (text) => /^\d+$/.test(text) && Number(text) > 0,
);

const capabilityRequest = loginChild(
  'CapabilityRequest of a login is T or F',
  'CSP-LOG-017',
  'CapabilityRequest',
  'T or F',
  (text) => /^[TF]$/.test(text),
);

/** A permission: a parent alone stands for all its leaves. Seen, never judged. */
const refusedParents: Monitor = {
  name: 'a refused function group may be named by its parent',
  requirement: 'CSP-SVC-004',
  watch(stream, report) {
    for (const { response } of stream) {
      if (response?.envelope?.transactions.some((t) => is(t.primitive, 'Service-Response'))) report.saw();
    }
  },
};

/** A permission: other servers may be named. */
const otherServers: Monitor = {
  name: 'a version discovery answer may name other servers',
  requirement: 'CSP-SES-027',
  versions: ['1.2', '1.3'],
  watch(stream, report) {
    for (const { response } of stream) {
      if (response?.read.tree?.name === 'WV-CSP-VersionDiscovery-Response') report.saw();
    }
  },
};

/** transport.md 2: an empty answer to a valid request leaves the client without its transaction. */
const emptyAnswers: Monitor = {
  name: 'no request but a poll is answered by an empty body',
  requirement: 'TRN-HTTP-010',
  watch(stream, report) {
    for (const { exchange, request, response, deliberate } of stream) {
      if (request?.envelope === undefined || !request.read.valid || deliberate) continue;
      const requests = request.envelope.transactions.filter(
        (t) => t.mode === 'Request' && !is(t.primitive, 'Polling-Request'),
      );
      if (requests.length === 0 || exchange.response === undefined || exchange.response.status !== 200) continue;
      // A body that is no CSP message is neither an answer nor empty.
      if (exchange.response.body.length > 0 && response?.read.document === undefined) continue;
      report.saw();
      if (exchange.response.body.length > 0) continue;
      const names = requests.map((t) => t.primitive.name).join(', ');
      report.violation(`a message in answer to ${names}`, 'HTTP 200, 0 octets', placeOf(exchange, 'response'));
    }
  },
};

/** RFC 2616, 8.1.4: a server answers the requests it has received before it closes a kept connection. */
const keptConnections: Monitor = {
  name: 'a request over a kept connection is answered before the connection is closed',
  requirement: 'TRN-HTTP-042',
  watch(stream, report) {
    for (const { exchange, response, deliberate } of stream) {
      const answered = response?.read.document !== undefined;
      if (deliberate || (!answered && exchange.lost !== true)) continue;
      report.saw();
      if (exchange.lost !== true) continue;
      report.violation('an answer', exchange.failure?.message ?? 'none', placeOf(exchange, 'request'));
    }
  },
};

export const transactionMonitors: readonly Monitor[] = [
  transactionIds,
  sessionIds,
  versions,
  details,
  codes,
  keepAliveTime,
  capabilityRequest,
  refusedParents,
  otherServers,
  emptyAnswers,
  keptConnections,
];
