/** Changes of invitations as the server reads them. */
import type { Draft } from '../../protocol/messages/any-version.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import type { Change } from '../types.ts';
import { handler } from './families.ts';

export type Invite = Value<'Invite-Request'>;

/** Reads an invitation as if it said something else. */
export function invitesInstead(edit: (request: Invite) => Invite | Draft<'Invite-Request'>): Change {
  return handler('Invite-Request', (standard) => (request, call) => standard(edit(request), call));
}
