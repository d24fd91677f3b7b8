/** Defects that show only between users of different versions. */
import type { PrimitiveName } from '../../protocol/messages/envelope.ts';
import type { Version } from '../../protocol/version.ts';
import type { Change, Defect } from '../types.ts';
import { all, handler, rules } from '../ways/families.ts';

/** The primitives that a request causes are sent only to sessions in the version of that request. */
function withinVersion(request: PrimitiveName, ...sent: readonly PrimitiveName[]): Change {
  let version: Version | undefined;
  return all(
    handler(request, (standard) => (value, call) => {
      version = call.version;
      return standard(value, call);
    }),
    rules((standard) => ({
      maySend: (session, primitive) =>
        !(sent.includes(primitive.name) && version !== undefined && session.version !== version) &&
        standard.maySend(session, primitive),
    })),
  );
}

export const betweenVersionsDefects: readonly Defect[] = [
  {
    id: 'messages-within-version',
    title: 'hands messages out to sessions in the version of the sender only',
    requirements: ['CSP-IMS-074'],
    unavoidable: ['CSP-GRP-024'],
    change: withinVersion('SendMessage-Request', 'NewMessage', 'MessageNotification'),
  },
  {
    id: 'presence-within-version',
    title: 'notifies watchers in the version of the publisher only',
    requirements: ['CSP-PRE-045'],
    change: withinVersion('UpdatePresence-Request', 'PresenceNotification-Request'),
  },
  {
    id: 'group-notices-within-version',
    title: 'tells changes of a group to sessions in the version of their author only',
    requirements: ['CSP-GRP-024'],
    change: withinVersion('LeaveGroup-Request', 'GroupChangeNotice'),
  },
  {
    id: 'invitations-within-version',
    title: 'hands invitations out to sessions in the version of the inviter only',
    requirements: ['CSP-INV-036'],
    change: withinVersion('Invite-Request', 'InviteUser-Request'),
  },
];
