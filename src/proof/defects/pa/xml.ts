/** Defects of presence attributes in XML. */

import type { Defect } from '../../types.ts';
import { edits, replacesText } from '../../ways/families.ts';
import { cannotReadText } from '../../ways/octets.ts';
import { withElement } from '../../ways/values.ts';

const XML = 'features/pa/xml.feature';

const EFFECTS = 'features/csp/access/login/effects.feature';

export const paXmlDefects: readonly Defect[] = [
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
];
