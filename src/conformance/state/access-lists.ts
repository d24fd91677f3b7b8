/** Blocked and granted lists in the form of each version: their contents, and requests that empty them. */
import type { Client } from '../../client/types.ts';
import type { Value } from '../../protocol/messages/infer.ts';

export interface Entities {
  readonly UserID?: readonly string[];
  readonly ScreenName?: readonly Value<'ScreenName'>[];
  readonly GroupID?: readonly string[];
  readonly ContactList?: readonly string[];
  readonly ApplicationID?: readonly string[];
  readonly Domain?: readonly string[];
}
export interface ListChange {
  readonly add?: Entities;
  readonly remove?: Entities;
  readonly inUse?: boolean;
}

/** A request that changes one or both lists. */
export function listChange(
  version: Client['version'],
  { blocked, granted }: { readonly blocked?: ListChange; readonly granted?: ListChange },
): Value<'BlockEntity-Request'> {
  const late = version === '1.3';
  const list = (change: ListChange | undefined) => {
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
export interface ShownLists {
  readonly blocked: ShownList;
  readonly granted: ShownList;
}

/** Both lists of GetBlockedList-Response. */
export function listsShown(version: Client['version'], response: object): ShownLists {
  const value = response as Readonly<Record<string, unknown>>;
  const one = (name: 'BlockList' | 'GrantList'): ShownList => {
    const list = (value[name] ?? {}) as { readonly InUse?: boolean; readonly EntityList?: Entities };
    const flag = version === '1.3' ? (value[`${name}InUse`] as boolean | undefined) : list.InUse;
    return { inUse: flag, entities: list.EntityList ?? {} };
  };
  return { blocked: one('BlockList'), granted: one('GrantList') };
}

/** Both lists as the server shows them. */
export async function readLists(client: Client): Promise<ShownLists> {
  const answer = await client.request('GetBlockedList-Request', {});
  return listsShown(client.version, answer.as('GetBlockedList-Response'));
}

function entriesOf({ entities }: ShownList): readonly string[] {
  return Object.entries(entities).flatMap(([kind, all]) =>
    ((all ?? []) as readonly unknown[]).map((one) => `${kind} ${typeof one === 'string' ? one : JSON.stringify(one)}`),
  );
}

/** Entries of several lists as one; each once. */
export function together(all: readonly Entities[]): Entities {
  const found: Record<string, unknown[]> = {};
  for (const [kind, entries] of all.flatMap((one) => Object.entries(one))) {
    const known = found[kind] ?? [];
    found[kind] = known;
    for (const entry of entries ?? []) {
      if (!known.some((one) => JSON.stringify(one) === JSON.stringify(entry))) known.push(entry);
    }
  }
  return found;
}

/** Entries and lists in use, in words; undefined if the lists are empty and out of use. */
export function rest({ blocked, granted }: ShownLists): string | undefined {
  const words = (name: string, list: ShownList) => [
    ...entriesOf(list).map((entry) => `${entry} in the ${name} list`),
    ...(list.inUse === true ? [`the ${name} list in use`] : []),
  ];
  const all = [...words('blocked', blocked), ...words('granted', granted)];
  return all.length === 0 ? undefined : all.join(', ');
}

/** True if the lists keep anybody out. */
export function inForce({ blocked, granted }: ShownLists): boolean {
  return granted.inUse === true || (blocked.inUse === true && entriesOf(blocked).length > 0);
}

/**
 * Empties both lists and takes them out of use. An entry that is listed twice may have to be removed twice. Returns the
 * remaining entries in words.
 */
export async function emptyLists(client: Client, known?: ShownLists): Promise<string | undefined> {
  let shown = known ?? (await readLists(client));
  for (let attempt = 0; attempt < 2 && rest(shown) !== undefined; attempt++) {
    const remove = (list: ShownList) => ({ remove: list.entities, inUse: false });
    const value = listChange(client.version, { blocked: remove(shown.blocked), granted: remove(shown.granted) });
    const answer = await client.request('BlockEntity-Request', value);
    shown = await readLists(client);
    const left = rest(shown);
    if (left !== undefined && !answer.success) return `${left}; BlockEntity-Request was answered ${answer.code}`;
  }
  return rest(shown);
}
