/** Scenarios that may have other verdicts when their actors are users of several domains, each with its reason. */

const UNKNOWN =
  'whether a user of another domain exists is asked only where something is sent to that user (ssp, section 7.1)';
const RETRIEVAL =
  'history, message lists and delivery methods of a group are between a client and the domain of the group, outside the minimum (ssp, section 8.5)';
const FORWARD =
  'a forwarded message is accepted when it is queued for the other domain; the refusal comes as a report (ssp, section 7.1)';

export const EXCEPTIONS: Readonly<Record<string, string>> = {
  'features/csp/messaging/access-lists.feature:212 An unknown user cannot be blocked': UNKNOWN,
  'features/csp/presence/attribute-lists.feature:43 An unknown user is reported': UNKNOWN,
  'features/csp/presence/attribute-lists.feature:148 Asking for an unknown user is reported': UNKNOWN,
  'features/csp/presence/attribute-lists.feature:218 Deleting the attribute list of an unknown user is reported':
    UNKNOWN,
  'features/csp/presence/authorization.feature:231 A decision about an unknown user is refused': UNKNOWN,
  'features/csp/presence/authorization.feature:301 Cancelling for an unknown user is refused': UNKNOWN,
  'features/csp/groups/creation/limits.feature:14 Beyond the maximum number of groups of the server a further one is refused':
    'each server has a maximum of its own, and the groups of this scenario are on several',
  'features/csp/messaging/instant-messages/groups.feature:112 The history of a group that keeps none is refused':
    RETRIEVAL,
  'features/csp/messaging/instant-messages/groups.feature:129 A history that is shown names what was sent to the group, by screen name':
    RETRIEVAL,
  'features/csp/messaging/instant-messages/groups.feature:144 A delivery method for one group governs that group only':
    RETRIEVAL,
  'features/csp/messaging/instant-messages/forwarding.feature:38 Forwarding to an unknown user is refused and the message keeps waiting':
    FORWARD,
  'features/csp/messaging/instant-messages/forwarding.feature:47 Forwarding to several reaches those who exist':
    FORWARD,
  'features/csp/common/invitation.feature:206 Whoever is not joined to a group invites nobody there':
    'a group of another domain cannot be invited as a whole: the primitive names one party, whom its domain knows (ssp, section 8.3)',
};
