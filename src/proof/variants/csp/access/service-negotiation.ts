/** Legal variants of service negotiation. */

import { anyVersion } from '../../../../protocol/messages/any-version.ts';
import type { Variant } from '../../../types.ts';
import { all, edits, profile } from '../../../ways/families.ts';

/** Items of messaging and of groups that are claimed or not, without their common beginning. */
const MESSAGING = [
  ...['IM', 'RICHCONTENT', 'NEWM', 'NOTIF', 'OFFNOTIF', 'GETM', 'GETLM', 'REJCM', 'FWMSG', 'SETD', 'MDELIV', 'OFFLINE'],
  ...['GLBLU', 'BLENT'],
];

const GROUPS = [
  ...['GROUP', 'CREAG', 'DELGR', 'GETGP', 'SETGP', 'SUBGCN', 'GRCHN', 'GETGM', 'ADDGM', 'RMVGM', 'MBRAC', 'REJEC'],
  ...['GETJU', 'EXCON'],
];

/** Services and capabilities. */
export const negotiationVariants: readonly Variant[] = [
  {
    id: 'capabilities-unsaid',
    title: 'leaves out of the capability answer what it may',
    change: edits('ClientCapability-Response', (value) => {
      const { AgreedCapabilityList } = anyVersion(value);
      return AgreedCapabilityList === undefined ? value : { AgreedCapabilityList: {} };
    }),
  },
  {
    id: 'negotiation-in-its-own-way',
    title:
      'grants a larger ServerPollMin, refuses services before capabilities, adds later agreements to earlier ones, answers 506 for what it does not do',
    change: all(
      profile({
        polling: { minimum: 4 },
        capability: { servicesFirst: 'refuse' },
        services: { renegotiation: 'add' },
        notImplementedCode: 506,
      }),
    ),
  },
  {
    id: 'presence-alone',
    title: 'offers presence and contact lists, neither messaging nor groups',
    change: profile({ services: { withheld: ['IMFeat', 'GroupFeat'] } }),
    unclaimed: [...MESSAGING, ...GROUPS].map((name) => `IMPS-CSP-S-${name}`),
  },
  {
    id: 'no-groups-of-users',
    title: 'offers groups of the provider only',
    change: profile({ services: { withheld: ['CREAG'] }, groups: { privateGroups: false } }),
    ixit: { policies: { privateGroups: false } },
    unclaimed: ['IMPS-CSP-S-CREAG'],
  },
];
