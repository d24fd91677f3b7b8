/** Invite-Request (csp semantics, Invitation). */
import { canonicalAddress } from '../../../protocol/facts/addresses.ts';
import { anyVersion } from '../../../protocol/messages/any-version.ts';
import type { Primitive } from '../../../protocol/messages/envelope.ts';
import type { Value } from '../../../protocol/messages/infer.ts';
import type { Version } from '../../../protocol/version.ts';
import { type Handler, Refusal, type RequestContext } from '../../element.ts';
import { named } from '../../presence/attributes.ts';
import { combinedStatus, type ItemOutcome } from '../../results.ts';
import { domainOf } from '../../sessions/accounts.ts';
import { tellInvitee } from '../announcements.ts';
import { entriesOf, inviterOf, type Named, resolve } from '../parties.ts';
import type { InvitationParts } from '../parts.ts';
import { sharedUrls } from '../shared-content.ts';
import type { Invitation, Invitee, Inviter, Matter } from '../state.ts';

const TYPES: Readonly<Record<Version, readonly string[]>> = {
  '1.1': ['GR', 'IM', 'PR', 'SC'],
  '1.2': ['GR', 'IM', 'PR', 'SC', 'GM'],
  '1.3': ['GR', 'IM', 'PR', 'SC', 'GM', 'AP', 'EC', 'EG'],
};

/** @throws Refusal 402 */
export function checkedId(id: string, { point }: InvitationParts): string {
  if (id.trim() === '') throw new Refusal(402, 'InviteID is empty');
  const most = point.profile.limits.identifier;
  if (id.length > most) throw new Refusal(402, `InviteID is longer than ${most} characters`);
  return id;
}

/** @throws Refusal 402 */
export function checkedNote(note: string | undefined, { profile }: InvitationParts): string | undefined {
  if (note === undefined || note.length <= profile.noteLength) return note;
  throw new Refusal(402, `the note is longer than ${profile.noteLength} characters`);
}

function checkedType(type: string, version: Version, { profile }: InvitationParts): string {
  const extended = type === 'EC' || type === 'EG';
  if (TYPES[version].includes(type) && !(extended && profile.extendedTypes === 'refuse')) return type;
  throw new Refusal(
    402,
    `${version} has no InviteType ${type.slice(0, 20)}; write one of ${TYPES[version].join(', ')}`,
  );
}

/** The group as its canonical address; one of a foreign domain is taken as it is. @throws Refusal 402, 800 or 901 */
function checkedGroup(groupId: string | undefined, version: Version, parts: InvitationParts): string | undefined {
  if (groupId === undefined) return undefined;
  const { point } = parts;
  const canonical = canonicalAddress(groupId.trim(), point.profile.homeDomains[0] ?? '', 'group');
  if (canonical === undefined) throw new Refusal(version === '1.1' ? 402 : 901, 'GroupID is no group address');
  const known = parts.groups().resolve(canonical);
  if (known === undefined && point.accounts.isHome(`x@${domainOf(canonical)}`)) throw new Refusal(800);
  return known ?? canonical;
}

function matterOf(request: Value<'Invite-Request'>, version: Version, parts: InvitationParts): Matter {
  const { ApplicationID: application } = anyVersion(request);
  const matter: Matter = {
    id: checkedId(request.InviteID, parts),
    type: checkedType(request.InviteType.trim(), version, parts),
    groupId: checkedGroup(request.GroupID, version, parts),
    attributes: request.PresenceSubList === undefined ? undefined : named(request.PresenceSubList, version).set,
    urls: sharedUrls(request.URLList, parts.profile.urls),
    applicationId: application,
    note: checkedNote(request.InviteNote, parts),
    validity: request.Validity,
  };
  const code = parts.rules.completeness(matter);
  if (code !== 200) throw new Refusal(code, `an invitation of type ${matter.type} says to what: that is missing`);
  return matter;
}

/** Invites one user. @returns the code for the result: 200 when the invitation is on its way or kept. */
export function inviteOne(
  matter: Matter,
  inviter: Inviter,
  invitee: Invitee,
  parts: InvitationParts,
  told?: (code: number) => void,
): number {
  const { rules, point, profile, invitations } = parts;
  const code = rules.inviteeCode(invitee, inviter);
  if (code !== 200) return code;
  const expiresAt = rules.openUntil(matter.validity, point.clock.now());
  const invitation: Invitation = { matter, inviter, invitee, expiresAt, posted: undefined, answered: false };
  if (told !== undefined) {
    invitation.told = (answered) => {
      if (answered >= 300) invitations.remove(invitation);
      told(answered);
    };
  }
  invitations.add(invitation);
  tellInvitee(invitation, parts);
  if (profile.keep || invitation.posted?.reached() === true) return 200;
  invitation.posted?.withdraw();
  invitations.remove(invitation);
  return profile.offlineCode;
}

export function inviteHandler(parts: InvitationParts): Handler<'Invite-Request'> {
  return (request, context) => {
    const { version } = context;
    const { profile } = parts;
    const { Sender: sender } = anyVersion(request);
    if (version === '1.3' && sender === undefined && profile.senderAbsent === 'refuse') {
      throw new Refusal(400, 'Sender is missing');
    }
    const count = entriesOf(request.Recipient);
    if (count === 0) throw new Refusal(400, 'the invitation has no Recipient');
    if (count > profile.recipients) throw new Refusal(402, `more than ${profile.recipients} recipients`);
    const matter = matterOf(request, version, parts);
    const inviter = inviterOf({ Sender: sender, ScreenName: request.ScreenName }, context, parts);
    const resolved = resolve(request.Recipient, context, parts);
    const outcomes: ItemOutcome[] = [...resolved.outcomes];
    const afar = resolved.named.filter(({ invitee }) => parts.point.reaches?.(invitee.user) === true);
    for (const { invitee, item } of resolved.named) {
      if (afar.some((one) => one.invitee === invitee)) continue;
      const code = inviteOne(matter, inviter, invitee, parts);
      // Who of a group addressed as a whole shut the inviter out is nobody else's business.
      if (invitee.through === undefined) outcomes.push({ code, item });
    }
    if (afar.length === 0) return combinedStatus(outcomes, version);
    return inviteAfar(matter, inviter, afar, outcomes, context, parts);
  };
}

/** Invites users of other domains, which say whether they can be; a refusal that comes too late is told by itself. */
function inviteAfar(
  matter: Matter,
  inviter: Inviter,
  afar: readonly Named[],
  known: readonly ItemOutcome[],
  { session, version, later }: RequestContext,
  parts: InvitationParts,
): Primitive {
  const answer = later('drop');
  const settled = new Map<Named, number>();
  const outcomes = () => [
    ...known,
    ...afar.flatMap((one): ItemOutcome[] =>
      one.invitee.through === undefined ? [{ code: settled.get(one) ?? 200, item: one.item }] : [],
    ),
  ];
  const settle = (one: Named, code: number) => {
    settled.set(one, code);
    if (settled.size < afar.length) return;
    const said = combinedStatus(outcomes(), version);
    if (!answer(said) && said.value.Result.Code !== 200) parts.point.send(session, said);
  };
  for (const one of afar) {
    const code = inviteOne(matter, inviter, one.invitee, parts, (said) => settle(one, said));
    if (code !== 200) settle(one, code);
  }
  return combinedStatus(outcomes(), version);
}
