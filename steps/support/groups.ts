/** Groups in scenarios: groups of a party's own, joining them, what their members get to know. */

import type { Answer } from '../../src/client/answers.ts';
import { draft } from '../../src/protocol/messages/any-version.ts';
import type { Value } from '../../src/protocol/messages/infer.ts';
import type { Party, World } from './world.ts';

/** The address of the group a scenario calls by a label. */
export function groupId(world: World, owner: Party, label: string): string {
  return world.addressOf(owner, world.name(label));
}

/** The owner of the group that a scenario means when it names only the label: the one created last. */
export function groupOf(world: World, label: string): string {
  return world.kept<string>(`group:${label}`);
}

/** The access type property, spelled as in the version, or as the ICS reads the open point (AMB-186). */
export function accessType(world: World): string {
  return world.recall('spelling of the access type', () => {
    const reading = world.reading('AMB-186');
    if (reading !== 'by-version') return reading;
    return world.version === '1.1' ? 'Accesstype' : 'AccessType';
  });
}

export interface NewGroup {
  readonly access?: 'Open' | 'Restricted';
  readonly join?: boolean;
  readonly screenName?: string;
  readonly subscribe?: boolean;
  /** By name; `undefined` leaves a property out that is given otherwise. */
  readonly properties?: Readonly<Record<string, string | undefined>>;
  readonly welcomeNote?: string;
}

/** Code for a group property that the server does not know, or for an impossible value. */
const UNSUPPORTED_PROPERTY = 806;

/** Creates a group. */
export async function createGroup(world: World, owner: Party, label: string, group: NewGroup = {}): Promise<Answer> {
  if (!world.claims('IMPS-CSP-S-CREAG')) {
    return world.untestable('ics.claimed', 'users create no groups here (IMPS-CSP-S-CREAG), and one is needed');
  }
  const id = world.keep(`group:${label}`, groupId(world, owner, label));
  const spelling = accessType(world);
  const first = await createSpelled(world, owner, { id, label, group, spelling });
  if (first.code !== UNSUPPORTED_PROPERTY) return first;
  // The server may support only the other spelling, an open point, so that one is tried once.
  const other = spelling === 'AccessType' ? 'Accesstype' : 'AccessType';
  const second = await createSpelled(world, owner, { id, label, group, spelling: other });
  if (!second.success) {
    world.keepAnswer(owner, first);
    return first;
  }
  world.keep('spelling of the access type', other);
  world.note(`a group with ${spelling} was refused, with ${other} it was created: an open point, AMB-186`);
  return second;
}

function isAccessType(name: string): boolean {
  return name.toLowerCase() === 'accesstype';
}

interface Spelled {
  readonly id: string;
  readonly label: string;
  readonly group: NewGroup;
  readonly spelling: string;
}

function createSpelled(world: World, owner: Party, { id, label, group, spelling }: Spelled): Promise<Answer> {
  const given = Object.entries(group.properties ?? {}).map(([name, value]) => [
    isAccessType(name) ? spelling : name,
    value,
  ]);
  const properties: Readonly<Record<string, string | undefined>> = {
    Name: world.name(label),
    [spelling]: group.access ?? 'Open',
    ...Object.fromEntries(given),
  };
  return world.ask(owner, {
    name: 'CreateGroup-Request',
    value: draft('CreateGroup-Request', {
      GroupID: id,
      GroupProperties: {
        Property: Object.entries(properties).flatMap(([Name, Value]) => (Value === undefined ? [] : [{ Name, Value }])),
        ...(group.welcomeNote === undefined
          ? {}
          : { WelcomeNote: { ContentType: 'text/plain', ContentData: group.welcomeNote } }),
      },
      JoinGroup: group.join ?? false,
      ...(group.screenName === undefined ? {} : { ScreenName: { SName: group.screenName, GroupID: id } }),
      SubscribeNotification: group.subscribe ?? false,
    }),
  });
}

export interface Joining {
  readonly screenName?: string;
  readonly joinedRequest?: boolean;
  readonly subscribe?: boolean;
  /** From 1.2 on. */
  readonly ownProperties?: Readonly<Record<string, string>>;
}

/** Joins a group. */
export async function joinGroup(world: World, party: Party, id: string, joining: Joining = {}): Promise<Answer> {
  const answer = await world.ask(party, {
    name: 'JoinGroup-Request',
    value: draft('JoinGroup-Request', {
      GroupID: id,
      ...(joining.screenName === undefined ? {} : { ScreenName: { SName: joining.screenName, GroupID: id } }),
      JoinedRequest: joining.joinedRequest ?? false,
      SubscribeNotification: joining.subscribe ?? false,
      ...(joining.ownProperties === undefined
        ? {}
        : {
            OwnProperties: {
              Property: Object.entries(joining.ownProperties).map(([Name, Value]) => ({ Name, Value })),
            },
          }),
    }),
  });
  world.keep('joined last', answer.success);
  return answer;
}

export function toGroup(id: string): Value<'Recipient'> {
  return draft('Recipient', { Group: [{ GroupID: id }] });
}

/** The screen names a Joined or Left element names, in whichever form the version has. */
export function namesIn(list: unknown): readonly string[] {
  const names: string[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) walk(one);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, child] of Object.entries(value)) {
        if (key === 'SName' && typeof child === 'string') names.push(child);
        else walk(child);
      }
    }
  };
  walk(list);
  return names;
}

export async function joinAndLeave(world: World, party: Party, group: string): Promise<void> {
  world.expect.success(await joinGroup(world, party, group, { screenName: world.name(`name${party.key}`) }));
  world.expect.success(await world.ask(party, { name: 'LeaveGroup-Request', value: { GroupID: group } }));
}
