/** Rules about every document that a server sends to another server. */
import type { TreeNode } from '../../protocol/model/tree.ts';
import { header, mediaType } from '../../transport/http/headers.ts';
import type { Monitor, Report } from './monitor.ts';
import { documentOf } from './ssp-stream.ts';
import type { Observed } from './stream.ts';

type Look = (tree: TreeNode, report: Report, one: Observed) => void;

/** Looks at the tree of each document of the implementation. */
function documents(name: string, requirement: string, look: Look): Monitor {
  return {
    name,
    requirement,
    betweenServers: true,
    watch(stream, report) {
      for (const one of stream) {
        const { exchange, ssp } = one;
        const tree = ssp === undefined ? undefined : documentOf(exchange, ssp)?.read.tree;
        if (tree !== undefined) look(tree, report, one);
      }
    },
  };
}

function placeIn({ exchange }: Observed, path: string) {
  return { exchange: exchange.number, side: exchange.ssp === 'received' ? 'request' : 'response', path } as const;
}

const namespace = documents('documents between servers have a namespace of SSP', 'SSP-ENV-001', (tree, report, one) => {
  report.saw();
  const known = one.ssp === undefined ? undefined : documentOf(one.exchange, one.ssp)?.read;
  if (tree.name === 'WV-SSP-Message' && known?.version !== undefined) return;
  const observed = `${tree.name} in the namespace "${tree.namespace}"`;
  report.violation('WV-SSP-Message in a namespace of SSP', observed, placeIn(one, tree.name));
});

const oneChild = documents(
  'a document between servers is a set-up or a session',
  'SSP-ENV-002',
  (tree, report, one) => {
    report.saw();
    const names = tree.children.map(({ name }) => name);
    if (names.length === 1 && (names[0] === 'SetupTransaction' || names[0] === 'Session')) return;
    report.violation('one SetupTransaction or Session', names.join(', ') || 'nothing', placeIn(one, tree.name));
  },
);

const identified = documents(
  'transactions between servers have mode and identifier',
  'SSP-ENV-003',
  (tree, report, one) => {
    const all = tree.children.flatMap((child) => (child.name === 'Session' ? child.children : [child]));
    for (const { name, attributes = {} } of all.filter((child) => child.name.endsWith('Transaction'))) {
      report.saw();
      const { mode, transactionID } = attributes;
      const fits = (mode === 'Request' || mode === 'Response') && transactionID !== undefined && transactionID !== '';
      if (fits) continue;
      const observed = `mode ${mode ?? 'missing'}, transactionID ${transactionID ?? 'missing'}`;
      report.violation('mode Request or Response, a transactionID', observed, placeIn(one, name));
    }
  },
);

const session = documents('documents of a session bear its identifier', 'SSP-ENV-004', (tree, report, one) => {
  for (const { name, attributes = {} } of tree.children.filter((child) => child.name === 'Session')) {
    report.saw();
    const { sessionID = '' } = attributes;
    if (sessionID === '') report.violation('sessionID', `${name} without sessionID`, placeIn(one, name));
  }
});

const posted: Monitor = {
  name: 'documents between servers are posted',
  requirement: 'SSP-TRN-001',
  betweenServers: true,
  watch(stream, report) {
    for (const one of stream) {
      const { exchange } = one;
      if (exchange.ssp !== 'received') continue;
      report.saw();
      const { method } = exchange.request;
      if (method !== 'POST') report.violation('POST', method, placeIn(one, ''));
    }
  },
};

const contentType: Monitor = {
  name: 'documents between servers have the media type of SSP',
  requirement: 'SSP-TRN-002',
  betweenServers: true,
  watch(stream, report) {
    for (const one of stream) {
      const { exchange } = one;
      if (exchange.ssp !== 'received') continue;
      report.saw();
      const type = mediaType(exchange.request.headers);
      if (type === 'application/vnd.wv.ssp+xml') continue;
      const observed = `Content-Type ${header(exchange.request.headers, 'Content-Type') ?? 'missing'}`;
      report.violation('Content-Type application/vnd.wv.ssp+xml', observed, placeIn(one, ''));
    }
  },
};

export const sspMonitors: readonly Monitor[] = [namespace, oneChild, identified, session, posted, contentType];
