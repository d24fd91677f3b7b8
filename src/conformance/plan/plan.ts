/**
 * Planning: which requirements apply to an implementation, which scenarios run in which configuration, and why the
 * others do not. What does not apply is never scheduled.
 */

import { type Bearer, type Syntax, syntaxesOf } from '../../protocol/configuration.ts';
import { whyNotPlainText } from '../../protocol/syntax/index.ts';
import type { Version } from '../../protocol/version.ts';
import type { Applicability, Configuration, ConfigurationMatrix, Weight } from '../../results/results.ts';
import { type Catalogue, confidenceIn } from '../catalogue/catalogue.ts';
import type { Item, Requirement } from '../catalogue/types.ts';
import { type Claims, conditionHolds, readClaims, roleOf } from '../claims/claims.ts';
import type { FeatureIndex, ScenarioSource } from '../features/features.ts';
import { type Lack, lackOf, lackOfTag, type Means } from '../features/needs.ts';
import type { Ics } from '../ics/types.ts';
import type { Selection } from '../selection/selection.ts';
import { type MatrixSelection, matrixOf } from './matrix.ts';
import type { Scheduled } from './scheduled.ts';

export interface PlannedRequirement {
  readonly requirement: Requirement;
  readonly item: Item;
  readonly weight: Weight;
  readonly applicability: Applicability;
  /** The claim or option that made it not applicable or not selected, or the reason why nothing checks it. */
  readonly because: string | undefined;
  /** Ids of the configurations of this run in which it applies. */
  readonly configurations: readonly string[];
  /** Ids of the configurations that the ICS claims and in which it applies, whether this run leaves them out or not. */
  readonly claimedIn: readonly string[];
  /** The means that the tester lacks to check it. */
  readonly lack: Lack | undefined;
  /** A scenario or a monitor checks it in this run. */
  readonly covered: boolean;
}

export interface Plan {
  readonly claims: Claims;
  /** Text of the selection that leaves requirements out; undefined if there is none. */
  readonly selection: string | undefined;
  readonly configurations: readonly Configuration[];
  /** The configurations there are, and why others are left out; undefined for a plan put together of others. */
  readonly matrix?: ConfigurationMatrix | undefined;
  readonly requirements: readonly PlannedRequirement[];
  readonly schedule: readonly Scheduled[];
}

export interface PlanInput {
  readonly catalogue: Catalogue;
  readonly ics: Ics;
  readonly means: Means;
  readonly features: FeatureIndex;
  /** Requirements that monitors watch. */
  readonly monitored: ReadonlySet<string>;
  readonly selection?: Selection | undefined;
  /** Restrict the run; undefined: everything the ICS claims. */
  readonly versions?: readonly Version[] | undefined;
  readonly syntaxes?: readonly Syntax[] | undefined;
  /** Default `covering`. */
  readonly matrix?: MatrixSelection | undefined;
  /** Order of the scenarios: the same seed gives the same order. */
  readonly seed: number;
}

export function makePlan(input: PlanInput): Plan {
  const { catalogue, ics, means, features, monitored, selection } = input;
  const claims = readClaims(catalogue, ics);
  const among: Among = { claims, full: input.matrix === 'full' };
  const claimedConfigurations = configurationsOf(ics.versions, ics.syntaxes, ics.bearers);
  const configurations = claimedConfigurations.filter(
    (c) => (input.versions?.includes(c.version) ?? true) && (input.syntaxes?.includes(c.syntax) ?? true),
  );
  const byRequirement = new Map<string, ScenarioSource[]>();
  for (const scenario of features.scenarios) {
    for (const id of scenario.requirements) byRequirement.set(id, [...(byRequirement.get(id) ?? []), scenario]);
  }
  const planned = new Map<string, PlannedRequirement>();
  for (const requirement of catalogue.requirements) {
    const item = catalogue.item(requirement.item);
    if (item === undefined) continue;
    const scenarios = byRequirement.get(requirement.id) ?? [];
    const weight = weightOf(requirement, item, ics.versions);
    const reasons = new Map(
      claimedConfigurations.map((c) => [c.id, whyNot(catalogue, requirement, item, claims, c, ics)]),
    );
    const applies = (c: Configuration) => reasons.get(c.id) === undefined;
    const claimedIn = claimedConfigurations.filter(applies).map((c) => c.id);
    const base = { requirement, item, weight, configurations: [], claimedIn, lack: undefined, covered: false };
    if (!claimedConfigurations.some(applies)) {
      planned.set(requirement.id, {
        ...base,
        applicability: 'not-applicable',
        because: nearestReason([...reasons.values()]),
      });
      continue;
    }
    const here = configurations.filter(applies);
    const unselected = whyNotSelected(requirement, scenarios, selection, here, claimedConfigurations.filter(applies));
    if (unselected !== undefined) {
      planned.set(requirement.id, { ...base, applicability: 'not-selected', because: unselected });
      continue;
    }
    const nothingToAsk = whyNothingToAsk(scenarios, here, claims);
    if (nothingToAsk !== undefined && !monitored.has(requirement.id)) {
      planned.set(requirement.id, { ...base, applicability: 'not-applicable', because: nothingToAsk });
      continue;
    }
    const fitting = scenarios.filter((s) => here.some((c) => runsIn(s, requirement, c, here, among)));
    const ready = fitting.filter((s) => lackOfScenario(s, means) === undefined);
    const watched = monitored.has(requirement.id);
    const [first] = fitting;
    const otherwise = first === undefined || watched ? undefined : whyOtherwise(fitting, means);
    if (otherwise !== undefined) {
      planned.set(requirement.id, { ...base, applicability: 'not-applicable', because: otherwise });
      continue;
    }
    const lack =
      lackOf(requirement, means) ??
      (ready.length === 0 && !watched && first !== undefined ? lackOfScenario(first, means) : undefined);
    const covered = lack === undefined && (ready.length > 0 || watched);
    planned.set(requirement.id, {
      ...base,
      applicability: 'applicable',
      because: covered || lack !== undefined ? undefined : whyNotCovered(requirement, scenarios, here, claims),
      configurations: here.map((c) => c.id),
      lack,
      covered,
    });
  }
  const schedule = shuffle(scheduleOf(input, configurations, planned, among), input.seed);
  const everywhere = among.full
    ? schedule.length
    : scheduleOf(input, configurations, planned, { claims, full: true }).length;
  const matrix = matrixOf({
    ics,
    claims,
    run: configurations,
    selection: input.matrix ?? 'covering',
    scenarios: features.scenarios.length,
    scheduled: schedule.length,
    leftToOne: everywhere - schedule.length,
  });
  const requirements = [...planned.values()];
  return { claims, selection: selection?.text, configurations, matrix, requirements, schedule };
}

/** Version x syntax x bearer. The id names HTTP not, as every implementation has it. */
export function configurationsOf(
  versions: readonly Version[],
  syntaxes: readonly Syntax[],
  bearers: readonly Bearer[] = ['http'],
): Configuration[] {
  return versions.flatMap((version) =>
    syntaxesOf(version)
      .filter((syntax) => syntaxes.includes(syntax))
      .flatMap((syntax) =>
        bearers.map((bearer): Configuration => {
          const id = `${version}-${syntax}`;
          return { id: bearer === 'http' ? id : `${id}-${bearer}`, version, syntax, bearer };
        }),
      ),
  );
}

/** DESIGN, weight: what is of low confidence is informative; a SHOULD recommends; a MAY permits and is never judged. */
export function weightOf(requirement: Requirement, item: Item, versions: readonly Version[]): Weight {
  const known = requirement.versions.filter((v) => versions.includes(v));
  const sure = (known.length === 0 ? requirement.versions : known).some((v) => confidenceIn(requirement, v) !== 'low');
  if (!sure || requirement.level === 'MAY') return 'informative';
  if (requirement.level === 'SHOULD') return 'recommended';
  const statuses = versions.map((v) => item.status[v]);
  return statuses.some((s) => s === 'M' || s === 'C') ? 'mandatory' : 'optional';
}

/** Why a requirement does not apply in a configuration; `stage` grows the nearer it came to applying. */
interface Reason {
  readonly stage: number;
  readonly text: string;
}

function whyNot(
  catalogue: Catalogue,
  requirement: Requirement,
  item: Item,
  claims: Claims,
  { version, syntax }: Configuration,
  ics: Ics,
): Reason | undefined {
  const role = roleOf(item);
  if (!ics.roles.includes(role))
    return { stage: 0, text: `it is about the role ${role}, which the ICS does not claim` };
  const { runsIn: where } = requirement;
  if ((where === 'xml' || where === 'wbxml' || where === 'pts') && where !== syntax) {
    return { stage: 1, text: `it is about the syntax ${where}` };
  }
  const versions = catalogue.effectiveVersions(requirement);
  if (!versions.includes(version)) return { stage: 2, text: `it is about ${versions.join(', ') || 'no version'} only` };
  const claim = claims.of(item.id, version, syntax);
  if (!claim.claimed) return { stage: 3, text: `${item.id} ${claim.because}` };
  const unknown = syntax === 'pts' ? whyNotAssessable(requirement.primitives, version) : undefined;
  if (unknown !== undefined) return { stage: 4, text: `it is not assessable in plain text: ${unknown}` };
  const { condition } = requirement;
  if (condition !== undefined && !conditionHolds(condition, (name) => claims.claimed(name, version, syntax))) {
    return { stage: 4, text: `it counts where ${condition} holds, which it does not in ${version}` };
  }
  return undefined;
}

/** False for a scenario that writes a request which plain text has no known code for, in plain text. */
function isWritable({ writes }: ScenarioSource, { version, syntax }: Configuration): boolean {
  return syntax !== 'pts' || writes.every((name) => whyNotPlainText(name, version) === undefined);
}

/** Why nothing of these primitives can be assessed in plain text; undefined where one of them can, or there are none. */
function whyNotAssessable(primitives: readonly string[], version: Version): string | undefined {
  const reasons = primitives.map((name) => whyNotPlainText(name, version));
  return reasons.includes(undefined) ? undefined : reasons[0];
}

/** Of several reasons the one that came nearest to applying. */
function nearestReason(reasons: readonly (Reason | undefined)[]): string | undefined {
  return reasons.filter((r) => r !== undefined).sort((a, b) => b.stage - a.stage)[0]?.text;
}

function whyNotSelected(
  requirement: Requirement,
  scenarios: readonly ScenarioSource[],
  selection: Selection | undefined,
  here: readonly Configuration[],
  claimed: readonly Configuration[],
): string | undefined {
  if (here.length === 0) return `it applies in ${claimed.map((c) => c.id).join(', ')}, which this run leaves out`;
  if (selection === undefined) return undefined;
  const chosen =
    selection.requirement(requirement, undefined) || scenarios.some((s) => selection.requirement(requirement, s));
  return chosen ? undefined : `the selection "${selection.text}" leaves it out`;
}

function whyNotCovered(
  requirement: Requirement,
  scenarios: readonly ScenarioSource[],
  here: readonly Configuration[],
  claims: Claims,
): string {
  if (requirement.testability === 'not-observable') return 'it cannot be observed on the wire';
  if (scenarios.length === 0) return 'there is no scenario for it yet';
  for (const scenario of scenarios) {
    for (const configuration of here) {
      const presumed = unmetClaim(scenario, configuration, claims);
      if (presumed !== undefined) return `its scenario presumes that ${presumed}`;
    }
  }
  return 'its scenarios are about other versions or syntaxes';
}

/**
 * Some statements are about what an implementation does not claim (a primitive it does not serve is refused). Where it
 * claims everything their scenarios could ask for, there is nothing to ask. Undefined where there is, or where a
 * scenario is missing for another reason.
 */
function whyNothingToAsk(
  scenarios: readonly ScenarioSource[],
  here: readonly Configuration[],
  claims: Claims,
): string | undefined {
  const known = scenarios.flatMap((s) =>
    here
      .filter((c) => s.versions.includes(c.version) && s.syntaxes.includes(c.syntax))
      .map((c) => s.unclaimed.filter((item) => claims.claimed(item, c.version, c.syntax))),
  );
  if (known.length === 0 || known.some((claimed) => claimed.length === 0)) return undefined;
  const items = [...new Set(known.flat())];
  return `it is about what is not claimed, and all its scenarios could ask for is: ${items.join(', ')}`;
}

/** First presumption of a scenario about the claims that does not hold in a configuration, in words. */
function unmetClaim(
  { claims: wanted, unclaimed }: ScenarioSource,
  { version, syntax }: Configuration,
  claims: Claims,
): string | undefined {
  const missing = wanted.find((item) => !claims.claimed(item, version, syntax));
  if (missing !== undefined) return `${missing} is claimed`;
  const present = unclaimed.find((item) => claims.claimed(item, version, syntax));
  return present === undefined ? undefined : `${present} is not claimed`;
}

/** The claims, and whether what one syntax is enough for runs in all of them. */
interface Among {
  readonly claims: Claims;
  readonly full: boolean;
}

/** True if a scenario is run for a requirement in a configuration of the run. */
function runsIn(
  scenario: ScenarioSource,
  requirement: Requirement,
  configuration: Configuration,
  applicable: readonly Configuration[],
  { claims, full }: Among,
): boolean {
  const fits = (c: Configuration) =>
    scenario.versions.includes(c.version) &&
    scenario.syntaxes.includes(c.syntax) &&
    isWritable(scenario, c) &&
    unmetClaim(scenario, c, claims) === undefined;
  if (!fits(configuration) || !applicable.includes(configuration)) return false;
  if (full || (requirement.runsIn !== 'one-syntax' && !scenario.oneSyntax)) return true;
  return applicable.find((c) => c.version === configuration.version && fits(c)) === configuration;
}

/** A reason not to ask, if every scenario is about a choice that the implementation is known not to make. */
function whyOtherwise(scenarios: readonly ScenarioSource[], means: Means): string | undefined {
  const lacks = scenarios.map((scenario) => lackOfScenario(scenario, means));
  if (!lacks.every((lack) => lack?.otherwise === true)) return undefined;
  return `it is about another choice of the implementation (${lacks[0]?.missing ?? ''}): ${lacks[0]?.message ?? ''}`;
}

function lackOfScenario(scenario: ScenarioSource, means: Means): Lack | undefined {
  for (const tag of scenario.needs) {
    const lack = lackOfTag(tag, means);
    if (lack !== undefined) return lack;
  }
  return undefined;
}

function scheduleOf(
  { features, means, selection }: PlanInput,
  configurations: readonly Configuration[],
  planned: ReadonlyMap<string, PlannedRequirement>,
  among: Among,
): Scheduled[] {
  const schedule: Scheduled[] = [];
  for (const source of features.scenarios) {
    if (lackOfScenario(source, means) !== undefined) continue;
    for (const configuration of configurations) {
      const requirements = source.requirements.filter((id) => {
        const plan = planned.get(id);
        if (plan?.applicability !== 'applicable' || plan.lack !== undefined) return false;
        const here = configurations.filter((c) => plan.configurations.includes(c.id));
        if (!runsIn(source, plan.requirement, configuration, here, among)) return false;
        return selection === undefined || selection.requirement(plan.requirement, source);
      });
      if (requirements.length > 0) schedule.push({ source, configuration, requirements });
    }
  }
  return schedule;
}

/** Fisher-Yates with a small generator of its own (mulberry32): the same seed gives the same order everywhere. */
function shuffle<T>(list: readonly T[], seed: number): T[] {
  const shuffled = [...list];
  let state = seed >>> 0;
  const random = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const [a, b] = [shuffled[i], shuffled[j]];
    if (a === undefined || b === undefined) continue;
    shuffled[i] = b;
    shuffled[j] = a;
  }
  return shuffled;
}
