/** Requests that are to be refused: of functions nobody claims, without what the version demands. */
import { catalogue } from '../../src/conformance/catalogue/catalogue.ts';
import { HarnessError } from '../../src/conformance/run/signals.ts';
import type { Primitive } from '../../src/protocol/envelope.ts';
import type { Value } from '../../src/protocol/model/infer.ts';
import { subscription } from './presence.ts';
import type { Party, World } from './world.ts';

/** Well-formed requests by the item they belong to, tried in this order. */
const REQUESTS: readonly (readonly [item: string, make: (world: World, party: Party) => Primitive])[] = [
  ['IMPS-CSP-S-GETMAP', (_world, party) => of('GetMap-Request', { UserID: party.user })],
  ['IMPS-CSP-S-PUBPROF', (_world, party) => of('GetPublicProfile-Request', { UserID: [party.user] })],
  ['IMPS-CSP-S-SRCH', () => of('Search-Request', { SearchLimit: 1 })],
  ['IMPS-CSP-S-VRID', (_world, party) => of('VerifyID-Request', { IDList: { UserID: [party.user] } })],
  ['IMPS-CSP-S-GETWL', () => of('GetWatcherList-Request', {})],
  ['IMPS-CSP-S-GCLI', () => of('GetList-Request', {})],
  ['IMPS-CSP-S-GLBLU', () => of('GetBlockedList-Request', {})],
  ['IMPS-CSP-S-GETLM', () => of('GetMessageList-Request', {})],
  ['IMPS-CSP-S-CREAG', (world, party) => of('DeleteGroup-Request', { GroupID: world.addressOf(party, 'none') })],
  ['IMPS-CSP-S-GETSPI', () => of('GetSPInfo-Request', {})],
  ['IMPS-CSP-S-SUBPRES', (world, party) => subscription(world, [party.user])],
];

function of<N extends Primitive['name']>(name: N, value: unknown): Primitive {
  return { name, value: value as Value<N> } as Primitive;
}

function existsIn(world: World, item: string): boolean {
  const status = catalogue.item(item)?.status[world.version];
  return status !== undefined && status !== 'NA';
}

/** A request of an item that exists in the version and is not claimed. */
export function unclaimedRequest(world: World, party: Party): Primitive {
  const found = REQUESTS.find(([item]) => existsIn(world, item) && !world.claims(item));
  if (found === undefined) {
    return world.untestable('ics.notClaimed', 'every item a request is known for is claimed in this version');
  }
  return found[1](world, party);
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
