/** Rules of presence values and attribute lists in messages of a server (presence attributes; presence XML syntax). */
import { presenceAttribute } from '../../protocol/facts/presence.ts';
import type { TreeNode } from '../../protocol/model/tree.ts';
import { isForeign } from '../../protocol/version-facts.ts';
import type { Exchange } from '../../transport/types.ts';
import type { Monitor, Report } from './monitor.ts';
import { descendants, type Element, elementsNamed, type Observed, placeOf } from './stream.ts';

/** Primitives whose PresenceSubList holds values, and those where it only names attributes. */
const VALUES = new Set(['PresenceNotification-Request', 'GetPresence-Response']);
const NAMES = new Set(['GetAttributeList-Response', 'PresenceAuth-Request']);

interface Attribute {
  readonly node: TreeNode;
  readonly at: Element;
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
    for (const list of elementsNamed(response?.read.tree, 'PresenceSubList', 'DefaultAttributeList')) {
      if (!primitives.has(list.primitive?.node.name ?? '')) continue;
      for (const at of list.children) {
        const { node } = at;
        if (presenceAttribute(node.name) === undefined || isForeign(node, list.node)) continue;
        visit({ node, at, exchange, list: list.node });
      }
    }
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
  ({ node, at, exchange }, report) => {
    if (node.name !== 'OnlineStatus' && node.name !== 'Registration') return;
    if (child(node, 'Qualifier')?.text.trim() !== 'T') return;
    report.saw();
    const value = child(node, 'PresenceValue')?.text.trim() ?? 'no PresenceValue';
    if (value !== 'T' && value !== 'F') report.violation('T or F', value, placeOf(exchange, 'response', at));
  },
);

const CLIENT_TYPES = ['MOBILE_PHONE', 'COMPUTER', 'PDA', 'CLI', 'OTHER'];
const clientType = valueRule('ClientType is one of the set', 'CSP-PAT-004', ({ node, at, exchange }, report) => {
  const type = node.name === 'ClientInfo' ? at.children.find((c) => c.node.name === 'ClientType') : undefined;
  if (type === undefined) return;
  report.saw();
  const { text } = type.node;
  if (!CLIENT_TYPES.includes(text.trim())) {
    report.violation(CLIENT_TYPES.join(', '), text, placeOf(exchange, 'response', type));
  }
});

/** The list looked at last: its attributes follow each other. */
let last: { readonly list: TreeNode; readonly firsts: ReadonlySet<TreeNode> } | undefined;

function isFirst(list: TreeNode, node: TreeNode): boolean {
  if (last?.list !== list) last = { list, firsts: firstsOf(list) };
  return last.firsts.has(node);
}

/** The attributes of a list that are the first of their name and client. */
function firstsOf(list: TreeNode): ReadonlySet<TreeNode> {
  const seen = new Map<string, TreeNode>();
  for (const node of list.children) {
    const client = child(node, 'ClientID')?.children.map((c) => [c.name, c.text]) ?? [];
    const key = JSON.stringify([node.name, client]);
    if (!seen.has(key)) seen.set(key, node);
  }
  return new Set(seen.values());
}

const oncePerClient = valueRule(
  'client attributes stand once per client',
  'CSP-PAT-012',
  ({ node, list, at, exchange }, report) => {
    if (presenceAttribute(node.name)?.class !== 'client') return;
    report.saw();
    if (!isFirst(list, node)) {
      report.violation(`${node.name} once per client`, `${node.name} twice`, placeOf(exchange, 'response', at));
    }
  },
  // The ClientID inside an attribute has no known code.
  { plainText: false },
);

const qualified = valueRule(
  'every attribute value has a Qualifier',
  'CSP-PAT-013',
  ({ node, at, exchange }, report) => {
    report.saw();
    const qualifier = child(node, 'Qualifier')?.text.trim();
    if (qualifier !== 'T' && qualifier !== 'F') {
      const observed = qualifier === undefined ? 'no Qualifier' : `Qualifier ${qualifier}`;
      report.violation('Qualifier T or F', observed, placeOf(exchange, 'response', at));
    }
  },
);

const qualifierFirst = valueRule(
  'the Qualifier stands first in an attribute value',
  'PA-XML-002',
  ({ node, at, exchange }, report) => {
    if (child(node, 'Qualifier') === undefined) return;
    report.saw();
    const first = node.children.find((one) => !isForeign(one, node))?.name ?? '';
    if (first !== 'Qualifier') report.violation('Qualifier', first, placeOf(exchange, 'response', at));
  },
  { versions: ['1.1', '1.2'], plainText: false },
);

const namedEmpty: Monitor = {
  name: 'attributes that are only named are empty',
  requirement: 'PA-XML-003',
  plainText: false,
  watch(stream, report) {
    eachAttribute(stream, NAMES, ({ node, at, exchange }) => {
      report.saw();
      const inside = node.children.filter((one) => !isForeign(one, node));
      if (inside.length > 0 || node.text.trim() !== '') {
        const observed = inside.map((c) => c.name).join(', ') || node.text;
        report.violation('an empty element', observed, placeOf(exchange, 'response', at));
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
      const misplaced = version === '1.3' ? ['InUse'] : ['BlockListInUse', 'GrantListInUse'];
      const expected = version === '1.3' ? 'BlockListInUse, GrantListInUse beside the lists' : 'InUse inside its list';
      for (const answer of elementsNamed(tree, 'GetBlockedList-Response')) {
        report.saw();
        for (const inner of descendants(answer)) {
          const { name } = inner.node;
          if (misplaced.includes(name)) report.violation(expected, name, placeOf(exchange, 'response', inner));
        }
      }
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
