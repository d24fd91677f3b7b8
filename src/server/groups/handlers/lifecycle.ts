/** CreateGroup, DeleteGroup, GetGroupProps, SetGroupProps (CREAG, DELGR, GETGP, SETGP). */

import { canonicalAddress, parseAddress } from '../../../protocol/facts/addresses.ts';
import { anyVersion, draft } from '../../../protocol/messages/any-version.ts';
import { primitive } from '../../../protocol/messages/envelope.ts';
import { type Handler, type Handlers, Refusal, type RequestContext } from '../../element.ts';
import { notifyOthers } from '../../notification/service.ts';
import type { GroupParts } from '../parts.ts';
import { belongs, checkedProperties, checkSearchable, shownOwn, shownProperties } from '../properties.ts';
import { type Group, joinedFrom, ownOf, propertyOf } from '../state.ts';
import { defaultScreenName } from '../store.ts';

/** The address of a new group: well formed, one's own, in a domain served here. @throws Refusal */
function newGroupId(groupId: string, { session, version }: RequestContext, { point }: GroupParts): string {
  const home = point.profile.homeDomains[0] ?? '';
  const parsed = parseAddress(groupId.trim(), 'group');
  if (!parsed.ok) throw new Refusal(version === '1.1' ? 402 : 901, parsed.problem.message);
  const canonical = canonicalAddress(groupId.trim(), home, 'group') ?? '';
  const owner = point.accounts.canonical(`wv:${parsed.address.user ?? ''}@${parsed.address.domain ?? home}`);
  if (owner !== session.user) throw new Refusal(402, 'a group is created under the address of its owner');
  return canonical;
}

function asMap(properties: readonly { readonly name: string; readonly value: string }[]): Group['properties'] {
  return new Map(properties.map((entry) => [entry.name.toLowerCase(), entry]));
}

function createGroup(parts: GroupParts): Handler<'CreateGroup-Request'> {
  return (request, context) => {
    const { session, version } = context;
    const { privateGroups, limits, unknownProperty } = parts.profile;
    if (!privateGroups) throw new Refusal(405, 'private groups are not offered');
    const id = newGroupId(request.GroupID, context, parts);
    if (parts.store.find(id) !== undefined) throw new Refusal(801);
    if (parts.store.ownedBy(session.user) >= limits.groupsPerUser) throw new Refusal(814);
    if (parts.store.size >= limits.groups) throw new Refusal(815);
    const given = request.GroupProperties.Property ?? [];
    const properties = asMap(checkedProperties('group', given, version, 'ignore', unknownProperty));
    checkSearchable(properties);
    const own = anyVersion(request).OwnProperties;
    const ownChanges =
      own === undefined ? [] : checkedProperties('own', own.Property, version, 'ignore', unknownProperty);
    const group: Group = {
      id,
      owner: session.user,
      properties,
      welcomeNote: request.GroupProperties.WelcomeNote,
      members: new Map([[session.user, 'Admin']]),
      rejected: new Map(),
      joined: [],
      own: new Map(),
      history: [],
      cancelExpiry: () => undefined,
    };
    for (const { name, value } of ownChanges) ownOf(group, session.user).properties.set(name.toLowerCase(), value);
    if (request.JoinGroup && session.agreed('GroupFeat')) {
      if (request.ScreenName !== undefined && request.ScreenName.SName.trim() === '') throw new Refusal(402);
      const name = request.ScreenName?.SName ?? defaultScreenName(group, session.user);
      parts.store.join(group, session, name, request.SubscribeNotification === true);
    }
    parts.store.add(group);
    notifyOthers(parts.point, session.user, { NotificationType: 'GC', GroupID: id }, session);
    return 200;
  };
}

function deleteGroup(parts: GroupParts): Handler<'DeleteGroup-Request'> {
  return (request, { session }) => {
    const group = parts.store.required(request.GroupID);
    if (!parts.rules.may(group, session.user, 'delete')) throw new Refusal(816);
    // The one who deletes gets the Status; the others joined are told.
    group.joined = group.joined.filter((entry) => entry.session !== session);
    parts.store.delete(group);
    notifyOthers(parts.point, session.user, { NotificationType: 'GD', GroupID: group.id }, session);
    return 200;
  };
}

function getGroupProps(parts: GroupParts): Handler<'GetGroupProps-Request'> {
  return (request, { session, version }) => {
    const group = parts.store.required(request.GroupID);
    const restricted = propertyOf(group, 'Accesstype')?.toLowerCase() === 'restricted';
    if (restricted && !belongs(group, session)) throw new Refusal(816);
    return primitive(
      'GetGroupProps-Response',
      draft('GetGroupProps-Response', {
        GroupProperties: shownProperties(group, version),
        OwnProperties: shownOwn(group, session.user, version),
      }),
    );
  };
}

function setGroupProps(parts: GroupParts): Handler<'SetGroupProps-Request'> {
  return (request, { session, version }) => {
    const group = parts.store.required(request.GroupID);
    const { GroupProperties, OwnProperties } = request;
    const { unknownProperty } = parts.profile;
    if (GroupProperties !== undefined && !parts.rules.may(group, session.user, 'set-properties'))
      throw new Refusal(816);
    if (OwnProperties !== undefined && !belongs(group, session)) throw new Refusal(808);
    // Everything is checked before anything changes: a refused request leaves no trace.
    const common = checkedProperties('group', GroupProperties?.Property ?? [], version, 'refuse', unknownProperty);
    const own = checkedProperties('own', OwnProperties?.Property ?? [], version, 'refuse', unknownProperty);
    const after = new Map([...group.properties, ...asMap(common)]);
    checkSearchable(after);
    for (const [key, entry] of asMap(common)) group.properties.set(key, entry);
    if (GroupProperties?.WelcomeNote !== undefined) group.welcomeNote = GroupProperties.WelcomeNote;
    const settings = ownOf(group, session.user).properties;
    for (const { name, value } of own) settings.set(name.toLowerCase(), value);
    if (GroupProperties !== undefined) {
      parts.notices.properties(group, common, GroupProperties.WelcomeNote, session);
    }
    return 200;
  };
}

/** The session's place in a group it must be joined to. @throws Refusal 808 */
export function requiredJoined(group: Group, { session }: RequestContext) {
  const entry = joinedFrom(group, session);
  if (entry === undefined) throw new Refusal(808);
  return entry;
}

export function lifecycleHandlers(parts: GroupParts): Handlers {
  return {
    'CreateGroup-Request': createGroup(parts),
    'DeleteGroup-Request': deleteGroup(parts),
    'GetGroupProps-Request': getGroupProps(parts),
    'SetGroupProps-Request': setGroupProps(parts),
  };
}
