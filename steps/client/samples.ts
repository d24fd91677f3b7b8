/** Transactions that the server of the tester begins, as the standard has them. */
import type { Version } from '../../src/protocol/version.ts';

const message = (id: string, name = 'MessageInfo') =>
  `<${name}><MessageID>${id}</MessageID><ContentType>text/plain</ContentType><ContentSize>5</ContentSize>` +
  '<Recipient><User><UserID>{A}</UserID></User></Recipient><Sender><User><UserID>{B}</UserID></User></Sender>' +
  `<DateTime>20070123T120000Z</DateTime></${name}>`;
const RESULT = '<Result><Code>200</Code></Result>';
const SENDER = '<Sender><User><UserID>{B}</UserID></User></Sender>';
const PRESENCE =
  '<Presence><UserID>{B}</UserID><PresenceSubList><OnlineStatus><Qualifier>T</Qualifier><PresenceValue>T</PresenceValue></OnlineStatus></PresenceSubList></Presence>';

const SAMPLES: Readonly<Record<string, (version: Version) => string>> = {
  NewMessage: () => `<NewMessage>${message('{name:m}')}<ContentData>Hello</ContentData></NewMessage>`,
  MessageNotification: () => `<MessageNotification>${message('{name:m}')}</MessageNotification>`,
  'DeliveryReport-Request': () =>
    `<DeliveryReport-Request>${RESULT}<DeliveryTime>20070123T120000Z</DeliveryTime>${message('{name:m}')}</DeliveryReport-Request>`,
  'PresenceNotification-Request': () => `<PresenceNotification-Request>${PRESENCE}</PresenceNotification-Request>`,
  'PresenceAuth-Request': () => '<PresenceAuth-Request><UserID>{B}</UserID></PresenceAuth-Request>',
  'InviteUser-Request': () =>
    `<InviteUser-Request><InviteID>{name:i}</InviteID><InviteType>IM</InviteType>${SENDER}<InviteNote>Come</InviteNote></InviteUser-Request>`,
  'Invite-Response': () =>
    '<Invite-Response><InviteID>{kept:invitation}</InviteID><Acceptance>T</Acceptance><Sender><User><UserID>{B}</UserID></User></Sender></Invite-Response>',
  'CancelInviteUser-Request': () =>
    `<CancelInviteUser-Request><InviteID>{name:i}</InviteID>${SENDER}</CancelInviteUser-Request>`,
  GroupChangeNotice: (version) =>
    `<GroupChangeNotice><GroupID>{kept:group}</GroupID><Joined>${
      version === '1.1'
        ? '<UserList><User><UserID>{B}</UserID></User></UserList>'
        : '<UserMapList><UserMapping><Mapping><SName>ben</SName><UserID>{B}</UserID></Mapping></UserMapping></UserMapList>'
    }</Joined></GroupChangeNotice>`,
  'LeaveGroup-Response': () => `<LeaveGroup-Response>${RESULT}<GroupID>{kept:group}</GroupID></LeaveGroup-Response>`,
};

export function sampleOf(name: string, version: Version): string | undefined {
  return SAMPLES[name]?.(version);
}
