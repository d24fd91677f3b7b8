/** The catalogue of seeded defects and legal variants. Ids are frozen, as those of requirements are. */

import { betweenVersionsDefects } from './defects/between-versions.ts';
import { accessDefects } from './defects/csp/access/login.ts';
import { registrationDefects } from './defects/csp/access/registration.ts';
import { negotiationDefects } from './defects/csp/access/service-negotiation.ts';
import { severalSessionsDefects } from './defects/csp/access/several-sessions.ts';
import { addressDefects } from './defects/csp/addresses.ts';
import { notificationDefects } from './defects/csp/common/general-notification.ts';
import { invitationDefects } from './defects/csp/common/invitation.ts';
import { publicProfileDefects } from './defects/csp/common/public-profile.ts';
import { searchDefects } from './defects/csp/common/search.ts';
import { systemMessageDefects } from './defects/csp/common/system-message.ts';
import { verifyIdDefects } from './defects/csp/common/verify-id.ts';
import { groupDefects } from './defects/csp/groups/creation.ts';
import { accessListDefects } from './defects/csp/messaging/access-lists.ts';
import { contentDefects } from './defects/csp/messaging/instant-messages/content.ts';
import { storedMessageDefects } from './defects/csp/messaging/instant-messages/stored.ts';
import { messagingDefects } from './defects/csp/messaging/instant-messages.ts';
import { reportDefects } from './defects/csp/messaging/reports.ts';
import { attributeListDefects } from './defects/csp/presence/attribute-lists.ts';
import { attributeDefects } from './defects/csp/presence/attributes.ts';
import { authorizationDefects } from './defects/csp/presence/authorization.ts';
import { listDefects } from './defects/csp/presence/contact-lists.ts';
import { deliveryDefects } from './defects/csp/presence/delivery.ts';
import { watcherDefects } from './defects/csp/presence/watchers.ts';
import { segmentationDefects } from './defects/csp/segmentation.ts';
import { commonDefects } from './defects/csp/session.ts';
import { syntaxDefects } from './defects/syntax/wbxml.ts';
import { transportDefects } from './defects/transport/http.ts';
import { writtenDefects } from './defects/written.ts';
import { reasons } from './reasons.ts';
import type { Defect, Variant } from './types.ts';
import { variantFamilies } from './variants/families.ts';
import { sloppyDefects } from './variants/sloppy.ts';

export const defects: readonly Defect[] = [
  ...accessDefects,
  ...commonDefects,
  ...negotiationDefects,
  ...addressDefects,
  ...transportDefects,
  ...syntaxDefects,
  ...messagingDefects,
  ...storedMessageDefects,
  ...contentDefects,
  ...reportDefects,
  ...accessListDefects,
  ...listDefects,
  ...deliveryDefects,
  ...attributeListDefects,
  ...authorizationDefects,
  ...watcherDefects,
  ...attributeDefects,
  ...groupDefects,
  ...searchDefects,
  ...invitationDefects,
  ...verifyIdDefects,
  ...severalSessionsDefects,
  ...registrationDefects,
  ...notificationDefects,
  ...systemMessageDefects,
  ...segmentationDefects,
  ...publicProfileDefects,
  ...sloppyDefects,
  ...writtenDefects,
  ...betweenVersionsDefects,
];
export const variants: readonly Variant[] = variantFamilies.flat();

/** Why a requirement has no defect, where it has none: its id, and the reason in a sentence. */
export const unkilled: Readonly<Record<string, string>> = reasons;

export type { Defect, Variant } from './types.ts';
export { variantFamilies };
