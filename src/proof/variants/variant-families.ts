/**
 * Legal variants by subject. Variants of different families can be combined in one server, in the order given here.
 *
 * The `sloppy` ones write messages that are legal but unusual, or a slip away from legal. A slip of form is one finding
 * under a requirement of its own; the variant names the requirements that may fail because of it, and no others may.
 */
import { notificationVariants } from '../defects/notifications.ts';
import { registrationVariants } from '../defects/registration.ts';
import { severalSessionsVariants } from '../defects/several-sessions.ts';
import { sloppyAddressVariants, sloppyRefusalVariants } from '../defects/sloppy-answers.ts';
import { sloppyHttpVariants } from '../defects/sloppy-http.ts';
import { sloppyWbxmlVariants } from '../defects/sloppy-wbxml.ts';
import { sloppyHeadVariants, sloppyStructureVariants, sloppyValueVariants } from '../defects/sloppy-xml.ts';
import { systemMessageVariants } from '../defects/system-messages.ts';
import type { Variant } from '../types.ts';
import { loginVariants, pollingVariants, unreadableVariants, writtenVariants } from './variants.ts';
import { additionsVariants } from './variants-additions.ts';
import { groupVariants } from './variants-groups.ts';
import { messagingVariants } from './variants-messaging.ts';
import { presenceVariants } from './variants-presence.ts';
import { presenceDeliveryVariants } from './variants-presence-delivery.ts';
import { formVariants, httpVariants, negotiationVariants, queueVariants } from './wire-variants.ts';

/** Variants of one family are not combined: most of them would write the same thing in different ways. */
export const variantFamilies: readonly (readonly Variant[])[] = [
  [...loginVariants, ...negotiationVariants],
  [...pollingVariants, ...queueVariants],
  presenceVariants,
  presenceDeliveryVariants,
  groupVariants,
  messagingVariants,
  [
    ...additionsVariants,
    ...severalSessionsVariants,
    ...registrationVariants,
    ...notificationVariants,
    ...systemMessageVariants,
  ],
  // Octets from here on. Variants that write a message anew come before those that change the written octets.
  [...writtenVariants, ...formVariants, ...sloppyWbxmlVariants, ...sloppyStructureVariants],
  sloppyRefusalVariants,
  sloppyAddressVariants,
  sloppyValueVariants,
  sloppyHeadVariants,
  [...unreadableVariants, ...httpVariants, ...sloppyHttpVariants],
];
