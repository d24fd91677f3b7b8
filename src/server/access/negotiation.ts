/** The transactions of capability and service negotiation, also when they travel inside a 1.3 login. */

import type { FunctionsValue } from '../../protocol/facts/service-tree.ts';
import { draft } from '../../protocol/messages/any-version.ts';
import type { Primitive } from '../../protocol/messages/envelope.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import { Refusal } from '../element.ts';
import { agreedList, type CapabilityOffer, correctedList } from '../sessions/capabilities.ts';
import { allFunctions } from '../sessions/service-agreement.ts';
import type { SessionRecord } from '../sessions/sessions.ts';
import type { Call } from '../transactions/call.ts';
import type { Core } from '../transactions/core.ts';

function tell(core: Core, event: 'capabilitiesAgreed' | 'servicesAgreed', session: SessionRecord): void {
  for (const element of core.elements) {
    try {
      element[event]?.(session);
    } catch (error) {
      core.fault(error, `${element.name}.${event}`);
    }
  }
}

interface CapabilityAnswer {
  readonly CapabilityList?: Value<'CapabilityList', '1.1'>;
  readonly AgreedCapabilityList?: Value<'AgreedCapabilityList'>;
}

/** Agrees on an offer and gives the list that answers it, under the name the version has for it. */
export function agreeCapabilitiesOf(core: Core, session: SessionRecord, offer: CapabilityOffer): CapabilityAnswer {
  const { login } = core.profile;
  const reach = core.cir.reach(session);
  const agreed = core.rules.agreeCapabilities(offer, reach);
  session.capabilities = agreed;
  tell(core, 'capabilitiesAgreed', session);
  if (session.version === '1.1') return { CapabilityList: correctedList(offer, agreed, reach) };
  return { AgreedCapabilityList: agreedList(session.version, offer, agreed, reach, login.userSessionLimit) };
}

interface ServiceAnswer {
  readonly Functions?: Value<'Functions'>;
  readonly AllFunctions?: Value<'AllFunctions'>;
}

/** Agrees on functions and names those that are not agreed; and everything on offer, when that was asked for. */
export function agreeServicesOf(
  core: Core,
  session: SessionRecord,
  asked: FunctionsValue | undefined,
  nameAll: boolean,
): ServiceAnswer {
  const { services } = core.profile;
  const { version } = session;
  const offer = core.rules.offer(version, core.accounts.get(session.user));
  const { agreement, refused } = core.rules.negotiate(session, asked, offer);
  session.agreement = agreement;
  tell(core, 'servicesAgreed', session);
  const nothing: Value<'Functions'> = version === '1.3' ? {} : draft('Functions', { WVCSPFeat: {} });
  const functions = refused ?? (services.everythingAgreed === 'empty' ? nothing : undefined);
  return {
    ...(functions === undefined ? {} : { Functions: functions }),
    // What is on offer is the server's, not the account's.
    ...(nameAll ? { AllFunctions: allFunctions(core.rules.offer(version, undefined), version) } : {}),
  };
}

/** The ClientID that 1.1 repeats in its negotiation primitives. */
function clientIdFor(session: SessionRecord, request: { readonly ClientID?: Value<'ClientID'> }) {
  return session.version === '1.1' ? { ClientID: request.ClientID ?? session.clientId } : {};
}

function sessionOf(call: Call): SessionRecord {
  if (call.session === undefined) throw new Refusal(604);
  return call.session;
}

export function clientCapability(
  core: Core,
  request: { readonly ClientID?: Value<'ClientID'>; readonly CapabilityList?: CapabilityOffer },
  call: Call,
): Primitive {
  const session = sessionOf(call);
  // Readers let its absence pass on 1.1, but there is nothing to agree on then.
  if (request.CapabilityList === undefined) throw new Refusal(400, 'CapabilityList is missing');
  const list = agreeCapabilitiesOf(core, session, request.CapabilityList);
  const value = draft('ClientCapability-Response', { ...clientIdFor(session, request), ...list });
  return { name: 'ClientCapability-Response', value };
}

export function service(
  core: Core,
  request: {
    readonly ClientID?: Value<'ClientID'>;
    readonly Functions?: FunctionsValue;
    readonly AllFunctionsRequest?: boolean;
  },
  call: Call,
): Primitive {
  const session = sessionOf(call);
  const { login, capability, services } = core.profile;
  if (capability.servicesFirst === 'refuse' && login.capabilityRequest && !session.capabilities.negotiated) {
    throw new Refusal(506, 'capability negotiation comes first');
  }
  const nameAll = request.AllFunctionsRequest === true || services.alwaysNameAll;
  const answer = agreeServicesOf(core, session, request.Functions, nameAll);
  const value = draft('Service-Response', { ...clientIdFor(session, request), ...answer });
  return { name: 'Service-Response', value };
}
