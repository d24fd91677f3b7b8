/** The service element of VerifyID (1.2 and later). */
import type { AccessPoint, ServiceElement } from '../element.ts';
import { contactListsOf, groupsOf } from '../messaging/groups-port.ts';
import { change, changedAccess, type ElementChange } from '../seam.ts';
import { createDirectory } from '../sessions/directory.ts';
import { verifyHandlers } from './handlers.ts';
import type { VerifyIdParts } from './parts.ts';
import type { VerifyIdProfile } from './profile.ts';
import { verifyIdRules } from './rules.ts';

export type VerifyIdChanges = ElementChange<VerifyIdParts, 'rules'>;

export function createVerifyId(
  access: AccessPoint,
  profile: VerifyIdProfile,
  changes: VerifyIdChanges = {},
): ServiceElement {
  const point = changedAccess(access, changes.access);
  const parts: VerifyIdParts = {
    point,
    profile,
    rules: verifyIdRules(() => parts),
    directory: createDirectory({ accounts: point.accounts, profile: point.profile }),
    groups: () => groupsOf(point),
    contacts: () => contactListsOf(point),
  };
  change(parts.rules, changes.rules, parts);
  const element: ServiceElement = { name: 'verify-id', functions: ['VRID'], handlers: verifyHandlers(parts) };
  return change(element, changes.element, parts);
}
