/** Rules of a client: its messages are well formed and made of the elements of their version. */

import { elementsNamed, placeOf } from '../../conformance/monitors/stream.ts';
import type { Finding, FindingKind } from '../../protocol/model/findings.ts';
import type { Syntax } from '../../protocol/syntax/types.ts';
import { meaningOfNamespace, VERSION_FACTS } from '../../protocol/version-facts.ts';
import type { Rule } from './rule.ts';

const NOT_READ: readonly FindingKind[] = ['not-well-formed', 'unknown-token', 'unknown-value', 'limit', 'root'];

function findings(
  requirement: string,
  name: string,
  syntax: Syntax,
  expected: string,
  fits: (finding: Finding) => boolean,
): Rule {
  return {
    name,
    requirement,
    syntax,
    judge({ observed: { exchange, request } }, report) {
      if (request === undefined || request.read.syntax !== syntax) return;
      report.saw();
      for (const finding of request.read.findings) {
        if (!fits(finding)) continue;
        const { path, span, message } = finding;
        report.violation(expected, message, { exchange: exchange.number, side: 'request', path, span });
      }
    },
  };
}

const namespaces: Rule = {
  name: 'the namespaces of a message are of one version',
  requirement: 'SYN-XML-011',
  syntax: 'xml',
  judge({ observed: { exchange, request } }, report) {
    const { tree, version, syntax } = request?.read ?? {};
    if (tree === undefined || version === undefined || syntax !== 'xml') return;
    if (meaningOfNamespace(tree.namespace) === undefined) return;
    report.saw();
    for (const content of elementsNamed(tree, 'TransactionContent')) {
      const [primitive] = content.children;
      const meaning = primitive === undefined ? undefined : meaningOfNamespace(primitive.node.namespace);
      if (meaning === undefined || meaning.version === version) continue;
      const observed = `a primitive in ${primitive?.node.namespace}`;
      report.violation(`namespaces of ${version}`, observed, placeOf(exchange, 'request', primitive));
    }
  },
};

const presenceNamespace: Rule = {
  name: 'presence values of the client are in the presence namespace of the version',
  requirement: 'PA-XML-006',
  syntax: 'xml',
  judge({ observed: { exchange, request } }, report) {
    const { tree, version } = request?.read ?? {};
    if (tree === undefined || version === undefined) return;
    for (const list of elementsNamed(tree, 'PresenceSubList')) {
      report.saw();
      const wanted = VERSION_FACTS[version].namespaces.PA;
      if (list.node.namespace !== wanted) {
        const observed = list.node.namespace || 'no namespace';
        report.violation(wanted, observed, placeOf(exchange, 'request', list));
      }
      if (version === '1.3') continue;
      for (const attribute of list.children) {
        const at = attribute.node.children.findIndex(({ name }) => name === 'Qualifier');
        if (at <= 0) continue;
        const first = attribute.node.children[0]?.name ?? '';
        report.violation('Qualifier first', first, placeOf(exchange, 'request', attribute));
      }
    }
  },
};

export const syntaxRules: readonly Rule[] = [
  findings(
    'SYN-XML-010',
    'XML messages of the client are well formed',
    'xml',
    'a well-formed document with root WV-CSP-Message',
    (f) => NOT_READ.includes(f.kind) && f.severity === 'error',
  ),
  namespaces,
  findings(
    'SYN-XML-012',
    'children in messages of the client stand in order',
    'xml',
    'the children in the order of the model',
    (f) => f.kind === 'order',
  ),
  findings(
    'SYN-XML-013',
    'messages of the client hold elements of their version',
    'xml',
    'elements of the version',
    (f) => f.kind === 'unknown-element' && f.confidence !== 'low',
  ),
  findings(
    'SYN-WBX-011',
    'binary messages of the client decode completely',
    'wbxml',
    'a binary document made of the tokens of its version',
    (f) =>
      (NOT_READ.includes(f.kind) && f.severity === 'error') || (f.kind === 'unknown-element' && f.confidence !== 'low'),
  ),
  presenceNamespace,
];
