/** The catalogue of seeded defects and legal variants. Ids are frozen, as those of requirements are. */
import { accessDefects } from './defects/access.ts';
import { accessListDefects } from './defects/access-lists.ts';
import { additionsDefects } from './defects/additions.ts';
import { addressDefects } from './defects/addresses.ts';
import { betweenVersionsDefects } from './defects/between-versions.ts';
import { commonDefects } from './defects/common.ts';
import { contentDefects } from './defects/content.ts';
import { groupDefects } from './defects/groups.ts';
import { invitationDefects } from './defects/invitation.ts';
import { messagingDefects } from './defects/messaging.ts';
import { negotiationDefects } from './defects/negotiation.ts';
import { notificationDefects } from './defects/notifications.ts';
import { attributeListDefects } from './defects/presence-attribute-lists.ts';
import { attributeDefects } from './defects/presence-attributes.ts';
import { authorizationDefects } from './defects/presence-authorization.ts';
import { deliveryDefects } from './defects/presence-delivery.ts';
import { listDefects } from './defects/presence-lists.ts';
import { watcherDefects } from './defects/presence-watchers.ts';
import { publicProfileDefects } from './defects/public-profile.ts';
import { reasons } from './defects/reasons.ts';
import { registrationDefects } from './defects/registration.ts';
import { reportDefects } from './defects/reports.ts';
import { searchDefects } from './defects/search.ts';
import { segmentationDefects } from './defects/segmentation.ts';
import { severalSessionsDefects } from './defects/several-sessions.ts';
import { sloppyDefects } from './defects/sloppy.ts';
import { storedMessageDefects } from './defects/stored-messages.ts';
import { syntaxDefects } from './defects/syntax.ts';
import { systemMessageDefects } from './defects/system-messages.ts';
import { transportDefects } from './defects/transport.ts';
import { writtenDefects } from './defects/written.ts';
import type { Defect, Variant } from './types.ts';
import { variantFamilies } from './variants/variant-families.ts';

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
  ...additionsDefects,
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
