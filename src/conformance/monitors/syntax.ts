/** Rules of the syntaxes: well-formed, in the right namespaces, made of the elements of the version. */

import type { Finding, FindingKind } from '../../protocol/model/findings.ts';
import { syntaxOfContentType } from '../../protocol/syntax/content-type.ts';
import type { Syntax } from '../../protocol/syntax/types.ts';
import { meaningOfNamespace, VERSION_FACTS } from '../../protocol/version-facts.ts';
import { mediaType } from '../../transport/http/headers.ts';
import type { Monitor, Report } from './monitor.ts';
import { type Element, elementsNamed, type Observed, placeOf } from './stream.ts';

/** Every message of the server that was read, whole or in part. */
function eachAnswer(
  stream: readonly Observed[],
  visit: (observed: Observed & { readonly response: NonNullable<Observed['response']> }) => void,
): void {
  for (const observed of stream) {
    const { response } = observed;
    if (response !== undefined) visit({ ...observed, response });
  }
}

/**
 * A monitor that turns findings of the reader into violations. Rules about content do not apply to an unreadable
 * message (`wholeOnly`); that a message can be read is a rule of its own.
 */
function findings(
  stream: readonly Observed[],
  report: Report,
  expected: string,
  fits: (finding: Finding, observed: Observed) => boolean,
  { wholeOnly = false } = {},
): void {
  eachAnswer(stream, (observed) => {
    if (wholeOnly && observed.response.read.document === undefined) return;
    report.saw();
    for (const finding of observed.response.read.findings) {
      if (!fits(finding, observed)) continue;
      report.violation(expected, finding.message, {
        exchange: observed.exchange.number,
        side: 'response',
        path: finding.path,
        span: finding.span,
      });
    }
  });
}

const NOT_READ: readonly FindingKind[] = ['not-well-formed', 'unknown-token', 'unknown-value', 'limit', 'root'];
const ORDER_AND_NUMBER: readonly FindingKind[] = [
  'order',
  'too-many',
  'missing-element',
  'unexpected-element',
  'choice',
];

const wellFormed: Monitor = {
  name: 'XML messages are well formed',
  requirement: 'SYN-XML-001',
  syntax: 'xml',
  watch: (stream, report) =>
    findings(
      stream,
      report,
      'a well-formed document with root WV-CSP-Message',
      (f) => NOT_READ.includes(f.kind) && f.severity === 'error',
    ),
};

/** Primitives of a TransactionContent: elements of a vendor's namespace count only if there is nothing else. */
function primitivesIn(content: Element): readonly Element[] {
  const own = content.children.filter(({ node: { namespace } }) => meaningOfNamespace(namespace) !== undefined);
  return own.length === 0 ? content.children : own;
}

const onePrimitive: Monitor = {
  name: 'a TransactionContent holds one primitive',
  requirement: 'SYN-XML-002',
  syntax: 'xml',
  watch(stream, report) {
    eachAnswer(stream, ({ exchange, response }) => {
      for (const content of elementsNamed(response.read.tree, 'TransactionContent')) {
        report.saw();
        const children = primitivesIn(content);
        if (children.length === 1) continue;
        const names = children.map((c) => c.node.name).join(', ') || 'none';
        report.violation('one primitive', names, placeOf(exchange, 'response', content));
      }
    });
  },
};

/** Namespaces of the primitive and of presence values: those of the version the root says. */
function namespaces(
  element: 'primitive' | 'PresenceSubList',
  requirement: string,
  name: string,
  syntax?: 'xml',
): Monitor {
  return {
    name,
    requirement,
    plainText: false,
    ...(syntax === undefined ? {} : { syntax }),
    watch(stream, report) {
      eachAnswer(stream, ({ exchange, response }) => {
        const { tree, version } = response.read;
        if (tree === undefined || version === undefined) return;
        const wanted = VERSION_FACTS[version].namespaces;
        const demand = (found: Element, expected: string) => {
          report.saw();
          const { namespace } = found.node;
          if (namespace === expected) return;
          report.violation(expected, namespace || 'no namespace', placeOf(exchange, 'response', found));
        };
        if (element === 'primitive') {
          const primitives = elementsNamed(tree, 'TransactionContent').flatMap(primitivesIn);
          for (const primitive of primitives) demand(primitive, wanted.TRC);
        }
        for (const list of elementsNamed(tree, 'PresenceSubList')) demand(list, wanted.PA);
      });
    },
  };
}

const order11: Monitor = {
  name: 'children of 1.1 messages stand in order and number of the DTD',
  requirement: 'SYN-XML-004',
  syntax: 'xml',
  versions: ['1.1'],
  watch: (stream, report) =>
    findings(
      stream,
      report,
      'the children of the 1.1 model, in its order and number',
      (f, { response }) =>
        response?.read.version === '1.1' && ORDER_AND_NUMBER.includes(f.kind) && f.confidence === 'high',
      { wholeOnly: true },
    ),
};

const orderLater: Monitor = {
  name: 'children of 1.2 and 1.3 messages stand in the order of the models',
  requirement: 'SYN-XML-005',
  syntax: 'xml',
  versions: ['1.2', '1.3'],
  watch: (stream, report) =>
    findings(stream, report, 'the children in the order of the model', (f) => f.kind === 'order', { wholeOnly: true }),
};

const knownElements: Monitor = {
  name: 'messages hold elements of their version only',
  requirement: 'SYN-XML-006',
  syntax: 'xml',
  watch: (stream, report) =>
    findings(
      stream,
      report,
      'elements of the version',
      (f) => (f.kind === 'unknown-element' || f.kind === 'alias') && f.confidence !== 'low',
      { wholeOnly: true },
    ),
};

const decodes: Monitor = {
  name: 'binary messages decode completely',
  requirement: 'SYN-WBX-006',
  syntax: 'wbxml',
  watch: (stream, report) =>
    findings(
      stream,
      report,
      'a binary document made of the tokens of its version',
      (f) =>
        (NOT_READ.includes(f.kind) && f.severity === 'error') ||
        (f.kind === 'unknown-element' && f.confidence !== 'low'),
    ),
};

/** The reader trims values, so that white space around them leads to this finding alone. */
function padding(syntax: Syntax, requirement: string): Monitor {
  return {
    name: `values of ${syntax === 'xml' ? 'XML' : 'binary'} messages have no white space around them`,
    requirement,
    syntax,
    watch: (stream, report) =>
      findings(stream, report, 'values without white space around them', (f) => f.kind === 'white-space'),
  };
}

/** Elements whose form other requirements judge. */
const JUDGED_ELSEWHERE = /\/(Code|Qualifier|CapabilityRequest)(\[\d+\])?$/;
const WRONG_FORM = / is not (a Boolean|an Integer|one of)\b/;

const forms: Monitor = {
  name: 'values have the form of their type',
  requirement: 'SYN-XML-076',
  syntax: 'xml',
  watch: (stream, report) =>
    findings(
      stream,
      report,
      'T or F for a Boolean, digits for an Integer, a listed value for an enumeration',
      (f) =>
        f.kind === 'value' &&
        f.severity === 'error' &&
        f.confidence !== 'low' &&
        WRONG_FORM.test(f.message) &&
        !JUDGED_ELSEWHERE.test(f.path),
      { wholeOnly: true },
    ),
};

const prolog: Monitor = {
  name: 'XML declaration, encoding and DOCTYPE fit the message',
  requirement: 'SYN-XML-015',
  syntax: 'xml',
  watch: (stream, report) =>
    findings(
      stream,
      report,
      'XML 1.0 in UTF-8 with the DOCTYPE of the version, if any',
      (f) => f.kind === 'prolog' && f.severity === 'deviation',
    ),
};

const oneVersion: Monitor = {
  name: 'public identifier and namespace of binary messages say the same version',
  requirement: 'SYN-WBX-015',
  syntax: 'wbxml',
  watch: (stream, report) =>
    findings(
      stream,
      report,
      'a public identifier of the version of the namespace',
      (f, { deliberate }) => f.kind === 'contradiction' && !deliberate,
    ),
};

/** The Content-Type of an answer with a body names the syntax of the body and is that of the request. */
const mediaTypes: Monitor = {
  name: 'answers have the media type of their request',
  requirement: 'TRN-HTTP-005',
  watch(stream, report) {
    eachAnswer(stream, ({ exchange, response, deliberate }) => {
      const asked = mediaType(exchange.request.headers);
      if (deliberate || asked === undefined || syntaxOfContentType(asked) === undefined) return;
      report.saw();
      const own = mediaType(exchange.response?.headers ?? []);
      const expected = `${asked} with a body in ${syntaxOfContentType(asked)}`;
      if (own === asked && response.read.syntax === syntaxOfContentType(asked)) return;
      const observed = `${own ?? 'no Content-Type'} with a body in ${response.read.syntax}`;
      report.violation(expected, observed, placeOf(exchange, 'response'));
    });
  },
};

export const syntaxMonitors: readonly Monitor[] = [
  wellFormed,
  onePrimitive,
  namespaces('primitive', 'SYN-XML-003', 'primitives and presence values are in the namespaces of the version', 'xml'),
  order11,
  orderLater,
  knownElements,
  decodes,
  padding('xml', 'SYN-XML-014'),
  padding('wbxml', 'SYN-WBX-014'),
  forms,
  prolog,
  oneVersion,
  mediaTypes,
  namespaces('PresenceSubList', 'PA-XML-001', 'presence values are in the presence namespace of the version'),
];
