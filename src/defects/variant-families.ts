/**
 * Legal variants by what they are about: those of different families can be one server, in the order they have here.
 *
 * The `sloppy` ones are servers whose messages are legal but unusual, or a slip away from legal. A slip of form is one
 * finding under a requirement of its own; a variant names the requirements that may be red because of it, and nothing
 * else may be.
 */
import { notificationVariants } from './notifications.ts';
import { registrationVariants } from './registration.ts';
import { severalSessionsVariants } from './several-sessions.ts';
import { sloppyAddressVariants, sloppyRefusalVariants } from './sloppy-answers.ts';
import { sloppyHttpVariants } from './sloppy-http.ts';
import { sloppyWbxmlVariants } from './sloppy-wbxml.ts';
import { sloppyHeadVariants, sloppyStructureVariants, sloppyValueVariants } from './sloppy-xml.ts';
import { systemMessageVariants } from './system-messages.ts';
import type { Variant } from './types.ts';
import { loginVariants, pollingVariants, unreadableVariants, writtenVariants } from './variants.ts';
import { additionsVariants } from './variants-additions.ts';
import { groupVariants } from './variants-groups.ts';
import { messagingVariants } from './variants-messaging.ts';
import { presenceVariants } from './variants-presence.ts';
import { presenceDeliveryVariants } from './variants-presence-delivery.ts';
import { formVariants, httpVariants, negotiationVariants, queueVariants } from './wire-variants.ts';

/** Those of a family seldom go together: both would write the same thing, in two ways. */
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
  // Octets from here on. Whatever writes messages anew stands before whatever changes what is written.
  [...writtenVariants, ...formVariants, ...sloppyWbxmlVariants, ...sloppyStructureVariants],
  sloppyRefusalVariants,
  sloppyAddressVariants,
  sloppyValueVariants,
  sloppyHeadVariants,
  [...unreadableVariants, ...httpVariants, ...sloppyHttpVariants],
];
