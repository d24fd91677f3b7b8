/** Several sessions of one user in scenarios: A and A2 are the same user at two clients. */

import type { Answer } from '../../../src/client/answers.ts';
import { AnswerError } from '../../../src/client/errors.ts';
import { ROOTS } from '../../../src/conformance/scenario/party.ts';
import { draft } from '../../../src/protocol/messages/any-version.ts';
import type { Value } from '../../../src/protocol/messages/infer.ts';
import { collectAll, sendText, textOf } from '../../support/messages.ts';
import { flagText, notifications, sameUser } from '../../support/presence.ts';
import { lookFor } from '../../support/waits.ts';
import type { Party, World } from '../../support/world.ts';

/** The same user at the second client. */
export function secondOf(world: World, party: Party): Party {
  return world.party(`${party.key}2`);
}

/**
 * Logs a user in at two clients. Where the implementation claims that this is possible, a refusal points at CSP-MUL-001;
 * elsewhere a server may refuse the second session, or end the first, and there is nothing to check.
 */
export async function openTwo(world: World, party: Party): Promise<void> {
  const second = secondOf(world, party);
  if (party.client.session.sessionId === undefined) await party.open();
  const claimed = world.claims('IMPS-CSP-S-MULTISESS');
  const alone = (why: string) => world.untestable('a second session', `a user has one session at a time here: ${why}`);
  const opened = await second.client.login();
  if (!opened.success && !claimed) return alone(`the second login was answered ${opened.code}`);
  await world.prerequisite('CSP-MUL-001', async () => {
    world.expect.primitive(opened.answer, 'Login-Response', 200);
    const alive = await party.client.keepAlive();
    if (alive.success) return;
    if (!claimed) alone(`the second login ended the first session (${alive.code})`);
    world.expect.success(alive);
  });
  // The usual clean-up collects messages at the first clients only; one left here would wait for other scenarios.
  world.cleanUp(`collect messages of ${second.name}`, async () => {
    if (second.client.session.sessionId === undefined) return;
    second.client.respond('NewMessage');
    await collectAll(world, second);
  });
  await negotiate(world, second);
}

/** The work of a party after its login. */
async function negotiate(world: World, party: Party): Promise<void> {
  await world.prerequisite(ROOTS.capabilities, async () => {
    (await party.client.negotiateCapabilities(world.capabilities)).answer.orThrow();
  });
  await world.prerequisite(ROOTS.services, async () => {
    (await party.client.negotiateServices()).answer.orThrow();
  });
}

/** Sends a text to one client of a user. */
export async function sendToClient(world: World, from: Party, label: string, to: Party): Promise<Answer> {
  const recipient = draft('Recipient', { User: [{ UserID: to.user, ClientID: to.client.clientId }] });
  return sendText(world, from, recipient, label);
}

/**
 * Waits until a text came to one of two clients, which confirms it; one polls after the other, so that nothing else
 * happens between delivery and confirmation.
 */
export async function whicheverGets(world: World, parties: readonly Party[], label: string): Promise<Party> {
  const text = textOf(world, label);
  const [first] = parties;
  if (first === undefined) throw new Error('nobody to wait for a text');
  const waited = await lookFor(world, first, 'NewMessage', async () => {
    for (const party of parties) {
      const came = await collectAll(world, party);
      if (came.some((message) => message.content === text)) return party;
    }
    return undefined;
  });
  if (waited.found !== undefined) return waited.found;
  const names = parties.map((party) => party.name).join(' or ');
  return world.fail(`the text "${text}" for ${names}`, `neither got it ${waited.within}`);
}

interface Status {
  readonly value: string;
  /** URL of the client it is about, where it says so (1.3). */
  readonly client: string | undefined;
}

/** The OnlineStatus of a user in presence: in 1.3 there may be one for each client. */
export function onlineStatuses(presences: readonly Value<'Presence'>[] | undefined, user: string): readonly Status[] {
  return (presences ?? [])
    .filter(({ UserID }) => UserID !== undefined && sameUser(UserID, user))
    .flatMap(({ PresenceSubList }) => [PresenceSubList ?? []].flat())
    .flatMap((list) => ('OnlineStatus' in list ? [list.OnlineStatus].flat() : []))
    .flatMap((given) => {
      const { PresenceValue, ClientID } = given as {
        readonly PresenceValue?: unknown;
        readonly ClientID?: { readonly URL?: string };
      };
      if (PresenceValue === undefined) return [];
      return [{ value: flagText(PresenceValue), client: ClientID?.URL?.trim() }];
    });
}

/**
 * Fails where a watcher was told that a user is offline. An F that names the client that logged out, and an F beside a T,
 * say that of one client only.
 */
export function expectNotOffline(world: World, watcher: Party, ended: Party): void {
  const gone = ended.client.clientId.URL?.trim();
  for (const entry of notifications(watcher)) {
    const all = onlineStatuses(entry.value.Presence, ended.user);
    const offline = all.filter(({ value, client }) => value === 'F' && (client === undefined || client !== gone));
    if (all.some(({ value }) => value === 'T')) continue;
    world.expect.that(
      offline.length === 0,
      `no OnlineStatus F of ${ended.user}`,
      'OnlineStatus F',
      world.place(entry, 'Presence'),
    );
  }
}

/** Reads OnlineStatus of a user with GetPresence; T for one client is enough. */
export async function expectOnline(world: World, watcher: Party, user: Party): Promise<void> {
  const whom = { UserIDList: { UserID: [user.user] } };
  const value = draft('GetPresence-Request', { ...whom, PresenceSubList: { OnlineStatus: [{}] } });
  const answer = await world.ask(watcher, { name: 'GetPresence-Request', value });
  const { Presence } = await world.prerequisite('CSP-PRE-025', async () =>
    world.expect.primitive(answer, 'GetPresence-Response', [200, 201]),
  );
  const values = onlineStatuses(Presence, user.user).map((status) => status.value);
  const place = world.place(answer, 'Presence');
  world.expect.that(values.includes('T'), 'OnlineStatus T', `OnlineStatus ${values.join(', ') || 'missing'}`, place);
}

/** Has a session of a user ask for FORKALL; a server that does not know it may refuse. */
export async function askForFork(world: World, party: Party): Promise<void> {
  const list = draft('CapabilityList', { ...world.capabilities, OnlineETEMHandling: 'FORKALL' });
  try {
    const { agreed } = await party.client.negotiateCapabilities(list);
    const handling = (agreed as { readonly OnlineETEMHandling?: string } | undefined)?.OnlineETEMHandling;
    if (handling?.trim() !== 'FORKALL') world.observe('OnlineETEMHandling FORKALL', handling ?? 'not agreed');
  } catch (error) {
    if (!(error instanceof AnswerError)) throw error;
    world.observe('OnlineETEMHandling FORKALL', `the negotiation was refused: ${error.message}`);
  }
}
