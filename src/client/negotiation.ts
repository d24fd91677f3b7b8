/** Capability and service negotiation (csp semantics, 2). */

import {
  expand,
  type FunctionsValue,
  functionsElement,
  SERVICE_TREE,
  type ServiceLeaf,
} from '../protocol/facts/service-tree.ts';
import { anyVersion, type Draft } from '../protocol/messages/any-version.ts';
import { is } from '../protocol/messages/envelope.ts';
import type { Value } from '../protocol/messages/infer.ts';
import type { Version } from '../protocol/version.ts';
import type { Answer } from './answers.ts';
import { defaultCapabilities } from './capabilities.ts';
import type { Core } from './core.ts';
import type { SendOptions } from './send-options.ts';
import type { CapabilityOutcome, ServiceOptions, ServiceOutcome } from './session-outcomes.ts';

type Agreed = NonNullable<CapabilityOutcome['agreed']>;

/** Takes over what was agreed: poll minimum, open transactions. What the answer leaves out holds as offered. */
export function noteCapabilities(core: Core, offered: Draft<'CapabilityList'> | undefined, agreed: Agreed): void {
  const asked = offered ?? {};
  const granted = anyVersion(agreed);
  core.session.capabilities = agreed;
  const seconds = granted.ServerPollMin ?? asked.ServerPollMin;
  if (seconds !== undefined) core.session.pollMinimum = seconds * 1_000;
  core.session.multiTrans = Math.max(1, Math.min(asked.MultiTrans ?? 1, granted.MultiTrans ?? asked.MultiTrans ?? 1));
  core.gate.widen(core.session.multiTrans);
}

type Ask<N extends 'ClientCapability-Request' | 'Service-Request'> = (
  value: Draft<N>,
  options: SendOptions,
) => Promise<Answer>;

export async function negotiateCapabilities(
  core: Core,
  clientId: Value<'ClientID'>,
  ask: Ask<'ClientCapability-Request'>,
  list: Draft<'CapabilityList'> = defaultCapabilities(core.options.version, core.options.syntax),
  options: SendOptions = {},
): Promise<CapabilityOutcome> {
  const value =
    core.options.version === '1.1' ? { ClientID: clientId, CapabilityList: list } : { CapabilityList: list };
  const answer = await ask(value, options);
  const response = is(answer.primitive, 'ClientCapability-Response') ? answer.primitive.value : undefined;
  const agreed: Agreed | undefined =
    response === undefined
      ? undefined
      : 'CapabilityList' in response
        ? response.CapabilityList
        : response.AgreedCapabilityList;
  if (agreed !== undefined) noteCapabilities(core, list, agreed);
  return { code: answer.code, success: answer.success && agreed !== undefined, agreed, answer };
}

/** The whole tree, code by code. */
function everyLeaf(version: Version): Draft<'Functions'> {
  const root = Object.fromEntries(
    SERVICE_TREE[version].map((feature) => [
      feature.name,
      Object.fromEntries(
        feature.groups.map((group) => [group.name, Object.fromEntries(group.leaves.map((leaf) => [leaf, {}]))]),
      ),
    ]),
  );
  return { WVCSPFeat: root };
}

/** The Functions element of a request; undefined where no code at all is wanted. */
function wanted(version: Version, want: ServiceOptions['want'] = 'all'): Draft<'Functions'> | undefined {
  if (want === 'all') {
    return { WVCSPFeat: Object.fromEntries(SERVICE_TREE[version].map((f) => [f.name, {}])) };
  }
  if (want === 'leaves') return everyLeaf(version);
  return isElement(want) ? want : functionsElement(want, version);
}

function isElement(want: readonly ServiceLeaf[] | Draft<'Functions'>): want is Draft<'Functions'> {
  return !Array.isArray(want);
}

/**
 * The codes a Service-Response refuses. There an empty tree refuses nothing: servers send it when everything is agreed
 * (AMB-049), while in a request it would ask for everything.
 */
function refusedIn(functions: FunctionsValue | undefined, version: Version): ReadonlySet<ServiceLeaf> {
  const root = functions?.WVCSPFeat;
  return root === undefined || Object.keys(root).length === 0 ? new Set() : expand(functions, version);
}

export async function negotiateServices(
  core: Core,
  clientId: Value<'ClientID'>,
  ask: Ask<'Service-Request'>,
  services: ServiceOptions = {},
  options: SendOptions = {},
): Promise<ServiceOutcome> {
  const { version } = core.options;
  // Nothing wanted: 1.3 leaves Functions out, before that the element is mandatory and can only name no feature.
  const functions = wanted(version, services.want);
  const value = {
    ...(version === '1.1' && { ClientID: clientId }),
    ...(functions !== undefined && { Functions: functions }),
    AllFunctionsRequest: services.all ?? false,
  };
  const answer = await ask(value, options);
  const response = is(answer.primitive, 'Service-Response') ? answer.primitive.value : undefined;
  const asked = expand(functions, version);
  const refused = refusedIn(response?.Functions, version);
  const agreed =
    response === undefined ? new Set<ServiceLeaf>() : new Set([...asked].filter((leaf) => !refused.has(leaf)));
  const offered = response?.AllFunctions === undefined ? undefined : expand(response.AllFunctions, version);
  return { code: answer.code, success: response !== undefined, agreed, refused, offered, answer };
}
