/** Rules of a server: login, negotiation, keep-alive, provider information, version discovery. */

import { functionOf, primitiveFacts } from '../../protocol/facts/primitives.ts';
import { expand, type FunctionsValue, featuresIn, isServiceLeaf, leavesOf } from '../../protocol/facts/service-tree.ts';
import { type Answered, type Scene, succeeded } from '../scene.ts';
import { inside, type Loose, number, several, text } from '../session.ts';
import { clientIdOf } from '../track.ts';
import { keyOf } from '../users.ts';
import { atAnswer, type Rule } from './rule.ts';

type Check = (
  answer: Answered & { readonly to: NonNullable<Answered['to']> },
  scene: Scene,
) => readonly [string, string] | 'fine' | undefined;

/** A rule about the answers to one request: undefined gives no occasion, a pair is what was expected and observed. */
export function answerRule(
  requirement: string,
  name: string,
  request: string,
  check: Check,
  extra: Pick<Rule, 'versions'> = {},
): Rule {
  return {
    name,
    requirement,
    ...extra,
    judge(scene, report) {
      if (scene.observed.deliberate) return;
      for (const answer of scene.answers) {
        const { to } = answer;
        if (to?.name !== request) continue;
        const found = check({ ...answer, to }, scene);
        if (found === undefined) continue;
        report.saw();
        if (found !== 'fine') report.violation(found[0], found[1], atAnswer(scene, answer));
      }
    },
  };
}

function functionsOf(value: Loose | undefined, name: string): FunctionsValue | undefined {
  const functions = inside(value, name);
  return functions && { WVCSPFeat: inside(functions, 'WVCSPFeat') };
}

const echoedClient = (requirement: string, request: string, response: string): Rule =>
  answerRule(requirement, `${response} returns the ClientID of the request`, request, (answer) => {
    const [asked, told] = [clientIdOf(answer.to.value), clientIdOf(answer.value)];
    if (answer.name !== response || asked === undefined || told === undefined) return undefined;
    // One of the two forms may be left out.
    const fits = asked === told || told.split(' ').every((part) => asked.split(' ').includes(part));
    return fits ? 'fine' : [`ClientID ${asked}`, `ClientID ${told}`];
  });

/** Every element of a name below the capability list of an answer that the offer does not name. */
function unoffered(answer: Answered & { readonly to: NonNullable<Answered['to']> }, name: string): readonly string[] {
  const agreed = inside(answer.value, 'AgreedCapabilityList') ?? inside(answer.value, 'CapabilityList');
  const offer = inside(answer.to.value, 'CapabilityList');
  const offered = several(offer, name).map((one) => String(one).trim());
  return several(agreed, name)
    .map((one) => String(one).trim())
    .filter((one) => !offered.includes(one));
}

function methodsIn(answer: Answered): readonly string[] {
  const agreed = inside(answer.value, 'AgreedCapabilityList') ?? inside(answer.value, 'CapabilityList');
  return several(agreed, 'SupportedCIRMethod').map((one) => String(one).trim());
}

/** Requests of the server that need a function of the client. */
const unagreed: Rule = {
  name: 'the server begins nothing of a function that was not agreed',
  requirement: 'CSP-SVC-009',
  judge(scene, report) {
    const { session, told } = scene;
    const { agreement } = session ?? {};
    if (session === undefined || agreement === undefined) return;
    for (const part of told) {
      const code = functionOf(part.name, session.version);
      if (code === undefined || !isServiceLeaf(code) || primitiveFacts(part.name)?.role !== 'notification') continue;
      report.saw();
      if (agreement.leaves.has(code)) continue;
      report.violation('what was agreed', `${part.name}, of ${code}`, atAnswer(scene, part));
    }
  },
};

const refusedServed: Rule = {
  name: 'functions that were named as not agreed are refused',
  requirement: 'CSP-SVC-008',
  judge(scene, report) {
    functionsServed(scene, report, true);
  },
};

const unaskedServed: Rule = {
  name: 'functions that were not asked for are refused',
  requirement: 'CSP-SVC-017',
  judge(scene, report) {
    functionsServed(scene, report, false);
  },
};

function functionsServed(scene: Scene, report: Parameters<Rule['judge']>[1], named: boolean): void {
  const { session, answers } = scene;
  const { agreement } = session ?? {};
  if (session === undefined || agreement === undefined || session.ended !== undefined) return;
  for (const answer of answers) {
    const { to, code } = answer;
    // A confirmation belongs to whichever way the message came.
    if (to === undefined || to.at < agreement.at || to.name === 'MessageDelivered') continue;
    const leaf = functionOf(to.name, session.version);
    if (leaf === undefined || !isServiceLeaf(leaf) || agreement.leaves.has(leaf)) continue;
    if (agreement.refused.has(leaf) !== named) continue;
    report.saw();
    const fits = !succeeded(answer) && [506, 405, 501, 403, 400, 402, 500, 503, 600, 601, 604].includes(code ?? 0);
    if (!fits) report.violation('506', `${answer.name} ${code ?? ''}`.trim(), atAnswer(scene, answer));
  }
}

const sharedIds = answerRule(
  'CSP-LOG-003',
  'sessions have SessionIDs of their own',
  'Login-Request',
  (answer, scene) => {
    const id = text(answer.value, 'SessionID');
    if (id === undefined || !succeeded(answer)) return undefined;
    const { session } = scene;
    const asked = text(answer.to.value, 'UserID');
    if (session?.user === undefined || asked === undefined) return 'fine';
    const other = keyOf(session.user) !== keyOf(asked);
    return other ? ['a new SessionID', `the SessionID of ${session.user}`] : 'fine';
  },
);

const schema = (requirement: string, some: boolean): Rule =>
  answerRule(
    requirement,
    some ? 'the DigestSchema is one of those offered' : 'no DigestSchema is chosen where none fits',
    'Login-Request',
    (answer) => {
      const [chosen] = several(answer.value, 'DigestSchema').map(String);
      const offered = several(answer.to.value, 'DigestSchema').flatMap((one) =>
        String(one)
          .trim()
          .split(/[\s,]+/),
      );
      if (offered.length === 0 || answer.to.value.DigestBytes !== undefined || chosen === undefined) return undefined;
      const known = offered.some((one) => ['MD5', 'SHA', 'MD4', 'MD6'].includes(one));
      if (known !== some) return undefined;
      return offered.includes(chosen.trim()) ? 'fine' : [`one of ${offered.join(', ')}`, `DigestSchema ${chosen}`];
    },
  );

/** Names of functions in a Service-Response that the request did not ask for. */
const unaskedNames = answerRule(
  'CSP-SVC-001',
  'Service-Response names only what was asked for',
  'Service-Request',
  (answer, { session }) => {
    if (answer.name !== 'Service-Response' || session === undefined) return undefined;
    const refusal = functionsOf(answer.value, 'Functions');
    if (Object.keys(refusal?.WVCSPFeat ?? {}).length === 0) return 'fine';
    const { version } = session;
    const wanted = functionsOf(answer.to.value, 'Functions');
    const asked = expand(wanted, version);
    const features = featuresIn(wanted, version);
    const strange = [...expand(refusal, version)].filter((leaf) => !asked.has(leaf));
    const strangeFeatures = [...featuresIn(refusal, version)].filter((feature) => !features.has(feature));
    if (strange.length === 0 && strangeFeatures.length === 0) return 'fine';
    // A parent may stand for what was asked for below it.
    const whole = [...expand(refusal, version)].some((leaf) => asked.has(leaf));
    return whole && strangeFeatures.length === 0 && strange.length < leavesOf(version).length / 8
      ? 'fine'
      : ['what was asked for', [...strangeFeatures, ...strange].slice(0, 6).join(', ')];
  },
);

const allFunctions = answerRule(
  'CSP-SVC-005',
  'AllFunctions comes where it is asked for',
  'Service-Request',
  (answer) => {
    if (answer.name !== 'Service-Response' || answer.to.value.AllFunctionsRequest !== true) return undefined;
    return inside(answer.value, 'AllFunctions') === undefined ? ['AllFunctions with WVCSPFeat', 'none'] : 'fine';
  },
);

const keepAlive = answerRule(
  'CSP-KA-002',
  'KeepAlive-Response tells a time that can be kept',
  'KeepAlive-Request',
  (answer) => {
    if (answer.to.value.TimeToLive === undefined) return undefined;
    if (answer.code !== undefined && answer.code !== 200 && succeeded(answer)) return ['200 or 605', `${answer.code}`];
    const time = number(answer.value, 'KeepAliveTime');
    return time === 0 ? ['a KeepAliveTime above 0', 'KeepAliveTime 0'] : 'fine';
  },
);

const again = answerRule(
  'CSP-LOG-024',
  'capabilities of a login are not asked for again',
  'Login-Request',
  (answer) => {
    if (inside(answer.value, 'AgreedCapabilityList') === undefined) return undefined;
    return answer.value.CapabilityRequest === true ? ['CapabilityRequest F or none', 'CapabilityRequest T'] : 'fine';
  },
);

export const serverAccessRules: readonly Rule[] = [
  echoedClient('CSP-LOG-002', 'Login-Request', 'Login-Response'),
  echoedClient('CSP-SPI-003', 'GetSPInfo-Request', 'GetSPInfo-Response'),
  sharedIds,
  schema('CSP-LOG-004', true),
  schema('CSP-LOG-011', false),
  again,
  answerRule('CSP-LOG-001', 'a login that succeeds opens a session', 'Login-Request', (answer) => {
    if (answer.name !== 'Login-Response' || answer.code !== 200 || answer.to.value.Password === undefined)
      return undefined;
    return text(answer.value, 'SessionID') === undefined ? ['a SessionID', 'none'] : 'fine';
  }),
  answerRule(
    'CSP-CAP-002',
    'the agreed capabilities have the name of the version',
    'ClientCapability-Request',
    (answer, { session }) => {
      if (answer.name !== 'ClientCapability-Response' || session === undefined) return undefined;
      const name = session.version === '1.1' ? 'CapabilityList' : 'AgreedCapabilityList';
      return answer.value[name] === undefined && Object.keys(answer.value).some((key) => key.endsWith('CapabilityList'))
        ? [name, Object.keys(answer.value).join(', ')]
        : 'fine';
    },
  ),
  answerRule(
    'CSP-CAP-003',
    'no bearer and no CIR method is agreed that was not offered',
    'ClientCapability-Request',
    (answer) => {
      if (answer.name !== 'ClientCapability-Response') return undefined;
      const strange = [...unoffered(answer, 'SupportedBearer'), ...unoffered(answer, 'SupportedCIRMethod')];
      return strange.length === 0 ? 'fine' : ['what was offered', strange.join(', ')];
    },
  ),
  answerRule(
    'CSP-CAP-040',
    'a CIR method is agreed together with its address',
    'ClientCapability-Request',
    (answer, { observed }) => {
      const methods = methodsIn(answer);
      const version = observed.response?.read.version;
      if (methods.length === 0 || version === undefined) return undefined;
      const agreed = inside(answer.value, 'AgreedCapabilityList') ?? inside(answer.value, 'CapabilityList');
      if (methods.includes('STCP') && (agreed?.TCPAddress === undefined || agreed.TCPPort === undefined)) {
        return ['TCPAddress and TCPPort', 'STCP without them'];
      }
      if (version === '1.1') {
        // From 1.2 on SUDP has a port of its own, and SHTTP its address in the answer.
        const blind = inside(answer.to.value, 'CapabilityList')?.UDPPort === undefined;
        return methods.includes('SUDP') && blind ? ['no SUDP, without a UDPPort', 'SUDP'] : 'fine';
      }
      const url = text(inside(agreed, 'CIRURL') ?? inside(agreed, 'CIRHTTPAddress'), 'URL');
      return methods.includes('SHTTP') && url === undefined ? ['the URL for SHTTP', 'none'] : 'fine';
    },
  ),
  unaskedNames,
  allFunctions,
  unagreed,
  refusedServed,
  unaskedServed,
  keepAlive,
  answerRule('CSP-SPI-001', 'the provider has a Name', 'GetSPInfo-Request', (answer) => {
    if (answer.name !== 'GetSPInfo-Response') return undefined;
    return (text(answer.value, 'Name') ?? '') === '' ? ['a Name', 'none'] : 'fine';
  }),
  answerRule('CSP-SPI-004', 'a logo says what it is', 'GetSPInfo-Request', (answer) => {
    const logo = inside(answer.value, 'Logo');
    if (logo === undefined) return undefined;
    if (text(logo, 'ContentType') === undefined) return ['ContentType', 'none'];
    const data = text(logo, 'ContentData') ?? '';
    const textual = /^text\//i.test(text(logo, 'ContentType') ?? '');
    const encoded = !textual && data.length > 0 && /^[A-Za-z0-9+/\s]+=*\s*$/.test(data);
    return encoded && text(logo, 'ContentEncoding') !== 'BASE64' ? ['ContentEncoding BASE64', 'none'] : 'fine';
  }),
  answerRule('CSP-SPI-005', 'description and URL of the provider say something', 'GetSPInfo-Request', (answer) => {
    const { Description, URL: url } = answer.value;
    if (Description === undefined && url === undefined) return undefined;
    if (typeof Description === 'string' && Description.trim() === '') return ['a text', 'an empty Description'];
    if (typeof url === 'string' && !/^[a-z][a-z0-9+.-]*:./i.test(url.trim())) return ['an absolute URL', url];
    return 'fine';
  }),
];
