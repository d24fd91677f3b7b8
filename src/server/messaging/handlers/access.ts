/** GetBlockedList and BlockEntity: reading and changing the blocked and the granted list. */

import { type AnyVersion, anyVersion, draft } from '../../../protocol/messages/any-version.ts';
import { primitive } from '../../../protocol/messages/envelope.ts';
import type { Value } from '../../../protocol/messages/infer.ts';
import { type Handler, type Handlers, Refusal, type RequestContext } from '../../element.ts';
import { type Notice, notifyOthers } from '../../notification/service.ts';
import { combinedStatus, type ItemOutcome } from '../../results.ts';
import { canonicalGroup, type EntityList, entries, screenNameKey } from '../access-lists.ts';
import type { MessagingParts } from '../parts.ts';

type Entities = AnyVersion<Value<'EntityList'>>;

function shown(list: EntityList, version: string): Value<'EntityList'> {
  const some = <T>(key: string, values: Iterable<T>) => {
    const all = [...values];
    return all.length === 0 ? {} : { [key]: all };
  };
  return draft('EntityList', {
    ...some('UserID', list.users.values()),
    ...some('ScreenName', list.screenNames.values()),
    ...some('GroupID', list.groups.values()),
    ...(version === '1.3' ? some('ContactList', list.contactLists.values()) : {}),
    ...(version === '1.3' ? some('ApplicationID', list.applications) : {}),
  });
}

function getBlockedList(parts: MessagingParts): Handler<'GetBlockedList-Request'> {
  return (_request, { session, version }) => {
    const { blocked, granted } = parts.lists.of(session.user);
    const list = (of: EntityList) =>
      version === '1.3' ? { EntityList: shown(of, version) } : { InUse: of.inUse, EntityList: shown(of, version) };
    const flags = version === '1.3' ? { BlockListInUse: blocked.inUse, GrantListInUse: granted.inUse } : {};
    return primitive(
      'GetBlockedList-Response',
      draft('GetBlockedList-Response', {
        BlockList: list(blocked),
        GrantList: list(granted),
        ...flags,
      }),
    );
  };
}

/** One entity, checked: how to put it in and take it out, or why it cannot be in a list. */
interface Entity {
  readonly item: ItemOutcome['item'] | undefined;
  readonly code: number;
  add(list: EntityList): void;
  remove(list: EntityList): void;
}

function entities(given: Entities, { session }: RequestContext, parts: MessagingParts): Entity[] {
  const { point } = parts;
  const home = point.profile.homeDomains[0] ?? '';
  const users = (given.UserID ?? []).map((id): Entity => {
    const user = point.accounts.canonical(id);
    const unknown = user === undefined || (point.accounts.isHome(user) && !point.accounts.has(user));
    return {
      item: { UserID: id },
      code: unknown ? 531 : 200,
      add: (list) => void list.users.set(user ?? id, id),
      remove: (list) => void list.users.delete(user ?? id),
    };
  });
  /** A group of this domain, or an address of one that can be reached. */
  const isGroup = (id: string): boolean => {
    const address = canonicalGroup(id, home);
    return (
      parts.groups().resolve(id) !== undefined ||
      (address !== undefined && parts.afar().serverOf(address) !== undefined)
    );
  };
  const screenNames = (given.ScreenName ?? []).map((name): Entity => {
    const group = parts.groups().resolve(name.GroupID);
    const key = screenNameKey(name.SName, group ?? canonicalGroup(name.GroupID, home) ?? name.GroupID);
    return {
      item: { ScreenName: name },
      code: isGroup(name.GroupID) ? 200 : 800,
      add: (list) => void list.screenNames.set(key, name),
      remove: (list) => void list.screenNames.delete(key),
    };
  });
  const groups = (given.GroupID ?? []).map((id): Entity => {
    const group = parts.groups().resolve(id);
    const key = group ?? canonicalGroup(id, home) ?? id;
    return {
      item: { GroupID: id },
      code: isGroup(id) ? 200 : 800,
      add: (list) => void list.groups.set(key, id),
      remove: (list) => void list.groups.delete(key),
    };
  });
  const contactLists = (given.ContactList ?? []).map(
    (id): Entity => ({
      item: { ContactList: id },
      code: parts.contacts().listMembers(session.user, id) === undefined ? 700 : 200,
      add: (list) => void list.contactLists.set(id.trim().toLowerCase(), id),
      remove: (list) => void list.contactLists.delete(id.trim().toLowerCase()),
    }),
  );
  const applications = (given.ApplicationID ?? []).map(
    (id): Entity => ({
      item: undefined,
      code: 200,
      add: (list) => void list.applications.add(id),
      remove: (list) => void list.applications.delete(id),
    }),
  );
  return [...users, ...screenNames, ...groups, ...contactLists, ...applications];
}

type ListChange = AnyVersion<Value<'BlockList'>> & {
  readonly EntityList?: Value<'EntityList'>;
  readonly AddList?: Value<'AddList'>;
  readonly RemoveList?: Value<'RemoveList'>;
};

/** A change that was found possible, and has not been carried out yet. */
interface Prepared {
  readonly outcomes: ItemOutcome[];
  carryOut(): void;
}

/**
 * Prepares the change of one list; adding checks that the entity exists, removing what is not there does no harm.
 * @throws Refusal 402 where the list would become too long
 */
function prepare(
  list: EntityList,
  wanted: ListChange | undefined,
  context: RequestContext,
  parts: MessagingParts,
): Prepared {
  if (wanted === undefined) return { outcomes: [], carryOut: () => undefined };
  const read = (given: Value<'EntityList'> | undefined) =>
    given === undefined ? [] : entities(anyVersion(given), context, parts);
  const whole = wanted.EntityList === undefined ? undefined : read(wanted.EntityList);
  const added = whole ?? read(wanted.AddList);
  const good = added.filter((entity) => entity.code === 200);
  const before = whole === undefined ? entries(list) : 0;
  if (before + good.length > parts.profile.limits.accessListEntries) {
    throw new Refusal(402, `more than ${parts.profile.limits.accessListEntries} entries in a list`);
  }
  const removed = read(wanted.RemoveList);
  return {
    outcomes: added.flatMap(({ code, item }) => (item === undefined ? [] : [{ code, item }])),
    carryOut() {
      if (whole !== undefined) {
        for (const map of [list.users, list.screenNames, list.groups, list.contactLists]) map.clear();
        list.applications.clear();
      }
      for (const entity of good) entity.add(list);
      for (const entity of removed) entity.remove(list);
    },
  };
}

function blockEntity(parts: MessagingParts): Handler<'BlockEntity-Request'> {
  return (request, context) => {
    const { blocked, granted } = parts.lists.of(context.session.user);
    const { BlockList, GrantList, BlockListInUse, GrantListInUse } = anyVersion(request);
    const block = BlockList === undefined ? undefined : anyVersion(BlockList);
    const grant = GrantList === undefined ? undefined : anyVersion(GrantList);
    // Both are prepared before either is carried out: a refused request leaves no trace.
    const changes = [prepare(blocked, block, context, parts), prepare(granted, grant, context, parts)];
    for (const change of changes) change.carryOut();
    const outcomes = changes.flatMap((change) => change.outcomes);
    const blockInUse = BlockListInUse ?? block?.InUse;
    const grantInUse = GrantListInUse ?? grant?.InUse;
    if (blockInUse !== undefined) blocked.inUse = blockInUse;
    if (grantInUse !== undefined) granted.inUse = grantInUse;
    const { session } = context;
    const tell = (notice: Notice) => notifyOthers(parts.point, session.user, notice, session);
    if (block !== undefined) tell({ NotificationType: 'BLC' });
    if (grant !== undefined) tell({ NotificationType: 'GLC' });
    if (blockInUse !== undefined) tell({ NotificationType: 'BLUC', BlockListInUse: blockInUse });
    if (grantInUse !== undefined) tell({ NotificationType: 'GLUC', GrantListInUse: grantInUse });
    return combinedStatus(outcomes, context.version);
  };
}

export function accessHandlers(parts: MessagingParts): Handlers {
  return { 'GetBlockedList-Request': getBlockedList(parts), 'BlockEntity-Request': blockEntity(parts) };
}
