/** Defects of a client: csp/messaging/instant-messages. */
import type { Defect } from '../../../../types.ts';
import { decides, editsValue, ofClient, silentOn } from '../../../../ways/clients.ts';

export const clientCspMessagingInstantMessagesDefects: readonly Defect[] = [
  ofClient({
    id: 'client-sends-latin-1',
    title: 'sends text with question marks for letters',
    requirements: ['CSP-IMS-070'],
    handset: editsValue('SendMessage-Request', (v) => ({ ...v, ContentData: 'Gr??e ?' })),
  }),
  ofClient({
    id: 'client-silent-on-message',
    title: 'does not acknowledge messages',
    requirements: ['CSP-IMS-067'],
    unavoidable: ['CSP-SES-030'],
    handset: silentOn('NewMessage'),
  }),
  ofClient({
    id: 'client-silent-on-notification',
    title: 'does not answer notifications of messages',
    requirements: ['CSP-IMS-068'],
    unavoidable: ['CSP-SES-030'],
    handset: silentOn('MessageNotification'),
  }),
  ofClient({
    id: 'client-fetches-in-silence',
    title: 'does not acknowledge a message that it fetched',
    requirements: ['CSP-IMS-069'],
    handset: decides(() => ({ acknowledgesFetched: false })),
  }),
];
