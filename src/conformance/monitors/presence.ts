/** Rules of presence values and attribute lists in messages of a server (presence attributes; presence XML syntax). */
import { presenceAttribute } from '../../protocol/facts/presence.ts';
import type { TreeNode } from '../../protocol/syntax/types.ts';
import type { Exchange } from '../../transport/types.ts';
import type { Monitor, Report } from './monitor.ts';
import { type Observed, placeOf, walk } from './stream.ts';

/** Primitives whose PresenceSubList holds values, and those where it only names attributes. */
const VALUES = new Set(['PresenceNotification-Request', 'GetPresence-Response']);
const NAMES = new Set(['GetAttributeList-Response', 'PresenceAuth-Request']);

interface Attribute {
  readonly node: TreeNode;
  readonly path: string;
  readonly exchange: Exchange;
  readonly list: TreeNode;
}

/** Every attribute in the presence lists of certain primitives of the server. */
function eachAttribute(
  stream: readonly Observed[],
  primitives: ReadonlySet<string>,
  visit: (attribute: Attribute) => void,
): void {
  for (const { exchange, response } of stream) {
    const tree = response?.read.tree;
    if (tree === undefined) continue;
    walk(tree, (node, path, parent) => {
      if (parent?.name !== 'TransactionContent' || !primitives.has(node.name)) return;
      walk(node, (list, listPath) => {
        if (list.name !== 'PresenceSubList' && list.name !== 'DefaultAttributeList') return;
        for (const [i, attribute] of list.children.entries()) {
          if (presenceAttribute(attribute.name) === undefined) continue;
          const earlier = list.children.slice(0, i).filter((c) => c.name === attribute.name).length;
          const step = earlier === 0 ? attribute.name : `${attribute.name}[${earlier + 1}]`;
          const inner = listPath.slice(node.name.length);
          visit({ node: attribute, path: `${path}${inner}/${step}`, exchange, list });
        }
      });
    });
  }
}

const child = (node: TreeNode, name: string) => node.children.find((c) => c.name === name);

function valueRule(
  name: string,
  requirement: string,
  rule: (attribute: Attribute, report: Report) => void,
  extra: Partial<Monitor> = {},
): Monitor {
  return {
    name,
    requirement,
    ...extra,
    watch: (stream, report) => eachAttribute(stream, VALUES, (attribute) => rule(attribute, report)),
  };
}

const onlineStatus = valueRule(
  'OnlineStatus and Registration are T or F',
  'CSP-PAT-003',
  ({ node, path, exchange }, report) => {
    if (node.name !== 'OnlineStatus' && node.name !== 'Registration') return;
    if (child(node, 'Qualifier')?.text.trim() !== 'T') return;
    report.saw();
    const value = child(node, 'PresenceValue')?.text.trim() ?? 'no PresenceValue';
    if (value !== 'T' && value !== 'F') report.violation('T or F', value, placeOf(exchange, 'response', node, path));
  },
);

const CLIENT_TYPES = ['MOBILE_PHONE', 'COMPUTER', 'PDA', 'CLI', 'OTHER'];
const clientType = valueRule('ClientType is one of the set', 'CSP-PAT-004', ({ node, path, exchange }, report) => {
  const type = node.name === 'ClientInfo' ? child(node, 'ClientType') : undefined;
  if (type === undefined) return;
  report.saw();
  if (!CLIENT_TYPES.includes(type.text.trim())) {
    report.violation(CLIENT_TYPES.join(', '), type.text, placeOf(exchange, 'response', type, `${path}/ClientType`));
  }
});

const oncePerClient = valueRule('client attributes stand once per client', 'CSP-PAT-012', (attribute, report) => {
  const { node, list, path, exchange } = attribute;
  if (presenceAttribute(node.name)?.class !== 'client') return;
  report.saw();
  const client = (n: TreeNode) => JSON.stringify(child(n, 'ClientID')?.children.map((c) => [c.name, c.text]) ?? []);
  const twin = list.children.find((c) => c !== node && c.name === node.name && client(c) === client(node));
  if (twin !== undefined && list.children.indexOf(twin) < list.children.indexOf(node)) {
    report.violation(`${node.name} once per client`, `${node.name} twice`, placeOf(exchange, 'response', node, path));
  }
});

const qualified = valueRule(
  'every attribute value has a Qualifier',
  'CSP-PAT-013',
  ({ node, path, exchange }, report) => {
    report.saw();
    const qualifier = child(node, 'Qualifier')?.text.trim();
    if (qualifier !== 'T' && qualifier !== 'F') {
      const observed = qualifier === undefined ? 'no Qualifier' : `Qualifier ${qualifier}`;
      report.violation('Qualifier T or F', observed, placeOf(exchange, 'response', node, path));
    }
  },
);

const qualifierFirst = valueRule(
  'the Qualifier stands first in an attribute value',
  'PA-XML-002',
  ({ node, path, exchange }, report) => {
    if (child(node, 'Qualifier') === undefined) return;
    report.saw();
    const first = node.children[0]?.name ?? '';
    if (first !== 'Qualifier') report.violation('Qualifier', first, placeOf(exchange, 'response', node, path));
  },
  { versions: ['1.1', '1.2'] },
);

const namedEmpty: Monitor = {
  name: 'attributes that are only named are empty',
  requirement: 'PA-XML-003',
  watch(stream, report) {
    eachAttribute(stream, NAMES, ({ node, path, exchange }) => {
      report.saw();
      if (node.children.length > 0 || node.text.trim() !== '') {
        const observed = node.children.map((c) => c.name).join(', ') || node.text;
        report.violation('an empty element', observed, placeOf(exchange, 'response', node, path));
      }
    });
  },
};

/** csp.md 9: up to 1.2 the switch is inside its list, in 1.3 beside the lists. Absent switches are fine. */
const inUse: Monitor = {
  name: 'switches of access lists stand where the version has them',
  requirement: 'CSP-ACL-003',
  watch(stream, report) {
    for (const { exchange, response } of stream) {
      const { tree, version } = response?.read ?? {};
      if (tree === undefined || version === undefined) continue;
      walk(tree, (node, path) => {
        if (node.name !== 'GetBlockedList-Response') return;
        report.saw();
        walk(node, (inner, innerPath) => {
          const early = inner.name === 'InUse';
          const late = inner.name === 'BlockListInUse' || inner.name === 'GrantListInUse';
          if (version === '1.3' ? !early : !late) return;
          const expected =
            version === '1.3' ? 'BlockListInUse, GrantListInUse beside the lists' : 'InUse inside its list';
          const place = placeOf(exchange, 'response', inner, path + innerPath.slice(node.name.length));
          report.violation(expected, inner.name, place);
        });
      });
    }
  },
};

export const presenceMonitors: readonly Monitor[] = [
  onlineStatus,
  clientType,
  oncePerClient,
  qualified,
  qualifierFirst,
  namedEmpty,
  inUse,
];
