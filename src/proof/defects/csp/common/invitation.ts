/** Defects of invitations. */
import { anyVersion } from '../../../../protocol/messages/any-version.ts';
import type { InvitationRules } from '../../../../server/invitation/rules.ts';
import { status } from '../../../../server/results.ts';
import type { Change, Defect } from '../../../types.ts';
import {
  all,
  asPrimitive,
  changes,
  codeOf,
  edits,
  element,
  handler,
  hooks,
  leavesOut,
  mistakesCode,
  mistakesInside,
  neverSends,
  outcome,
  pretends,
  withCode,
} from '../../../ways/families.ts';
import { type Invite, invitesInstead } from '../../../ways/invitations.ts';
import { withinVersion } from '../../../ways/within-version.ts';

/** Other decisions of the invitation service element. */
function invitation(rules: Partial<InvitationRules>): Change {
  return hooks({ elements: { invitation: { rules: () => rules } } });
}

/** Accepts invitations of a type that lack their subject, and delivers them unchanged. */
function invitesWithout(type: 'GR' | 'SC', about: 'GroupID' | 'URLList'): Change {
  const taken = new Set<string>();
  return all(
    invitesInstead((request) => {
      if (request.InviteType !== type || request[about] !== undefined) return request;
      taken.add(request.InviteID);
      return { ...request, InviteType: 'IM' };
    }),
    edits('InviteUser-Request', (value) => (taken.has(value.InviteID) ? { ...value, InviteType: type } : value)),
  );
}

/** Does not hand out invitations of a type. */
function loses(type: string): Change {
  return invitation({ typeFor: (given) => (given === type ? undefined : given) });
}

/** Shows the user who is to appear under a screen name. */
const inTheOpen: Partial<InvitationRules> = {
  inviterShown: (user) => ({ User: { UserID: user } }),
};

/** Refuses with this code what fits. */
function refusesWhere(fits: (request: Invite) => boolean, code: number): Change {
  return handler(
    'Invite-Request',
    (standard) => (request, call) => (fits(request) ? status(code) : standard(request, call)),
  );
}

const hasScreenName = ({ Recipient }: Invite) => Recipient.Group?.some((one) => one.ScreenName !== undefined) === true;

/** Whoever accepted an invitation to a group counts as joined: leaving it succeeds. */
function joinsOnAcceptance(): Change {
  const accepted = new Set<string>();
  return all(
    handler('InviteUser-Response', (standard) => (request, call) => {
      if (request.Acceptance && call.session !== undefined) {
        accepted.add(call.session.user);
      }
      return standard(request, call);
    }),
    handler('LeaveGroup-Request', (standard) => (request, call) => {
      const answer = outcome(standard, request, call);
      const joined = call.session !== undefined && accepted.has(call.session.user);
      return joined && codeOf(answer) === 808 ? status(200) : answer;
    }),
  );
}

/** Invitations to users without a session are accepted and forgotten. */
function forgetsOffline(): Change {
  return element('invitation', () => ({ servicesAgreed: () => undefined }));
}

export const invitationDefects: readonly Defect[] = [
  {
    id: 'invitations-within-version',
    title: 'hands invitations out to sessions in the version of the inviter only',
    requirements: ['CSP-INV-036'],
    change: withinVersion('Invite-Request', 'InviteUser-Request'),
  },
  {
    id: 'invite-accepted-202',
    title: 'answers an invitation that is on its way with 202',
    requirements: ['CSP-INV-001'],
    unavoidable: ['CSP-INV-008', 'CSP-INV-009', 'CSP-INV-013', 'CSP-INV-022', 'CSP-INV-054'],
    change: mistakesCode(200, 202, 'Invite-Request'),
  },
  {
    id: 'invite-note-lost',
    title: 'loses the note of an invitation',
    requirements: ['CSP-INV-002'],
    change: leavesOut('InviteUser-Request', 'InviteNote'),
  },
  {
    id: 'invite-group-lost',
    title: 'loses the GroupID of a group invitation',
    requirements: ['CSP-INV-003'],
    change: edits('InviteUser-Request', (value) => {
      const { GroupID: _left, ...others } = value;
      return value.InviteType === 'GR' ? others : value;
    }),
  },
  {
    id: 'invite-group-not-demanded',
    title: 'hands out group invitations without GroupID',
    requirements: ['CSP-INV-004'],
    change: invitesWithout('GR', 'GroupID'),
  },
  {
    id: 'invite-attributes-lost',
    title: 'loses the attributes of a presence invitation',
    requirements: ['CSP-INV-005'],
    change: leavesOut('InviteUser-Request', 'PresenceSubList'),
  },
  {
    id: 'invite-first-url-only',
    title: 'passes on the first of several URLs only',
    requirements: ['CSP-INV-006'],
    change: edits('InviteUser-Request', (value) =>
      value.URLList === undefined ? value : { ...value, URLList: { URL: value.URLList.URL.slice(0, 1) } },
    ),
  },
  {
    id: 'invite-urls-not-demanded',
    title: 'hands out shared content invitations without URLs',
    requirements: ['CSP-INV-007'],
    change: invitesWithout('SC', 'URLList'),
  },
  {
    id: 'invite-conversation-lost',
    title: 'does not hand out conversation invitations',
    requirements: ['CSP-INV-008'],
    unavoidable: ['CSP-INV-002'],
    change: loses('IM'),
  },
  {
    id: 'invite-membership-lost',
    title: 'does not hand out group membership invitations',
    requirements: ['CSP-INV-009'],
    versions: ['1.2', '1.3'],
    change: loses('GM'),
  },
  {
    id: 'invite-unknown-404',
    title: 'refuses an unknown invitee with a code that means something else',
    requirements: ['CSP-INV-011'],
    change: mistakesInside('Invite-Request', 531, 404),
  },
  {
    id: 'invite-blocked-404',
    title: 'refuses an invitee who blocks the inviter with a code that means something else',
    requirements: ['CSP-INV-012'],
    change: mistakesInside('Invite-Request', 532, 404),
  },
  {
    id: 'invite-no-screen-names',
    title: 'finds no invitee by screen name',
    requirements: ['CSP-INV-013'],
    unavoidable: ['CSP-INV-019', 'CSP-INV-024', 'CSP-INV-056'],
    change: refusesWhere(hasScreenName, 410),
  },
  {
    id: 'invite-no-contact-lists',
    title: 'knows no contact list as invitee',
    requirements: ['CSP-INV-054'],
    unavoidable: ['CSP-INV-024', 'CSP-INV-055'],
    change: refusesWhere(({ Recipient }) => Recipient.ContactList !== undefined, 700),
  },
  {
    id: 'invite-unknown-list-404',
    title: 'reports an unknown contact list with a code that means something else',
    requirements: ['CSP-INV-055'],
    change: mistakesInside('Invite-Request', 700, 404),
  },
  {
    id: 'invite-unknown-name-404',
    title: 'reports a screen name nobody has with a code that means something else',
    requirements: ['CSP-INV-056'],
    unavoidable: ['CSP-INV-061'],
    change: mistakesInside('Invite-Request', 410, 404),
  },
  {
    id: 'cancel-no-screen-names',
    title: 'finds no invitation to cancel for a screen name',
    requirements: ['CSP-INV-024'],
    change: handler('CancelInvite-Request', (standard) => (request, call) => {
      const { Recipient } = request;
      return Recipient?.Group?.some((one) => one.ScreenName !== undefined) === true
        ? status(423)
        : standard(request, call);
    }),
  },
  {
    id: 'invite-shows-user',
    title: 'shows the UserID of an inviter who gives a screen name',
    requirements: ['CSP-INV-014'],
    versions: ['1.1', '1.2'],
    change: invitation(inTheOpen),
  },
  {
    id: 'invite-shows-sending-user',
    title: 'shows the UserID of an inviter whose Sender is a screen name',
    requirements: ['CSP-INV-033'],
    unavoidable: ['CSP-INV-017'],
    versions: ['1.3'],
    change: invitation(inTheOpen),
  },
  {
    id: 'invite-any-screen-name',
    title: 'lets everybody invite under the screen names of others',
    requirements: ['CSP-INV-015'],
    versions: ['1.3'],
    change: handler('Invite-Request', (standard) => (request, call) => {
      const answer = outcome(standard, request, call);
      const { Sender: _left, ...others } = anyVersion(request);
      return codeOf(answer) === 810 ? standard(others, call) : answer;
    }),
  },
  {
    id: 'invite-any-sender',
    title: 'lets everybody invite in the name of others',
    requirements: ['CSP-INV-016'],
    versions: ['1.3'],
    change: invitesInstead((request) => {
      const { Sender: sender, ...others } = anyVersion(request);
      return sender?.User === undefined ? request : others;
    }),
  },
  {
    id: 'invite-answer-lost',
    title: 'does not tell the inviter what was answered',
    requirements: ['CSP-INV-017'],
    unavoidable: ['CSP-INV-018', 'CSP-INV-019'],
    change: neverSends('Invite-Response'),
  },
  {
    id: 'invite-always-accepted',
    title: 'tells the inviter that every invitation is accepted',
    requirements: ['CSP-INV-018'],
    change: edits('Invite-Response', (value) => ({ ...value, Acceptance: true })),
  },
  {
    id: 'invite-answer-shows-user',
    title: 'shows the UserID of an invitee who answers under a screen name',
    requirements: ['CSP-INV-019'],
    change: invitation({
      inviteeShown: ({ invitee }) => ({ User: { UserID: invitee.user } }),
    }),
  },
  {
    id: 'invite-leave-200',
    title: 'says 200 to whoever leaves a group after accepting an invitation to it',
    requirements: ['CSP-INV-020'],
    change: joinsOnAcceptance(),
  },
  {
    id: 'invite-unknown-answer-200',
    title: 'says 200 to the answer to an invitation that never was',
    requirements: ['CSP-INV-021'],
    versions: ['1.1', '1.2'],
    change: mistakesCode(423, 200, 'InviteUser-Response'),
  },
  {
    id: 'invite-not-kept',
    title: 'says 200 to the invitation of a user who is not logged in and forgets it',
    requirements: ['CSP-INV-022'],
    unavoidable: ['CSP-INV-023', 'CSP-INV-024'],
    change: forgetsOffline(),
  },
  {
    id: 'invite-validity-ignored',
    title: 'hands out invitations whose validity has passed',
    requirements: ['CSP-INV-023'],
    change: invitesInstead((request) => ({ ...request, Validity: undefined })),
  },
  {
    id: 'cancel-note-lost',
    title: 'loses the note of a cancellation',
    requirements: ['CSP-INV-024'],
    change: leavesOut('CancelInviteUser-Request', 'InviteNote'),
  },
  {
    id: 'cancel-content-pretended',
    title: 'says 200 to the cancellation of shared content and tells nobody',
    requirements: ['CSP-INV-026'],
    unavoidable: ['CSP-INV-024', 'CSP-INV-027'],
    change: pretends('CancelInvite-Request'),
  },
  {
    id: 'cancel-told-to-all',
    title: 'tells every invitee of a cancellation, named or not',
    requirements: ['CSP-INV-027'],
    versions: ['1.2', '1.3'],
    change: handler('CancelInvite-Request', (standard) => (request, call) => {
      const { Recipient: _left, ...others } = request;
      return withCode(asPrimitive(standard(others, call)), 200);
    }),
  },
  {
    id: 'invite-reaches-no-group',
    title: 'hands out invitations to users, and none to a group or a screen name',
    requirements: ['CSP-INV-013', 'CSP-INV-034'],
    unavoidable: ['CSP-INV-019', 'CSP-INV-024', 'CSP-INV-056', 'CSP-INV-062'],
    change: handler(
      'Invite-Request',
      (standard) => (request, call) => (request.Recipient.Group === undefined ? standard(request, call) : 200),
    ),
  },
  {
    id: 'invite-to-any-client',
    title: 'hands an invitation to one client of a user to whichever client polls first',
    requirements: ['CSP-INV-061'],
    change: invitesInstead((request) => {
      const User = request.Recipient.User?.map(({ UserID }) => ({ UserID }));
      return { ...request, Recipient: { ...request.Recipient, ...(User === undefined ? {} : { User }) } };
    }),
  },
  {
    id: 'invite-group-code',
    title: 'reports a group that does not exist as a contact list',
    requirements: ['CSP-INV-062'],
    change: mistakesInside('Invite-Request', 800, 700),
  },
  {
    id: 'invitation-taken-comes-again',
    title: 'hands an invitation out in every session until its Validity ends, whatever the client answered',
    requirements: ['CSP-INV-085'],
    versions: ['1.2'],
    change: changes('invitation', () => ({
      access: (standard) => ({
        send: (session, request, options) => standard.send(session, request, { ...options, onOutcome() {} }),
      }),
    })),
  },
];
