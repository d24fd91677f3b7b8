/** Defects of presence attributes: what a watcher sees is not what was published. */
import type { AttributeValue } from '../../../../server/presence/state.ts';
import type { Change, Defect } from '../../../types.ts';
import { part } from '../../../ways/presence.ts';
import { withElement } from '../../../ways/values.ts';

/** Shows values of an attribute otherwise than they were published. */
function shows(attribute: string, change: (value: AttributeValue) => AttributeValue): Change {
  return part('values', (standard) => ({
    instances: (record, name, perClient) => {
      const instances = standard.instances(record, name, perClient);
      return name === attribute ? instances.map(change) : instances;
    },
  }));
}

/** Shows one text for another. */
function showsFor(attribute: string, field: string, from: string, to: string): Change {
  return shows(attribute, (value) => (value[field] === from ? { ...value, [field]: to } : value));
}

const THROUGH = ['features/csp/presence/attributes.feature'];

export const attributeDefects: readonly Defect[] = [
  {
    id: 'availability-discreet-lost',
    title: 'shows DISCREET as NOT_AVAILABLE',
    requirements: ['CSP-PAT-001'],
    change: showsFor('UserAvailability', 'PresenceValue', 'DISCREET', 'NOT_AVAILABLE'),
  },
  {
    id: 'mood-in-love-lost',
    title: 'shows the mood IN_LOVE as HAPPY',
    requirements: ['CSP-PAT-002'],
    change: showsFor('StatusMood', 'PresenceValue', 'IN_LOVE', 'HAPPY'),
  },
  {
    id: 'online-status-online',
    title: 'writes ONLINE into OnlineStatus instead of T',
    requirements: ['CSP-PAT-003'],
    through: THROUGH,
    change: showsFor('OnlineStatus', 'PresenceValue', 'T', 'ONLINE'),
  },
  {
    id: 'online-status-without-value',
    title: 'tells OnlineStatus with Qualifier F, as if it did not know who is logged in',
    requirements: ['CSP-PAT-003'],
    unavoidable: ['CSP-LOG-025', 'CSP-OUT-004', 'CSP-PAT-012', 'CSP-PAT-013', 'CSP-PRE-023', 'CSP-PRE-032'],
    through: THROUGH,
    change: shows('OnlineStatus', () => ({ Qualifier: false })),
  },
  {
    id: 'client-type-pda-lost',
    title: 'shows the client type PDA as OTHER',
    requirements: ['CSP-PAT-004'],
    change: showsFor('ClientInfo', 'ClientType', 'PDA', 'OTHER'),
  },
  {
    id: 'alias-ascii-only',
    title: 'shows question marks for letters of Alias beyond ASCII',
    requirements: ['CSP-PAT-005'],
    change: shows('Alias', (value) => ({
      ...value,
      ...(typeof value.PresenceValue === 'string' && {
        PresenceValue: value.PresenceValue.replaceAll(/[^\x20-\x7e]/g, '?'),
      }),
    })),
  },
  {
    id: 'communication-first-only',
    title: 'shows the first way of communicating only',
    requirements: ['CSP-PAT-006'],
    change: shows('CommCap', (value) =>
      Array.isArray(value.CommC) ? { ...value, CommC: value.CommC.slice(0, 1) } : value,
    ),
  },
  {
    id: 'contact-priority-lost',
    title: 'gives all preferred contacts the same priority',
    requirements: ['CSP-PAT-007'],
    change: shows('PreferredContacts', (value) =>
      Array.isArray(value.AddrPref)
        ? { ...value, AddrPref: value.AddrPref.map((one: object) => ({ ...one, Cpriority: 1 })) }
        : value,
    ),
  },
  {
    id: 'status-content-type-lost',
    title: 'shows a status content without its type',
    requirements: ['CSP-PAT-008'],
    change: shows('StatusContent', ({ ContentType: _type, ...value }) => value),
  },
  {
    id: 'contact-info-by-reference',
    title: 'shows a vCard as a reference to one',
    requirements: ['CSP-PAT-009'],
    change: shows('ContactInfo', ({ ContainedvCard, ...value }) =>
      ContainedvCard === undefined ? value : { ...value, ReferredvCard: ContainedvCard },
    ),
  },
  {
    id: 'link-text-lost',
    title: 'shows a link without its text',
    requirements: ['CSP-PAT-010'],
    change: shows('InfoLink', (value) => withElement(value, 'Text', () => 'link')),
  },
  {
    id: 'preferred-language-english',
    title: 'shows English as the language of everybody',
    requirements: ['CSP-PAT-011'],
    change: shows('PreferredLanguage', (value) =>
      value.PresenceValue === undefined ? value : { ...value, PresenceValue: 'eng' },
    ),
  },
  {
    id: 'position-of-the-provider',
    title: 'shows a place of its own for what the client says of its position',
    requirements: ['CSP-PAT-011'],
    change: shows('GeoLocation', (value) =>
      value.Longitude === undefined ? value : { ...value, Longitude: '0 0 0E', Latitude: '0 0 0N' },
    ),
  },
  {
    id: 'client-attribute-twice',
    title: 'shows the attribute of one client twice',
    requirements: ['CSP-PAT-012'],
    versions: ['1.3'],
    through: THROUGH,
    change: part('values', (standard) => ({
      instances: (record, name, perClient) => {
        const instances = standard.instances(record, name, perClient);
        return perClient && name === 'OnlineStatus' ? [...instances, ...instances] : instances;
      },
    })),
  },
  {
    id: 'qualifier-missing',
    title: 'leaves Qualifier out of a value',
    requirements: ['CSP-PAT-013'],
    through: THROUGH,
    change: shows('OnlineStatus', ({ Qualifier: _qualifier, ...value }) => value),
  },
  {
    id: 'client-model-lost',
    title: 'shows the client without its model',
    requirements: ['CSP-PAT-015'],
    change: shows('ClientInfo', ({ Model: _model, ...value }) => value),
  },
];
