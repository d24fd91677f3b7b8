/** Requests that are to be refused: of functions nobody claims, without what the version demands. */
import { HarnessError } from '../../src/conformance/scenario/signals.ts';
import type { Primitive } from '../../src/protocol/messages/envelope.ts';
import type { Value } from '../../src/protocol/messages/infer.ts';
import { probeOf } from '../support/services.ts';
import type { Party, World } from '../support/world.ts';

type Maker = (world: World, party: Party) => unknown;

/** Parameters that make requests well formed. */
const REQUESTS: Readonly<Record<string, Maker>> = {
  'GetMap-Request': (_world, party) => ({ UserID: party.user }),
  'Search-Request': (world, party) => probeOf(world, party, 'SRCH')?.value,
  'VerifyID-Request': (_world, party) => ({ IDList: { UserID: [party.user] } }),
  'GetWatcherList-Request': () => ({}),
  'GetList-Request': () => ({}),
  'GetBlockedList-Request': () => ({}),
  'GetMessageList-Request': () => ({}),
  'CreateGroup-Request': (world, party) => ({
    GroupID: world.addressOf(party, world.name('none')),
    GroupProperties: { Property: [{ Name: 'Name', Value: 'none' }] },
    JoinGroup: false,
    SubscribeNotification: false,
  }),
};

function of<N extends Primitive['name']>(name: N, value: unknown): Primitive {
  return { name, value: value as Value<N> };
}

/** A well-formed request of a primitive. */
export function wellFormed(world: World, party: Party, name: Primitive['name']): Primitive {
  const make = REQUESTS[name];
  if (make === undefined) throw new HarnessError(`nobody knows how to write a well-formed ${name}`);
  return of(name, make(world, party));
}

/** A request without a parameter its version makes mandatory. */
export function lackingParameter(world: World, party: Party): Primitive {
  if (world.claims('IMPS-CSP-S-SENDMSG')) return of('SendMessage-Request', { DeliveryReport: false });
  // Functions is optional in 1.3; a capability request without its list is wrong everywhere.
  if (world.version === '1.3') return of('ClientCapability-Request', {});
  if (world.version === '1.2') return of('Service-Request', { AllFunctionsRequest: false });
  if (party.client.clientId === undefined) throw new HarnessError('a client without ClientID');
  return of('Service-Request', { ClientID: party.client.clientId, AllFunctionsRequest: false });
}
