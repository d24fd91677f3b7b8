/** Defects in the invitations between domains. */
import { sspPrimitive } from '../../../protocol/ssp/envelope.ts';
import type { Defect } from '../../types.ts';
import { changes } from '../../ways/families.ts';
import { answersOtherwise, editsPrimitive, mistakesPrimitive } from '../../ways/ssp.ts';

const status = (code: number) => sspPrimitive('Status', { code });

export const serverCommonServicesDefects: readonly Defect[] = [
  {
    id: 'ssp-invite-new-identifier',
    title: 'sends invitations to other domains under an identifier of its own',
    requirements: ['SSP-COM-001'],
    change: editsPrimitive('InviteRequest', () => ({ inviteID: 'an-identifier-of-the-house' })),
  },
  {
    id: 'ssp-invite-answered-500',
    title: 'delivers an invitation of another domain, and answers 500',
    requirements: ['SSP-COM-002'],
    change: answersOtherwise('InviteRequest', (_, standard) => {
      standard();
      return status(500);
    }),
  },
  {
    id: 'ssp-invite-always-accepted',
    title: 'says to other domains that every invitation was accepted',
    requirements: ['SSP-COM-003'],
    change: editsPrimitive('InviteResponse', () => ({ acceptance: true })),
  },
  {
    id: 'ssp-invite-note-lost',
    title: 'loses the note with which an invitation was answered in another domain',
    requirements: ['SSP-COM-004'],
    change: mistakesPrimitive('InviteResponse', () => ({ ResponseNote: undefined })),
  },
  {
    id: 'ssp-invite-cancelled-in-vain',
    title: 'confirms that an invitation is cancelled, and tells nobody',
    requirements: ['SSP-COM-005'],
    change: answersOtherwise('CancelInviteRequest', () => status(200)),
  },
  {
    id: 'ssp-invite-of-blocked-user',
    title: 'looks at no access lists for invitations of other domains',
    requirements: ['SSP-COM-006'],
    change: changes('messaging', () => ({
      rules: (previous) => ({
        admits: (lists, to, approach, contacts) =>
          approach.user?.endsWith('.example') === true || previous.admits(lists, to, approach, contacts),
      }),
    })),
  },
];
