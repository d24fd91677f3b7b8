/** Blocked and granted lists in scenarios, in whichever form the version has them. */
import type { Value } from '../../src/protocol/model/infer.ts';
import type { Party, World } from './world.ts';

export interface Entities {
  readonly UserID?: readonly string[];
  readonly ScreenName?: readonly Value<'ScreenName'>[];
  readonly GroupID?: readonly string[];
  readonly ContactList?: readonly string[];
  readonly ApplicationID?: readonly string[];
}
export interface Change {
  readonly add?: Entities;
  readonly remove?: Entities;
  readonly inUse?: boolean;
}

/** A request that changes one or both lists. */
export function changeLists(
  world: World,
  { blocked, granted }: { readonly blocked?: Change; readonly granted?: Change },
): Value<'BlockEntity-Request'> {
  const late = world.version === '1.3';
  const list = (change: Change | undefined) => {
    if (change === undefined) return undefined;
    const { add, remove, inUse } = change;
    return {
      ...(late || inUse === undefined ? {} : { InUse: inUse }),
      ...(add === undefined ? {} : { AddList: add }),
      ...(remove === undefined ? {} : { RemoveList: remove }),
    };
  };
  return {
    BlockList: list(blocked),
    GrantList: list(granted),
    ...(late ? { BlockListInUse: blocked?.inUse, GrantListInUse: granted?.inUse } : {}),
  } as Value<'BlockEntity-Request'>;
}

export interface ShownList {
  readonly inUse: boolean | undefined;
  readonly entities: Entities;
}

/** A list as GetBlockedList-Response shows it. */
export async function shownList(world: World, owner: Party, name: 'BlockList' | 'GrantList'): Promise<ShownList> {
  const answer = await owner.client.request('GetBlockedList-Request', {});
  const value = answer.as('GetBlockedList-Response') as Record<string, unknown>;
  const list = (value[name] ?? {}) as { readonly InUse?: boolean; readonly EntityList?: Entities };
  const flag = world.version === '1.3' ? (value[`${name}InUse`] as boolean | undefined) : list.InUse;
  return { inUse: flag, entities: list.EntityList ?? {} };
}

/** Takes everything out of both lists at the end, and both out of use. */
export function emptyListsAtEnd(world: World, owner: Party): void {
  world.recall(`lists of ${owner.key} are emptied`, () => {
    world.cleanUp(`empty the access lists of ${owner.name}`, async () => {
      if (owner.client.session.sessionId === undefined) await owner.open();
      const blocked = await shownList(world, owner, 'BlockList');
      const granted = await shownList(world, owner, 'GrantList');
      const value = changeLists(world, {
        blocked: { remove: blocked.entities, inUse: false },
        granted: { remove: granted.entities, inUse: false },
      });
      await owner.client.request('BlockEntity-Request', value);
    });
    return true;
  });
}
