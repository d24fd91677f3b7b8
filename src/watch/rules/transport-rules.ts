/** Rules of a client: HTTP, media types, polling, open transactions. */
import { contentTypeFor, syntaxOfContentType } from '../../protocol/syntax/content-type.ts';
import type { Syntax } from '../../protocol/syntax/types.ts';
import type { Version } from '../../protocol/version.ts';
import { header, mediaType } from '../../transport/http/headers.ts';
import { inside, several } from '../session.ts';
import { atRequest, eachAsked, type Rule } from './rule.ts';

/** Slack of clocks and ways, milliseconds. */
const SLACK_MS = 250;

const posted: Rule = {
  name: 'messages are sent by POST',
  requirement: 'TRN-HTTP-001',
  judge(scene, report) {
    const { exchange } = scene.observed;
    if (exchange.request.body.length === 0) return;
    report.saw();
    const { method } = exchange.request;
    if (method !== 'POST') report.violation('POST', method, atRequest(scene));
  },
};

/** Servers speak to each other by HTTP, too, at the same address as clients. */
const BETWEEN_SERVERS = 'application/vnd.wv.ssp+xml';

const typed: Rule = {
  name: 'messages have a Content-Type of CSP',
  requirement: 'TRN-HTTP-004',
  judge(scene, report) {
    const { exchange, request } = scene.observed;
    if (exchange.request.body.length === 0) return;
    const type = header(exchange.request.headers, 'Content-Type');
    if (request === undefined && mediaType(exchange.request.headers) === BETWEEN_SERVERS) return;
    report.saw();
    const named = type === undefined ? undefined : syntaxOfContentType(type);
    if (named === undefined) report.violation('a media type of CSP', type ?? 'no Content-Type', atRequest(scene));
    else if (request !== undefined && request.read.syntax !== named) {
      report.violation(`a body in ${named}`, `a body in ${request.read.syntax}`, atRequest(scene));
    }
  },
};

/** The media type of a version and syntax; its two spellings are of different versions. */
function mediaTypeOf(requirement: string, syntax: Syntax, versions: readonly Version[]): Rule {
  return {
    name: `messages in ${syntax} of ${versions.join(' and ')} have the media type of these versions`,
    requirement,
    syntax,
    versions,
    judge(scene, report) {
      const { request, exchange } = scene.observed;
      const version = request?.read.version;
      if (version === undefined || request?.read.syntax !== syntax || !versions.includes(version)) return;
      report.saw();
      const expected = contentTypeFor(version, syntax);
      const own = mediaType(exchange.request.headers);
      if (own !== expected) report.violation(expected, own ?? 'no Content-Type', atRequest(scene));
    },
  };
}

const oneSyntax: Rule = {
  name: 'the client speaks one of the syntaxes',
  requirement: 'TRN-XML-008',
  judge(scene, report) {
    if (scene.observed.request?.read.document !== undefined) report.saw();
  },
};

const polls = eachAsked(
  'TRN-HTTP-008',
  'polls stand in a session and have no TransactionID',
  ['Polling-Request'],
  (part, scene, report) => {
    report.saw();
    const { envelope } = scene.observed.request ?? {};
    if (envelope?.sessionType !== 'Inband' || (envelope.sessionId ?? '') === '') {
      report.violation('Inband with a SessionID', `${envelope?.sessionType}, no SessionID`, atRequest(scene, part));
    }
    if ((part.id ?? '') === '') return;
    report.violation('an empty TransactionID or none', `TransactionID ${part.id}`, atRequest(scene, part));
  },
);

const pace = eachAsked(
  'TRN-HTTP-020',
  'polls on the own account of the client are ServerPollMin apart',
  ['Polling-Request'],
  (part, scene, report) => {
    const { session, timed, observed } = scene;
    if (!timed || session?.pollMinimum === undefined || session.polledAt === undefined) return;
    // Poll T allows the next one at once; so does something the server began, which may have said so.
    if (session.waits !== undefined || session.toldSincePoll) return;
    report.saw();
    const gap = observed.exchange.sentAt - session.polledAt;
    if (gap + SLACK_MS >= session.pollMinimum * 1_000) return;
    const expected = `at least ${session.pollMinimum} s after the last poll`;
    report.violation(expected, `${(gap / 1_000).toFixed(2)} s after it`, atRequest(scene, part));
  },
);

const openAtOnce: Rule = {
  name: 'no more transactions are open than were granted',
  requirement: 'TRN-HTTP-023',
  judge(scene, report) {
    const { session, asked, observed } = scene;
    const most = session?.multiTrans;
    if (session === undefined || most === undefined || session.ended !== undefined) return;
    const own = asked.filter(({ name }) => name !== 'Polling-Request');
    if (own.length === 0) return;
    report.saw();
    const others = [...session.open.values()].filter(
      ({ exchange, at }) => exchange !== observed.exchange.number && at < observed.exchange.sentAt,
    );
    // Answers that come later than HTTP's own are rare; what is open for long was lost.
    const open = own.length + others.filter(({ at }) => observed.exchange.sentAt - at < 60_000).length;
    if (open > most) report.violation(`at most ${most} open`, `${open} open`, atRequest(scene, own[0]));
  },
};

const bearers = eachAsked(
  'TRN-TLS-002',
  'the bearers a client names are those there are',
  ['ClientCapability-Request'],
  (part, scene, report) => {
    const named = several(inside(part.value, 'CapabilityList'), 'SupportedBearer').map(String);
    if (named.length === 0) return;
    report.saw();
    if (!named.some((one) => /https/i.test(one))) return;
    report.violation('HTTP', named.join(', '), atRequest(scene, part, 'SupportedBearer'));
  },
);

export const transportRules: readonly Rule[] = [
  posted,
  typed,
  mediaTypeOf('TRN-XML-001', 'xml', ['1.1', '1.2']),
  mediaTypeOf('TRN-XML-002', 'xml', ['1.3']),
  mediaTypeOf('TRN-WBXML-002', 'wbxml', ['1.1', '1.2']),
  mediaTypeOf('TRN-WBXML-003', 'wbxml', ['1.3']),
  oneSyntax,
  polls,
  pace,
  openAtOnce,
  bearers,
];
