/** Defects of the WBXML syntax. */

import type { WritableNode } from '../../../protocol/syntax/index.ts';
import type { ServerResponse } from '../../../transport/http/server.ts';
import type { Change, Defect } from '../../types.ts';
import { hooks, leavesOut } from '../../ways/families.ts';
import { cannotRead, misreads, replacesOctets } from '../../ways/octets.ts';
import { inTree, otherIdentifier, padded, treeValues } from '../../ways/written-wbxml.ts';

/** The index at which a run of octets begins; -1 for nowhere. */
function find(octets: Uint8Array, wanted: readonly number[]): number {
  return octets.findIndex((_octet, at) => wanted.every((octet, i) => octets[at + i] === octet));
}

const ascii = (text: string): readonly number[] => [...new TextEncoder().encode(text)];

/** Repeats its last answer instead of refusing. */
function answersBrokenAsBefore(): Change {
  let last: ServerResponse | undefined;
  return hooks({
    response(response) {
      if (response.status === 400) return last ?? response;
      last = response;
      return response;
    },
  });
}

/** Reads only the last octet of integers of four. */
function lastOctetOnly(octets: Uint8Array): Uint8Array {
  const changed = octets.slice();
  for (let at = 0; at + 5 < changed.length; at++) {
    if (changed[at] === 0xc3 && changed[at + 1] === 4) changed.fill(0, at + 2, at + 5);
  }
  return changed;
}

/** Only over WBXML. */
function overWbxml(change: Change): Change {
  return (options) => {
    const changed = change({ ...options, hooks: [] });
    const [added] = [changed.hooks ?? []].flat();
    if (added?.outgoing === undefined) return options;
    const { outgoing } = added;
    return hooks({
      outgoing: (document, context) => (context.syntax === 'wbxml' ? outgoing(document, context) : document),
    })(options);
  };
}

/** Counts in two octets. */
const sizesOfTwoOctets = treeValues((text, element) =>
  element === 'ContentSize' && Number(text) > 0xffff ? String(Number(text) & 0xffff) : text,
);

/** Knows the characters of the first plane alone, and writes a question mark for every other one. */
function firstPlane(node: WritableNode): WritableNode {
  const text = node.text?.replaceAll(/[\u{10000}-\u{10ffff}]/gu, '?');
  return { ...node, children: (node.children ?? []).map(firstPlane), ...(text === undefined ? {} : { text }) };
}

export const syntaxWbxmlDefects: readonly Defect[] = [
  {
    id: 'wbxml-no-string-table',
    title: 'cannot read documents with a string table',
    requirements: ['SYN-WBX-001'],
    unavoidable: ['SYN-WBX-009', 'TRN-HTTP-003'],
    change: cannotRead((octets) => octets[3] !== 0),
  },
  {
    id: 'wbxml-no-literal-tags',
    title: 'cannot read the literal name of a known element',
    requirements: ['SYN-WBX-001'],
    unavoidable: ['TRN-HTTP-003'],
    change: cannotRead((octets) => find(octets, ascii('UserID\u0000')) >= 0),
  },
  {
    id: 'wbxml-last-octet-of-integers',
    title: 'reads only the last octet of integers of four octets',
    requirements: ['SYN-WBX-002'],
    change: misreads(lastOctetOnly),
  },
  {
    id: 'wbxml-no-opaque-dates',
    title: 'cannot read dates as opaque data',
    requirements: ['SYN-WBX-003'],
    unavoidable: ['TRN-HTTP-003'],
    change: cannotRead((octets) => find(octets, [0xc3, 0x06, 0x1f]) >= 0),
  },
  {
    id: 'wbxml-values-by-token-only',
    title: 'cannot read values that are spelt out',
    requirements: ['SYN-WBX-004'],
    unavoidable: ['TRN-HTTP-003'],
    change: cannotRead((octets) => find(octets, [0x03, ...ascii('COMPUTER'), 0x00]) >= 0),
  },
  {
    id: 'wbxml-no-superfluous-switch',
    title: 'cannot read a code page switch that changes nothing',
    requirements: ['SYN-WBX-005'],
    unavoidable: ['TRN-HTTP-003'],
    change: cannotRead((octets) => octets[3] === 0 && octets[4] === 0 && octets[5] === 0),
  },
  {
    id: 'wbxml-unknown-tag',
    title: 'writes a tag that the tables do not have',
    requirements: ['SYN-WBX-006'],
    syntaxes: ['wbxml'],
    // A tag 3F without content before the END of the root.
    change: replacesOctets((octets) => Uint8Array.from([...octets.subarray(0, -1), 0x3f, 0x01])),
  },
  {
    id: 'wbxml-success-for-broken',
    title: 'answers documents it cannot read with what it answered last',
    requirements: ['SYN-WBX-007'],
    change: answersBrokenAsBefore(),
  },
  {
    id: 'wbxml-says-less',
    title: 'leaves AllFunctions out over WBXML',
    requirements: ['SYN-WBX-008'],
    change: overWbxml(leavesOut('Service-Response', 'AllFunctions')),
  },
  {
    id: 'wbxml-shortest-numbers-only',
    title: 'cannot read numbers that are not in their shortest form',
    requirements: ['SYN-WBX-009'],
    unavoidable: ['TRN-HTTP-003'],
    change: cannotRead((octets) => octets[1] === 0x80),
  },
  {
    id: 'wbxml-sizes-of-two-octets',
    title: 'writes sizes over WBXML in two octets',
    requirements: ['SYN-WBX-056'],
    unavoidable: ['CSP-IMS-031'],
    change: inTree(sizesOfTwoOctets),
  },
  {
    id: 'wbxml-first-plane-only',
    title: 'writes a question mark over WBXML for characters beyond the first 65,536',
    requirements: ['SYN-WBX-056'],
    unavoidable: ['CSP-IMS-031'],
    change: inTree(firstPlane),
  },
  {
    id: 'wbxml-line-ends-around-values',
    title: 'writes every value over WBXML as text between two line ends',
    requirements: ['SYN-WBX-014'],
    change: padded,
  },
  {
    id: 'wbxml-identifier-of-another-version',
    title: 'names another version in the public identifier than in the namespace',
    requirements: ['SYN-WBX-015'],
    change: otherIdentifier,
  },
];
