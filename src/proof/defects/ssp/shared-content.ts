/** Defects in shared content between domains. */
import type { SspValue } from '../../../protocol/ssp/types.ts';
import type { Defect } from '../../types.ts';
import { editsPrimitive, keepsBack } from '../../ways/ssp.ts';

export const sharedContentDefects: readonly Defect[] = [
  {
    id: 'ssp-content-not-offered',
    title: 'does not offer content to users of other domains',
    requirements: ['SSP-SHC-001'],
    unavoidable: ['SSP-SHC-002'],
    change: keepsBack('InviteRequest'),
  },
  {
    id: 'ssp-content-first-address',
    title: 'offers only the first of several addresses of content',
    requirements: ['SSP-SHC-001'],
    change: editsPrimitive('InviteRequest', (value) => {
      const { ContentIDList } = value as SspValue<'InviteRequest'>;
      return { ContentIDList: { ContentID: ContentIDList?.ContentID.slice(0, 1) } };
    }),
  },
  {
    id: 'ssp-content-not-withdrawn',
    title: 'does not withdraw content from users of other domains',
    requirements: ['SSP-SHC-002'],
    change: keepsBack('CancelInviteRequest'),
  },
  {
    id: 'ssp-content-withdrawn-otherwise',
    title: 'withdraws content under an identifier of its own',
    requirements: ['SSP-SHC-002'],
    change: editsPrimitive('CancelInviteRequest', () => ({ inviteID: 'own-1' })),
  },
];
