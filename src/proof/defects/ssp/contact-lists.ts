/** Defects in the use of contact lists for users of other domains. */
import type { Defect } from '../../types.ts';
import { mistakesInside } from '../../ways/families.ts';
import { editsPrimitive } from '../../ways/ssp.ts';

export const serverContactListDefects: readonly Defect[] = [
  {
    id: 'ssp-list-of-another-domain-200',
    title: 'confirms a message to a contact list of another domain, which goes nowhere',
    requirements: ['SSP-CLI-002'],
    change: mistakesInside('SendMessage-Request', 700, 200),
  },
  {
    id: 'ssp-list-not-taken-apart',
    title: 'names the contact list to the other domain, and not the user in it',
    requirements: ['SSP-CLI-003'],
    change: editsPrimitive('SendMessageRequest', (value) => {
      const { MessageInfo }: { readonly MessageInfo?: object } = value;
      const Recipient = [{ User: { userID: 'wv:alice/friends@example.com' } }];
      return { MessageInfo: { ...MessageInfo, Recipient } };
    }),
  },
];
