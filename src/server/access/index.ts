/** The transactions of the service access point itself, in the form of a service element. */
import { draft } from '../../protocol/messages/any-version.ts';
import type { Primitive, PrimitiveName } from '../../protocol/messages/envelope.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import type { ServiceName } from '../access-profile.ts';
import { Refusal } from '../element.ts';
import { result, status } from '../results.ts';
import { segmentPrimitive } from '../sessions/segments.ts';
import type { Call } from '../transactions/call.ts';
import type { Core } from '../transactions/core.ts';
import { login } from './login.ts';
import { clientCapability, service } from './negotiation.ts';

export interface AccessElement {
  readonly functions: readonly ServiceName[];
  readonly handlers: { readonly [N in PrimitiveName]?: (request: Value<N>, call: Call) => Primitive | number };
}

/** KeepAlive-Response of a request without TimeToLive: the same for everybody. */
const STILL_ALIVE: Primitive = { name: 'KeepAlive-Response', value: { Result: result(200) } };

function keepAlive(core: Core, request: { readonly TimeToLive?: number }, call: Call): Primitive {
  const { session } = call;
  if (session === undefined) throw new Refusal(604);
  const asked = request.TimeToLive;
  if (asked === undefined) return STILL_ALIVE;
  const granted = core.rules.keepAliveLater(asked);
  if (granted === undefined) {
    const value = { Result: result(605), KeepAliveTime: session.keepAlive };
    return { name: 'KeepAlive-Response', value: value };
  }
  core.sessions.retime(session, granted);
  const value = { Result: result(200), ...(granted === asked ? {} : { KeepAliveTime: granted }) };
  return { name: 'KeepAlive-Response', value: value };
}

/** 1.1 answers with Disconnect, later versions with Status (AMB-015). */
function logout(core: Core, call: Call): Primitive {
  const { session } = call;
  if (session === undefined) throw new Refusal(604);
  core.sessions.close(session, 'logout');
  if (call.version !== '1.1') return status(200);
  return { name: 'Disconnect', value: draft('Disconnect', { Result: result(200) }) };
}

function providerInfo(core: Core, request: { readonly ClientID?: Value<'ClientID'> }, call: Call): Primitive {
  const { provider } = core.profile;
  if (!core.rules.offer(call.version, undefined).leaves.has('GETSPI')) throw new Refusal(405);
  const clientId = request.ClientID ?? call.session?.clientId;
  const { logo } = provider;
  const value = {
    ...(clientId === undefined ? {} : { ClientID: clientId }),
    Name: provider.name,
    ...(logo === undefined
      ? {}
      : {
          Logo: {
            ContentType: logo.contentType,
            ContentSize: Math.floor((logo.data.replace(/[=\s]/g, '').length * 3) / 4),
            ContentEncoding: 'BASE64',
            ContentData: logo.data,
          },
        }),
    ...(provider.description === undefined ? {} : { Description: provider.description }),
    ...(provider.url === undefined ? {} : { URL: provider.url }),
  };
  return { name: 'GetSPInfo-Response', value: value };
}

interface SegmentRequest {
  readonly SegmentID?: { readonly TransactionID?: string; readonly SegmentReference?: number };
}

function getSegment({ SegmentID }: SegmentRequest, call: Call): Primitive {
  const content = call.session?.segments.get(SegmentID?.TransactionID ?? '', SegmentID?.SegmentReference ?? 0);
  if (content === undefined) throw new Refusal(404, 'there is no such segment');
  return segmentPrimitive(content);
}

function dropSegment({ SegmentID }: SegmentRequest, call: Call): Primitive {
  if (call.session?.segments.drop(SegmentID?.TransactionID ?? '') !== true) {
    throw new Refusal(404, 'there are no such segments');
  }
  return status(200);
}

/** `core` is asked for at each call: the element is part of what the core is made of. */
export function createAccessElement(core: () => Core): AccessElement {
  return {
    functions: ['FundamentalFeat', 'GETSPI', 'SGMNT'],
    handlers: {
      'Login-Request': (request, call) => login(core(), request, call),
      'Logout-Request': (_request, call) => logout(core(), call),
      'KeepAlive-Request': (request, call) => keepAlive(core(), request, call),
      'GetSPInfo-Request': (request, call) => providerInfo(core(), request, call),
      'ClientCapability-Request': (request, call) => clientCapability(core(), request, call),
      'Service-Request': (request, call) => service(core(), request, call),
      'GetSegment-Request': (request, call) => getSegment(request, call),
      'DropSegment-Request': (request, call) => dropSegment(request, call),
    },
  };
}
