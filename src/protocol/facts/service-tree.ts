/**
 * The tree of services that Service negotiation agrees leaf by leaf (csp, Service negotiation): four features, their
 * function groups, and the codes below them.
 *
 * Functions without a code (subscribe to presence, send a message, join a group) come with their feature as soon as
 * anything of it is asked for; MF, MP, MM and MG (1.2 and later) ask for these alone. Which functions are mandatory
 * inside a feature is not known from the specification itself: AMB-003.
 */
import type { Value } from '../messages/infer.ts';
import type { Version } from '../version.ts';

const ALL = ['1.1', '1.2', '1.3'] as const;
const UNTIL_1_2 = ['1.1', '1.2'] as const;
const FROM_1_2 = ['1.2', '1.3'] as const;
const ONLY_1_3 = ['1.3'] as const;

const TREE = {
  FundamentalFeat: {
    ServiceFunc: { GETSPI: ALL, GETMAP: ONLY_1_3, SGMNT: ONLY_1_3 },
    SearchFunc: { SRCH: ALL, ADVSR: ONLY_1_3, STSRC: ALL },
    InviteFunc: { INVIT: ALL, CAINV: ALL },
    VerifyIDFunc: { VRID: FROM_1_2 },
  },
  PresenceFeat: {
    ContListFunc: { GCLI: ALL, CCLI: ALL, DCLI: ALL, MCLS: ALL },
    // GETAUT in 1.3 is of low confidence: one table of tokens has it, its primitives are gone (AMB-053).
    PresenceAuthFunc: { GETWL: ALL, REACT: UNTIL_1_2, CAAUT: UNTIL_1_2, GETAUT: FROM_1_2 },
    PresenceDeliverFunc: { GETPR: ALL, UPDPR: ALL },
    AttListFunc: { CALI: UNTIL_1_2, DALI: UNTIL_1_2, GALS: UNTIL_1_2 },
  },
  IMFeat: {
    IMSendFunc: { MDELIV: ALL, FWMSG: ALL },
    IMReceiveFunc: { SETD: ALL, GETLM: ALL, GETM: ALL, REJCM: ALL, NOTIF: ALL, NEWM: ALL, OFFNOTIF: ONLY_1_3 },
    IMAuthFunc: { GLBLU: ALL, BLENT: ALL },
  },
  GroupFeat: {
    GroupMgmtFunc: { CREAG: ALL, DELGR: ALL, GETGP: ALL, SETGP: ALL },
    GroupUseFunc: { SUBGCN: ALL, GRCHN: ALL, EXCON: ONLY_1_3 },
    GroupAuthFunc: { GETGM: ALL, ADDGM: ALL, RMVGM: ALL, MBRAC: ALL, REJEC: ALL, GETJU: FROM_1_2 },
  },
} as const;

export type ServiceFeature = keyof typeof TREE;
type KeysOfUnion<U> = U extends unknown ? keyof U : never;
export type FunctionGroup = KeysOfUnion<(typeof TREE)[ServiceFeature]> & string;
type Groups = { [F in ServiceFeature]: (typeof TREE)[F][keyof (typeof TREE)[F]] }[ServiceFeature];
/** A code of the service tree. */
export type ServiceLeaf = KeysOfUnion<Groups> & string;
/** The element that asks for the mandatory functions of a feature only (1.2 and later). */
export type MandatoryToken = 'MF' | 'MP' | 'MM' | 'MG';

export interface GroupNode {
  readonly name: FunctionGroup;
  readonly leaves: readonly ServiceLeaf[];
}
export interface FeatureNode {
  readonly name: ServiceFeature;
  /** Undefined in 1.1, which has no such element. */
  readonly mandatory: MandatoryToken | undefined;
  readonly groups: readonly GroupNode[];
}

const MANDATORY: Readonly<Record<ServiceFeature, MandatoryToken>> = {
  FundamentalFeat: 'MF',
  PresenceFeat: 'MP',
  IMFeat: 'MM',
  GroupFeat: 'MG',
};

type GroupTable = Readonly<Record<string, Readonly<Record<string, readonly Version[]>>>>;

function treeOf(version: Version): readonly FeatureNode[] {
  return (Object.keys(TREE) as ServiceFeature[]).map((feature) => ({
    name: feature,
    mandatory: version === '1.1' ? undefined : MANDATORY[feature],
    groups: Object.entries(TREE[feature] as GroupTable)
      .map(([group, leaves]) => ({
        name: group as FunctionGroup,
        leaves: Object.entries(leaves)
          .filter(([, versions]) => versions.includes(version))
          .map(([leaf]) => leaf as ServiceLeaf),
      }))
      .filter((group) => group.leaves.length > 0),
  }));
}

/** The tree of each version, in the order of the elements. */
export const SERVICE_TREE: Readonly<Record<Version, readonly FeatureNode[]>> = {
  '1.1': treeOf('1.1'),
  '1.2': treeOf('1.2'),
  '1.3': treeOf('1.3'),
};

const LEAVES: Readonly<Record<Version, readonly ServiceLeaf[]>> = {
  '1.1': leavesIn(SERVICE_TREE['1.1']),
  '1.2': leavesIn(SERVICE_TREE['1.2']),
  '1.3': leavesIn(SERVICE_TREE['1.3']),
};

function leavesIn(tree: readonly FeatureNode[]): readonly ServiceLeaf[] {
  return tree.flatMap((feature) => feature.groups.flatMap((group) => group.leaves));
}

/** All codes of a version, in the order of the tree. */
export function leavesOf(version: Version): readonly ServiceLeaf[] {
  return LEAVES[version];
}

/** The place of a code in the tree, in any version; undefined for a name that is no code. */
export function placeOf(leaf: string): { readonly feature: ServiceFeature; readonly group: FunctionGroup } | undefined {
  for (const [feature, groups] of Object.entries(TREE)) {
    for (const [group, leaves] of Object.entries(groups)) {
      if (Object.hasOwn(leaves, leaf)) return { feature: feature as ServiceFeature, group: group as FunctionGroup };
    }
  }
  return undefined;
}

/** Is this a code of the service tree, in any version? */
export function isServiceLeaf(name: string): name is ServiceLeaf {
  return placeOf(name) !== undefined;
}

/** The content of Functions, NotAvailableFunctions or AllFunctions, as far as it is read here. */
export type FunctionsValue = { readonly WVCSPFeat?: object | undefined };

type Loose = Readonly<Record<string, object | undefined>>;

/** Element names present below an element. */
function namesIn(value: object): readonly string[] {
  return Object.keys(value).filter((name) => (value as Loose)[name] !== undefined);
}

/**
 * The codes a Functions element names. An element without content stands for everything below it; MF, MP, MM and MG
 * name no code; no element at all, or an empty Functions (1.3), names nothing. Codes the version does not have are
 * left out: see {@link foreignNames}.
 */
export function expand(functions: FunctionsValue | undefined, version: Version): ReadonlySet<ServiceLeaf> {
  const named = new Set<ServiceLeaf>();
  const root = functions?.WVCSPFeat;
  if (root === undefined) return named;
  const whole = namesIn(root).length === 0;
  for (const feature of SERVICE_TREE[version]) {
    const inFeature = whole ? {} : (root as Loose)[feature.name];
    if (inFeature === undefined) continue;
    const wholeFeature = namesIn(inFeature).length === 0;
    for (const group of feature.groups) {
      const inGroup = wholeFeature ? {} : (inFeature as Loose)[group.name];
      if (inGroup === undefined) continue;
      const wholeGroup = namesIn(inGroup).length === 0;
      for (const leaf of group.leaves) {
        if (wholeGroup || (inGroup as Loose)[leaf] !== undefined) named.add(leaf);
      }
    }
  }
  return named;
}

/** The features a Functions element names at all; in a request their functions without a code come with them. */
export function featuresIn(functions: FunctionsValue | undefined, version: Version): ReadonlySet<ServiceFeature> {
  const root = functions?.WVCSPFeat;
  const features = SERVICE_TREE[version].map((feature) => feature.name);
  if (root === undefined) return new Set();
  const named = namesIn(root);
  return new Set(named.length === 0 ? features : features.filter((feature) => named.includes(feature)));
}

/** The features a Functions element names as a whole or by MF, MP, MM, MG: in an answer, refused altogether. */
export function featuresNamedWhole(
  functions: FunctionsValue | undefined,
  version: Version,
): ReadonlySet<ServiceFeature> {
  const root = functions?.WVCSPFeat;
  if (root === undefined) return new Set();
  const whole = namesIn(root).length === 0;
  return new Set(
    SERVICE_TREE[version]
      .filter((feature) => {
        const content = whole ? {} : (root as Loose)[feature.name];
        if (content === undefined) return false;
        const names = namesIn(content);
        return names.length === 0 || (feature.mandatory !== undefined && names.includes(feature.mandatory));
      })
      .map((feature) => feature.name),
  );
}

/** Names below Functions that the tree of the version does not have in that place, as paths from WVCSPFeat down. */
export function foreignNames(functions: FunctionsValue | undefined, version: Version): readonly string[] {
  const root = functions?.WVCSPFeat;
  if (root === undefined) return [];
  const foreign: string[] = [];
  for (const featureName of namesIn(root)) {
    const feature = SERVICE_TREE[version].find((node) => node.name === featureName);
    if (feature === undefined) {
      foreign.push(featureName);
      continue;
    }
    const inFeature = (root as Loose)[featureName] ?? {};
    for (const groupName of namesIn(inFeature)) {
      if (groupName === feature.mandatory) continue;
      const group = feature.groups.find((node) => node.name === groupName);
      if (group === undefined) {
        foreign.push(`${featureName}/${groupName}`);
        continue;
      }
      const known: readonly string[] = group.leaves;
      for (const leaf of namesIn((inFeature as Loose)[groupName] ?? {})) {
        if (!known.includes(leaf)) foreign.push(`${featureName}/${groupName}/${leaf}`);
      }
    }
  }
  return foreign;
}

/**
 * The smallest Functions element that names these codes: a group or feature that is wanted as a whole appears empty,
 * everything wanted is an empty WVCSPFeat. Codes the version does not have are left out. Undefined for no code at all,
 * since an empty tree would mean everything.
 *
 * `mandatoryOf` names features of which the functions without a code are wanted too; where no code of the feature is
 * wanted this becomes MF, MP, MM or MG. 1.1 has no way to say that and leaves such a feature out.
 */
export function functionsElement<V extends Version>(
  leaves: Iterable<ServiceLeaf>,
  version: V,
  mandatoryOf: Iterable<ServiceFeature> = [],
): Value<'Functions', V> | undefined {
  const wanted = new Set<ServiceLeaf>(leaves);
  const withMandatory = new Set<ServiceFeature>(mandatoryOf);
  const root: Record<string, object> = {};
  let everything = true;
  for (const feature of SERVICE_TREE[version]) {
    const content: Record<string, object> = {};
    let wholeFeature = true;
    for (const group of feature.groups) {
      const named = group.leaves.filter((leaf) => wanted.has(leaf));
      const wholeGroup = named.length === group.leaves.length;
      wholeFeature &&= wholeGroup;
      if (wholeGroup) content[group.name] = {};
      else if (named.length > 0) content[group.name] = Object.fromEntries(named.map((leaf) => [leaf, {}]));
    }
    everything &&= wholeFeature;
    if (wholeFeature) root[feature.name] = {};
    else if (Object.keys(content).length > 0) root[feature.name] = content;
    else if (withMandatory.has(feature.name) && feature.mandatory !== undefined) {
      root[feature.name] = { [feature.mandatory]: {} };
    }
  }
  if (Object.keys(root).length === 0) return undefined;
  return { WVCSPFeat: everything ? {} : root } as Value<'Functions', V>;
}

/**
 * The codes that were asked for and are not named: agreed codes from those refused, and refused codes from those agreed. The
 * Functions of a Service-Response names what is NOT agreed.
 */
export function invert(asked: Iterable<ServiceLeaf>, named: ReadonlySet<ServiceLeaf>): ReadonlySet<ServiceLeaf> {
  return new Set([...asked].filter((leaf) => !named.has(leaf)));
}
