/** All elements of CSP and of the presence attributes, 1.1 to 1.3, in one registry. */

import { capabilityElements } from './capability.ts';
import { commonElements } from './common.ts';
import { fundamentalElements } from './fundamental.ts';
import { groupsElements } from './groups.ts';
import { messagingElements } from './messaging.ts';
import { presenceElements } from './presence.ts';
import { presenceAttributesElements } from './presence-attributes.ts';
import { searchAndInvitationElements } from './search-and-invitation.ts';
import { serviceTreeElements } from './service-tree.ts';
import { sessionElements } from './session.ts';

export const elements = {
  ...messagingElements,
  ...capabilityElements,
  ...commonElements,
  ...fundamentalElements,
  ...groupsElements,
  ...presenceElements,
  ...presenceAttributesElements,
  ...serviceTreeElements,
  ...searchAndInvitationElements,
  ...sessionElements,
} as const;

export type Elements = typeof elements;
