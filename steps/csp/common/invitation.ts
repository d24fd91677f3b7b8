/** Invitations in scenarios: tables that say what an invitation is like, waiting for what the server tells of it. */

import type { Answer, Received } from '../../../src/client/answers.ts';
import { HarnessError } from '../../../src/conformance/scenario/signals.ts';
import { draft } from '../../../src/protocol/messages/any-version.ts';
import type { Value } from '../../../src/protocol/messages/infer.ts';
import { recipients } from '../../support/addressing.ts';
import { groupOf } from '../../support/groups.ts';
import { naming } from '../../support/publishing.ts';
import { ranOut } from '../../support/waits.ts';
import type { Party, World } from '../../support/world.ts';

type Rows = readonly (readonly string[])[];
type Told = 'InviteUser-Request' | 'Invite-Response' | 'CancelInviteUser-Request';

/** The InviteID of the invitation a scenario calls by a label. */
export function inviteId(world: World, label: string): string {
  return world.name(label);
}

/** An invitation without any particular purpose, of a type the implementation claims. */
function plainMatter(world: World): Record<string, unknown> {
  if (world.claims('IMPS-CSP-S-CONTENT')) return { InviteType: 'SC', URLList: { URL: ['http://example.com/shared'] } };
  if (world.claims('IMPS-CSP-S-PRESENCE'))
    return { InviteType: 'PR', PresenceSubList: naming(world, ['OnlineStatus']) };
  return { InviteType: 'IM' };
}

function userSender(user: string): Value<'Sender'> {
  return draft('Sender', { User: { UserID: user } });
}

function screenName(world: World, group: string, label: string): Value<'ScreenName'> {
  return draft('ScreenName', { SName: world.name(label), GroupID: groupOf(world, group) });
}

/** Under a screen name of the own: Sender on 1.3, ScreenName before. */
function underName(world: World, group: string, label: string): Record<string, unknown> {
  const name = screenName(world, group, label);
  return world.version === '1.3' ? { Sender: { Group: { ScreenName: name } } } : { ScreenName: name };
}

/** An invitation as a table gives it: elements of Invite-Request, and recipients as in steps/support/addressing.ts. */
function invitation(world: World, inviter: Party, label: string, rows: Rows): Value<'Invite-Request'> {
  const value: Record<string, unknown> = {};
  const to: (readonly string[])[] = [];
  const urls: string[] = [];
  for (const row of rows) {
    const [key = '', text = ''] = row;
    const group = /^under the screen name in (.+)$/.exec(key)?.[1];
    if (group !== undefined) Object.assign(value, underName(world, group, text));
    else if (key === 'InviteType' || key === 'InviteNote') value[key] = text;
    else if (key === 'Validity') value[key] = Number(text);
    else if (key === 'GroupID') value[key] = groupOf(world, text);
    else if (key === 'PresenceSubList') value[key] = naming(world, text.split(', '));
    else if (key === 'URL') urls.push(text);
    else if (key === 'Sender') value[key] = userSender(world.party(text).user);
    else if (key === 'Sender group') value.Sender = { Group: { GroupID: groupOf(world, text) } };
    else to.push(row);
  }
  const sender = world.version === '1.3' && !('Sender' in value) ? { Sender: userSender(inviter.user) } : {};
  return draft('Invite-Request', {
    InviteID: inviteId(world, label),
    ...('InviteType' in value ? {} : plainMatter(world)),
    ...sender,
    ...(to.length === 0 ? {} : { Recipient: recipients(world, inviter, to) }),
    ...(urls.length === 0 ? {} : { URLList: { URL: urls } }),
    ...value,
  });
}

/** Sends an invitation. */
export async function invite(world: World, inviter: Party, label: string, rows: Rows): Promise<Answer> {
  const value = invitation(world, inviter, label, rows);
  return world.ask(inviter, { name: 'Invite-Request', value });
}

interface Cancelled {
  readonly note?: string | undefined;
  readonly urls?: readonly string[];
}

/** A CancelInvite-Request that names these recipients. */
export function cancellation(
  world: World,
  inviter: Party,
  label: string,
  to: Value<'Recipient'>,
  { note, urls = [] }: Cancelled = {},
): Value<'CancelInvite-Request'> {
  return draft('CancelInvite-Request', {
    InviteID: inviteId(world, label),
    ...(world.version === '1.3' ? { Sender: userSender(inviter.user) } : {}),
    Recipient: to,
    ...(note === undefined ? {} : { InviteNote: note }),
    ...(urls.length === 0 ? {} : { URLList: { URL: urls } }),
  });
}

export interface Decision {
  readonly accepted: boolean;
  readonly note?: string;
  /** Answer under a screen name of the own: a group, and the label of the name. */
  readonly under?: readonly [group: string, label: string];
  /** 1.3: the screen name the inviter appeared under, which the answer is addressed to. */
  readonly to?: readonly [group: string, label: string];
}

/** Answers an invitation. */
export function decide(
  world: World,
  invitee: Party,
  label: string,
  inviter: Party | undefined,
  { accepted, note, under, to }: Decision,
): Promise<Answer> {
  const user = inviter === undefined ? {} : { User: [{ UserID: inviter.user }] };
  const recipient = to === undefined ? user : { Group: [{ ScreenName: screenName(world, ...to) }] };
  const latest = world.version === '1.3';
  const value = draft('InviteUser-Response', {
    InviteID: inviteId(world, label),
    Acceptance: accepted,
    ...(writesSender(world) ? { Sender: userSender(invitee.user) } : {}),
    ...(latest ? { Recipient: recipient } : {}),
    ...(note === undefined ? {} : { ResponseNote: note }),
    ...(under === undefined ? {} : underName(world, ...under)),
  });
  return world.ask(invitee, { name: 'InviteUser-Response', value });
}

/** Sender of InviteUser-Response: none on 1.1; on 1.2 according to the reading of AMB-058. */
function writesSender(world: World): boolean {
  return world.version === '1.3' || (world.version === '1.2' && world.reading('AMB-058') === 'written');
}

const fits = (id: string) => (value: unknown) => (value as { readonly InviteID?: string }).InviteID === id;

/** Waits for what the server tells of an invitation; fails when it does not come in time. */
export async function awaitTold<N extends Told>(
  world: World,
  party: Party,
  name: N,
  label: string,
): Promise<Received<N>> {
  const id = inviteId(world, label);
  try {
    const received = await party.client.waitFor(name, { where: fits(id) });
    return world.keep('told', world.expect.came(received));
  } catch (error) {
    if (!ranOut(error)) throw error;
    const came = party.client.inbox.all.map((entry) => entry.name).join(', ') || 'nothing';
    return world.fail(
      `${name} with InviteID ${id}`,
      `${came} within ${Math.round((error.bound ?? 0) / 100) / 10} s (IXIT timers.notification)`,
    );
  }
}

/** Nothing of this kind came about an invitation, now that everything that waits was collected. */
export async function notTold(world: World, party: Party, name: Told, label: string): Promise<void> {
  await party.client.drain();
  const id = inviteId(world, label);
  const [came] = party.client.inbox.of(name).filter((entry) => fits(id)(entry.value));
  const place = came === undefined ? undefined : world.place(came, 'InviteID');
  world.expect.that(came === undefined, `no ${name} with InviteID ${id}`, name, place);
}

/** Fails if an invitation came under several TransactionIDs: under one it may be a repetition. */
export async function toldOnce(world: World, party: Party, label: string): Promise<void> {
  await party.client.drain();
  const id = inviteId(world, label);
  const came = party.client.inbox.of('InviteUser-Request').filter((entry) => fits(id)(entry.value));
  const place = came[1] === undefined ? undefined : world.place(came[1], 'InviteID');
  world.expect.equal(`times InviteUser-Request with InviteID ${id} came`, came.length, 1, place);
}

/** The last announcement of an invitation by the server. */
export function told<N extends Told>(world: World, name: N): Received<N> {
  const received = world.kept<Received<N>>('told');
  if (received.name !== name)
    throw new HarnessError(`a step looks at a ${name}, but the last one was ${received.name}`);
  return received;
}
