/** All elements of CSP and of the presence attributes, 1.1 to 1.3, in one registry. */

import { capabilityElements } from './csp/capability.ts';
import { commonElements } from './csp/common.ts';
import { fundamentalElements } from './csp/fundamental.ts';
import { groupsElements } from './csp/groups.ts';
import { messagingElements } from './csp/messaging.ts';
import { presenceElements } from './csp/presence.ts';
import { searchAndInvitationElements } from './csp/search-and-invitation.ts';
import { serviceTreeElements } from './csp/service-tree.ts';
import { sessionElements } from './csp/session.ts';
import { presenceAttributesElements } from './pa/presence-attributes.ts';

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
