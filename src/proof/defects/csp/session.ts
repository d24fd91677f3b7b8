/** Defects of the session and transaction layer. */

import type { Document } from '../../../protocol/messages/document.ts';
import type { Value } from '../../../protocol/messages/infer.ts';
import { VERSION_FACTS } from '../../../protocol/syntax/index.ts';
import type { NamespaceKey, Version } from '../../../protocol/version.ts';
import type { Change, Defect } from '../../types.ts';
import {
  all,
  codeOf,
  editPrimitives,
  edits,
  editsEnvelope,
  hooks,
  mistakesCode,
  profile,
  requestNames,
  rules,
  withCode,
} from '../../ways/families.ts';
import { descriptor, editsTransactions, holds } from '../../ways/transactions.ts';
import { contentsOf, textsIn, withElement } from '../../ways/values.ts';

/** 604 becomes something else, in answers to messages with (or without) a SessionID. */
function mistakesUnknownSession(named: boolean): Change {
  return hooks({
    outgoing(document, { request }) {
      const content = request?.root === 'WV-CSP-Message' ? request.content : undefined;
      const has = content?.Session.SessionDescriptor.SessionID !== undefined;
      if (has !== named) return document;
      return editPrimitives(document, (primitive) =>
        codeOf(primitive) === 604 ? withCode(primitive, 404) : primitive,
      );
    },
  });
}

function addsToDetails(user: (known: readonly string[]) => string): Change {
  return edits('SendMessage-Response', (value, { request }) => {
    const [first, ...others] = value.Result.DetailedResult ?? [];
    if (first === undefined || request === undefined) return value;
    const named = textsIn(contentsOf(contentsOf(request.content, 'Recipient'), 'UserID')).slice(0, 1);
    const more = { ...first, UserID: [...(first.UserID ?? []), user(named)] };
    return { ...value, Result: { ...value.Result, DetailedResult: [more, ...others] } };
  });
}

type NamespaceLists = Value<'VersionList'>;

/** Other namespaces in the answer to version discovery, made of those of the server and those that were offered. */
function discovers(
  change: (served: NamespaceLists, offered: NamespaceLists | undefined) => NamespaceLists | undefined,
) {
  return hooks({
    outgoing(document, { request }) {
      if (document.root !== 'WV-CSP-VersionDiscovery-Response') return document;
      const offered = request?.root === 'WV-CSP-VersionDiscovery-Request' ? request.content.VersionList : undefined;
      const { content } = document;
      const VersionList = content.VersionList && change(content.VersionList, offered);
      return { ...document, content: { ...content, VersionList } };
    },
  });
}

function namespaceLists(versions: readonly Version[]): NamespaceLists {
  const named = (key: NamespaceKey) => versions.map((version) => VERSION_FACTS[version].namespaces[key]);
  return { SessionNSName: named('CSP'), TransactionNSName: named('TRC'), PresenceAttributeNSName: named('PA') };
}

export const sessionDefects: readonly Defect[] = [
  {
    id: 'answer-in-mode-request',
    title: 'sends KeepAlive-Response in mode Request',
    requirements: ['CSP-SES-001'],
    unavoidable: ['CSP-SES-003', 'CSP-SES-023'],
    change: editsTransactions((one) =>
      holds(one, 'KeepAlive-Response') ? descriptor(one, { TransactionMode: 'Request' }) : one,
    ),
  },
  {
    id: 'transaction-id-in-lower-case',
    title: 'returns TransactionIDs in lower case',
    requirements: ['CSP-SES-003'],
    unavoidable: ['CSP-SES-001'],
    change: editsTransactions((one) => {
      const { TransactionID, TransactionMode } = one.TransactionDescriptor;
      if (TransactionID === undefined || TransactionMode === 'Request') return one;
      return descriptor(one, { TransactionID: TransactionID.toLowerCase() });
    }),
  },
  {
    id: 'transaction-ids-repeated',
    title: 'gives all its open transactions the same TransactionID',
    requirements: ['CSP-SES-002'],
    versions: ['1.2'],
    change: editsTransactions((one, multiTrans) =>
      one.TransactionDescriptor.TransactionMode === 'Request' && multiTrans === 2
        ? descriptor(one, { TransactionID: 'again' })
        : one,
    ),
  },
  {
    id: 'multi-trans-ignored',
    title: 'hands out as many transactions as wait, whatever MultiTrans was agreed',
    requirements: ['CSP-SES-021'],
    versions: ['1.2'],
    change: rules(() => ({ openRequests: () => 9, requestsPerMessage: () => 9, perMessage: () => 9 })),
  },
  {
    id: 'multi-trans-per-message-ignored',
    title: 'puts several transactions into one message, whatever MultiTransPerMessage was agreed',
    requirements: ['CSP-SES-022'],
    unavoidable: ['CSP-SES-021'],
    change: rules(() => ({ requestsPerMessage: () => 9, perMessage: () => 9 })),
  },
  {
    id: 'second-transaction-unanswered',
    title: 'answers only the first transaction of a message',
    requirements: ['CSP-SES-023'],
    change: editsEnvelope((content) => {
      const responses = content.Session.Transaction.filter(
        (t) => t.TransactionDescriptor.TransactionMode === 'Response',
      );
      if (responses.length < 2) return content;
      return { ...content, Session: { ...content.Session, Transaction: responses.slice(0, 1) } };
    }),
  },
  {
    id: 'answer-outband',
    title: 'answers KeepAlive-Request Outband, without SessionID',
    requirements: ['CSP-SES-004'],
    change: editsEnvelope((content) =>
      content.Session.Transaction.some((one) => holds(one, 'KeepAlive-Response'))
        ? { ...content, Session: { ...content.Session, SessionDescriptor: { SessionType: 'Outband' } } }
        : content,
    ),
  },
  {
    id: 'no-session-404',
    title: 'refuses a request without a session with a code that means something else',
    requirements: ['CSP-SES-006'],
    change: mistakesUnknownSession(false),
  },
  {
    id: 'unknown-session-404',
    title: 'refuses an unknown SessionID with a code that means something else',
    requirements: ['CSP-SES-007'],
    change: mistakesUnknownSession(true),
  },
  {
    id: 'foreign-version-404',
    title: 'refuses a version nobody serves with a code that means something else',
    requirements: ['CSP-SES-012'],
    change: mistakesCode(505, 404),
  },
  {
    id: 'answer-in-other-version',
    title: 'answers KeepAlive-Request in another version',
    requirements: ['CSP-SES-013'],
    unavoidable: ['CSP-SES-007', 'CSP-SES-004', 'SYN-XML-003', 'SYN-XML-006'],
    versions: ['1.3'],
    change: hooks({
      outgoing: (document, { request }) =>
        requestNames(request).includes('KeepAlive-Request') && document.root === 'WV-CSP-Message'
          ? ({ ...document, version: document.version === '1.3' ? '1.2' : '1.3' } as Document)
          : document,
    }),
  },
  {
    id: 'discovery-unsupported',
    title: 'does not answer version discovery without a session',
    requirements: ['CSP-SES-026', 'CSP-SES-028'],
    change: profile({ discovery: { supported: false } }),
  },
  {
    id: 'discovery-all-served',
    title: 'lists the namespaces of all its versions in version discovery, whatever was offered',
    requirements: ['CSP-SES-026'],
    change: discovers(() => namespaceLists(['1.2', '1.3'])),
  },
  {
    id: 'discovery-all-offered',
    title: 'sends back in version discovery whatever was offered',
    requirements: ['CSP-SES-026'],
    change: discovers((_, offered) => offered),
  },
  {
    id: 'discovery-session-namespace-only',
    title: 'lists the namespaces of sessions in version discovery, and none of transactions and presence attributes',
    requirements: ['CSP-SES-026'],
    change: discovers(({ SessionNSName }) => ({ SessionNSName, TransactionNSName: [], PresenceAttributeNSName: [] })),
  },
  {
    id: 'unclaimed-primitive-404',
    title: 'refuses what it does not do with a code that means something else',
    requirements: ['CSP-SES-010'],
    change: all(...[405, 501, 506].map((code) => mistakesCode(code, 404))),
  },
  {
    id: 'missing-parameter-404',
    title: 'refuses a request that lacks a parameter with a code that means something else',
    requirements: ['CSP-SES-011'],
    change: all(mistakesCode(400, 404), mistakesCode(402, 404)),
  },
  {
    id: 'partial-result-names-all',
    title: 'names recipients that were reached among those that failed',
    requirements: ['CSP-SES-014'],
    change: addsToDetails((named) => named[0] ?? ''),
  },
  {
    id: 'partial-result-names-strangers',
    title: 'names somebody in DetailedResult whom the request did not name',
    requirements: ['CSP-SES-015'],
    change: addsToDetails(() => 'wv:stranger@elsewhere.example'),
  },
  {
    id: 'all-failed-500',
    title: 'answers a request that failed for several reasons with 500',
    requirements: ['CSP-SES-016'],
    change: mistakesCode(900, 500),
  },
  {
    id: 'detail-code-of-two-digits',
    title: 'gives DetailedResult a code of two digits',
    requirements: ['CSP-SES-018'],
    change: edits('SendMessage-Response', (value) => {
      const details = (value.Result.DetailedResult ?? []).map((detail) => ({ ...detail, Code: 53 }));
      return { ...value, Result: { ...value.Result, DetailedResult: details } };
    }),
  },
  {
    id: 'poll-flag-never',
    title: 'never sets the Poll flag',
    requirements: ['CSP-SES-019'],
    unavoidable: ['CSP-SES-020'],
    change: rules(() => ({ pollFlag: () => false })),
  },
  {
    id: 'poll-flag-left-out-elsewhere',
    title: 'writes the Poll flag into TransactionDescriptor from 1.2 on, too',
    requirements: ['CSP-SES-020'],
    versions: ['1.2'],
    change: editsEnvelope((content) =>
      content.Session.Poll === undefined
        ? content
        : {
            ...content,
            Session: {
              ...content.Session,
              Transaction: content.Session.Transaction.map((one) =>
                descriptor(one, { Poll: content.Session.Poll ?? false }),
              ),
            },
          },
    ),
  },
  {
    id: 'details-without-contact-lists',
    title: 'names no contact list in DetailedResult',
    requirements: ['CSP-SES-014'],
    change: edits('SendMessage-Response', (value) => withElement(value, 'ContactList', () => undefined)),
  },
  {
    id: 'details-without-groups',
    title: 'names no group in DetailedResult',
    requirements: ['CSP-SES-014'],
    change: edits('SendMessage-Response', (value) => {
      const DetailedResult = value.Result.DetailedResult?.map(({ GroupID: _left, ...detail }) => detail);
      return { ...value, Result: { ...value.Result, ...(DetailedResult === undefined ? {} : { DetailedResult }) } };
    }),
  },
];
