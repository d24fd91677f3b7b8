/** Defects of the syntaxes: forms of documents that are not understood, messages that are not what they must be. */

import type { ServerResponse } from '../../../transport/http/server.ts';
import type { Change, Defect } from '../../types.ts';
import { edits, hooks, leavesOut, replacesText } from '../../ways/families.ts';
import { cannotRead, cannotReadText, misreads, replacesOctets } from '../../ways/octets.ts';
import { withElement } from '../../ways/values.ts';

const XML = 'features/syntax/xml.feature';
const EFFECTS = 'features/csp/access/login/effects.feature';

/** Where a run of octets begins; -1 for nowhere. */
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

export const syntaxDefects: readonly Defect[] = [
  {
    id: 'xml-not-well-formed',
    title: 'writes an ampersand into Description as it is',
    requirements: ['SYN-XML-001'],
    change: replacesText(/<Description>/g, '<Description>Q&A '),
  },
  {
    id: 'xml-two-primitives',
    title: 'writes KeepAlive-Response twice into one TransactionContent',
    requirements: ['SYN-XML-002'],
    change: replacesText(/<KeepAlive-Response>.*<\/KeepAlive-Response>/g, '$&$&'),
  },
  {
    id: 'xml-foreign-namespace',
    title: 'puts its primitives into the transaction namespace of another version',
    requirements: ['SYN-XML-003'],
    versions: ['1.2'],
    change: replacesText(/(<TransactionContent xmlns=")[^"]*/g, '$1http://www.wireless-village.org/TRC1.1'),
  },
  {
    id: 'xml-poll-flag-in-words',
    title: 'writes the Poll flag T as true',
    requirements: ['SYN-XML-076'],
    syntaxes: ['xml'],
    through: ['features/csp/polling.feature'],
    change: replacesText(/<Poll>T<\/Poll>/g, '<Poll>true</Poll>'),
  },
  {
    id: 'xml-order-1.1',
    title: 'writes ClientID after Result in a 1.1 Login-Response',
    requirements: ['SYN-XML-004'],
    versions: ['1.1'],
    change: replacesText(/(<ClientID>.*?<\/ClientID>)(<Result>.*?<\/Result>)/g, '$2$1'),
  },
  {
    id: 'xml-element-of-1.3',
    title: 'writes an element of 1.3 into 1.2 messages',
    requirements: ['SYN-XML-006'],
    versions: ['1.2'],
    change: replacesText(/<\/Login-Response>/g, '<TryAgainTimeout>60</TryAgainTimeout>$&'),
  },
  {
    id: 'xml-escapes-twice',
    title: 'escapes markup characters twice',
    requirements: ['SYN-XML-007'],
    // ContentSize states the length of the unchanged text.
    unavoidable: ['CSP-IMS-031'],
    change: edits('NewMessage', (value) => ({
      ...value,
      ContentData: value.ContentData?.replaceAll('<', '&lt;') ?? '',
    })),
  },
  {
    id: 'xml-empty-tags-only',
    title: 'cannot read an empty element with start and end tag',
    requirements: ['SYN-XML-008'],
    change: cannotReadText((text) => text.includes('</KeepAlive-Request>')),
  },
  {
    id: 'wbxml-no-string-table',
    title: 'cannot read documents with a string table',
    requirements: ['SYN-WBX-001'],
    unavoidable: ['SYN-WBX-009'],
    change: cannotRead((octets) => octets[3] !== 0),
  },
  {
    id: 'wbxml-no-literal-tags',
    title: 'cannot read the literal name of a known element',
    requirements: ['SYN-WBX-001'],
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
    change: cannotRead((octets) => find(octets, [0xc3, 0x06, 0x1f]) >= 0),
  },
  {
    id: 'wbxml-values-by-token-only',
    title: 'cannot read values that are spelt out',
    requirements: ['SYN-WBX-004'],
    change: cannotRead((octets) => find(octets, [0x03, ...ascii('COMPUTER'), 0x00]) >= 0),
  },
  {
    id: 'wbxml-no-superfluous-switch',
    title: 'cannot read a code page switch that changes nothing',
    requirements: ['SYN-WBX-005'],
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
    change: cannotRead((octets) => octets[1] === 0x80),
  },
  {
    id: 'presence-list-without-namespace',
    title: 'writes PresenceSubList into the transaction namespace',
    requirements: ['PA-XML-001'],
    unavoidable: ['SYN-XML-003', 'PA-XML-004', 'PA-XML-005'],
    through: [XML],
    change: replacesText(/<PresenceSubList xmlns="[^"]*"/g, '<PresenceSubList'),
  },
  {
    id: 'presence-qualifier-last',
    title: 'writes Qualifier after the value',
    requirements: ['PA-XML-002'],
    versions: ['1.2'],
    through: [EFFECTS],
    change: replacesText(/(<Qualifier>[TF]<\/Qualifier>)(<PresenceValue>[^<]*<\/PresenceValue>)/g, '$2$1'),
  },
  {
    id: 'presence-named-with-qualifier',
    title: 'writes Qualifier into attributes that are only named',
    requirements: ['PA-XML-003'],
    change: edits('GetAttributeList-Response', (value) =>
      withElement(value, 'OnlineStatus', () => ({ Qualifier: true })),
    ),
  },
  {
    id: 'presence-status-lost',
    title: 'loses Status inside CommCap',
    requirements: ['PA-XML-004'],
    change: edits('GetPresence-Response', (value) => withElement(value, 'Status', () => undefined)),
  },
  {
    id: 'presence-unknown-attribute-fatal',
    title: 'cannot read a message with a presence attribute nobody knows',
    requirements: ['PA-XML-005'],
    change: cannotReadText((text) => text.includes('<UnheardOf>')),
  },
  {
    id: 'access-list-switch-beside-list',
    title: 'writes the switch of the blocked list beside it before 1.3, too',
    requirements: ['CSP-ACL-003'],
    unavoidable: ['SYN-XML-006'],
    versions: ['1.2'],
    through: ['features/csp/access/logout.feature'],
    change: replacesText(
      /<BlockList><InUse>([TF])<\/InUse>(.*?<\/BlockList>)/g,
      '<BlockList>$2<BlockListInUse>$1</BlockListInUse>',
    ),
  },
];
