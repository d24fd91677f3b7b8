/** Defects of the HTTP binding. */

import type { TreeNode } from '../../../protocol/model/tree.ts';
import { readTree } from '../../../protocol/syntax/index.ts';
import type { Post } from '../../../server/server.ts';
import { header } from '../../../transport/http/headers.ts';
import type { Change, Defect } from '../../types.ts';
import { all, codeOf, editPrimitives, editsEnvelope, hooks, requestNames } from '../../ways/families.ts';
import { answers } from '../../ways/http-answers.ts';
import { contentsOf, textsIn } from '../../ways/values.ts';
import { untidy } from '../../ways/written-http.ts';

/** The names of the primitives in a POST. */
function posted({ contentType = '', body }: Post): readonly string[] {
  const { tree } = readTree(body, contentType.toLowerCase().includes('wbxml') ? 'wbxml' : 'xml');
  const names: string[] = [];
  const walk = (node: TreeNode): void => {
    if (node.name === 'TransactionContent') names.push(...node.children.map((child) => child.name));
    else for (const child of node.children) walk(child);
  };
  if (tree !== undefined) walk(tree);
  return names;
}

const asks = (post: Post, name: string): boolean => posted(post).includes(name);

const answersServer = (post: Post): boolean => asks(post, 'Status') || asks(post, 'MessageDelivered');

const chunkedEmpty = new TextEncoder().encode('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n');

/** HTTP 401 for messages in which a result has this code. */
function failsOnHttp(code: number): Change {
  let failed = false;
  return hooks({
    outgoing: (document) =>
      editPrimitives(document, (primitive) => {
        failed ||= codeOf(primitive) === code;
        return primitive;
      }),
    response(response) {
      const changed = failed ? { status: 401 } : response;
      failed = false;
      return changed;
    },
  });
}

/** Answers KeepAlive-Request in the session that was heard of before. */
function mixesSessions(): Change {
  let before: string | undefined;
  let now: string | undefined;
  return all(
    hooks({
      incoming(document) {
        before = now;
        [now] = textsIn(contentsOf(contentsOf(document.content, 'SessionDescriptor'), 'SessionID'));
        return document;
      },
    }),
    editsEnvelope((content, { request }) => {
      if (before === undefined || !requestNames(request).includes('KeepAlive-Request')) return content;
      const descriptor = { SessionType: 'Inband', SessionID: before } as const;
      return { ...content, Session: { ...content.Session, SessionDescriptor: descriptor } };
    }),
  );
}

const ALIVE = ['003', '005', '027', '029', '030', '031', '032', '033'].map((number) => `TRN-HTTP-${number}`);

export const httpDefects: readonly Defect[] = [
  {
    id: 'poll-empty-answer-204',
    title: 'answers a poll with nothing waiting with HTTP 204',
    requirements: ['TRN-HTTP-006'],
    unavoidable: ['TRN-HTTP-012'],
    change: hooks({ response: (response) => (response.body === undefined ? { ...response, status: 204 } : response) }),
  },
  {
    id: 'poll-flag-always',
    title: 'sets the Poll flag in answers to KeepAlive-Request though nothing waits',
    requirements: ['TRN-HTTP-018'],
    versions: ['1.2'],
    change: editsEnvelope((content, { session, request }) =>
      requestNames(request).includes('KeepAlive-Request') && session !== undefined
        ? { ...content, Session: { ...content.Session, Poll: true } }
        : content,
    ),
  },
  {
    id: 'http-202-for-requests',
    title: 'answers KeepAlive-Request with HTTP 202',
    requirements: ['TRN-HTTP-002'],
    unavoidable: ALIVE,
    change: answers((response, post) => (asks(post, 'KeepAlive-Request') ? { ...response, status: 202 } : response)),
  },
  {
    id: 'http-401-for-wrong-password',
    title: 'answers a wrong password with HTTP 401',
    requirements: ['TRN-HTTP-003'],
    change: failsOnHttp(409),
  },
  {
    id: 'http-500-for-strange-poll',
    title: 'breaks down over a Polling-Request in a session that never was',
    requirements: ['TRN-HTTP-003'],
    through: ['features/csp/polling.feature'],
    versions: ['1.2'],
    change: answers((response, { body }) => {
      const text = new TextDecoder().decode(body);
      return text.includes('Polling-Request') && text.includes('no-such-session') ? { status: 500 } : response;
    }),
  },
  {
    id: 'http-text-xml',
    title: 'says text/xml of its answers',
    requirements: ['TRN-HTTP-005'],
    change: answers((response) =>
      response.body === undefined ? response : { ...response, headers: [['Content-Type', 'text/xml']] },
    ),
  },
  {
    id: 'http-204-for-answers',
    title: "answers the client's answers with HTTP 204",
    requirements: ['TRN-HTTP-009'],
    change: answers((response, post) =>
      response.body === undefined && answersServer(post) ? { ...response, status: 204 } : response,
    ),
  },
  {
    id: 'http-empty-answer-to-logout',
    title: 'answers Logout-Request with an empty body',
    requirements: ['TRN-HTTP-010'],
    through: ['features/csp/session/sessions.feature'],
    change: answers((response, post) => (asks(post, 'Logout-Request') ? { status: 200 } : response)),
  },
  {
    id: 'http-closed-instead-of-an-answer',
    title: 'closes the connection instead of answering Logout-Request',
    requirements: ['TRN-HTTP-042'],
    through: ['features/csp/access/keep-alive.feature'],
    change: answers((response, post) =>
      asks(post, 'Logout-Request') ? { ...response, raw: new Uint8Array(), close: true } : response,
    ),
  },
  {
    id: 'http-empty-answer-chunked',
    title: 'sends empty answers in chunked coding',
    requirements: ['TRN-HTTP-012'],
    change: answers((response, post) =>
      response.body === undefined && answersServer(post) ? { ...response, raw: chunkedEmpty } : response,
    ),
  },
  {
    id: 'http-mixes-sessions',
    title: 'answers KeepAlive-Request in the session it heard of before',
    requirements: ['TRN-HTTP-027'],
    unavoidable: ['CSP-SES-004'],
    change: mixesSessions(),
  },
  {
    id: 'http-417-for-expect',
    title: 'answers requests with Expect: 100-continue with HTTP 417',
    requirements: ['TRN-HTTP-031'],
    change: answers((response, { headers = [] }) =>
      header(headers, 'Expect') === undefined ? response : { status: 417 },
    ),
  },
  {
    id: 'http-demands-kept-connections',
    title: 'answers requests with Connection: close with HTTP 503',
    requirements: ['TRN-HTTP-032'],
    change: answers((response, { headers = [] }) =>
      header(headers, 'Connection')?.toLowerCase() === 'close' ? { status: 503 } : response,
    ),
  },
  {
    id: 'http-demands-cookies',
    title: 'takes a Polling-Request only with the cookie it set at login',
    requirements: ['TRN-HTTP-033'],
    unavoidable: ['TRN-HTTP-009', 'TRN-HTTP-012', 'TRN-HTTP-032'],
    change: answers((response, post) => {
      if (asks(post, 'Login-Request')) {
        return { ...response, headers: [...(response.headers ?? []), ['Set-Cookie', 'imps=1']] };
      }
      const known = header(post.headers ?? [], 'Cookie') !== undefined;
      return known || !asks(post, 'Polling-Request') ? response : { status: 403 };
    }),
  },
  {
    id: 'http-untidy-head',
    title: 'ends header lines with LF, doubles blanks in the status line, gives the length twice',
    requirements: ['TRN-HTTP-037'],
    change: untidy,
  },
];
