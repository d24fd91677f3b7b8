/** The checks a report speaks about one by one: what failed, what stays open, alike ones of several configurations as one. */
import type { Cause, CheckResult, RequirementResult, RunResults, Transcript } from '../../results/results.ts';
import { isJudged } from './marks.ts';
import { messageAt, messageName, messagesOf, type NumberedMessage } from './messages.ts';
import { count, duration, offset, scenarioParts } from './words.ts';

export interface Finding {
  readonly requirement: RequirementResult;
  readonly check: CheckResult;
  /** The configurations in which the same was expected and not observed, in the order of the run. */
  readonly configurations: readonly string[];
  /** The observation is not the same in all of them: an identifier, a time. */
  readonly varies: boolean;
  readonly transcript: Transcript | undefined;
}

/** Checks of one verdict that decide about conformance, in the order of the requirements. */
export function findings(results: RunResults, verdict: CheckResult['verdict']): readonly Finding[] {
  const transcripts = new Map(results.transcripts.map((t) => [t.key, t]));
  const found = new Map<string, { requirement: RequirementResult; checks: CheckResult[] }>();
  for (const requirement of results.requirements) {
    if (verdict !== 'error' && !isJudged(requirement)) continue;
    for (const check of requirement.checks) {
      if (check.verdict !== verdict || wasSeenElsewhere(requirement, check)) continue;
      const same = JSON.stringify([requirement.id, check.scenario, check.expected, check.cause]);
      const known = found.get(same);
      if (known === undefined) found.set(same, { requirement, checks: [check] });
      else known.checks.push(check);
    }
  }
  const order = results.configurations.map((c) => c.id);
  return [...found.values()].flatMap(({ requirement, checks }) => {
    const sorted = [...checks].sort((a, b) => order.indexOf(a.configuration) - order.indexOf(b.configuration));
    const [check] = sorted;
    if (check === undefined) return [];
    const configurations = [...new Set(sorted.map((one) => one.configuration))];
    const varies = sorted.some((one) => one.observed !== check.observed);
    const transcript = check.transcript === undefined ? undefined : transcripts.get(check.transcript);
    return [{ requirement, check, configurations, varies, transcript }];
  });
}

/** True for a configuration that gave no occasion to look, where another did and the requirement passes. */
function wasSeenElsewhere({ verdict }: RequirementResult, { cause }: CheckResult): boolean {
  return verdict === 'pass' && cause?.kind === 'nothing-observed';
}

/** All findings of a requirement with one verdict: the first, and the others. */
export interface Block extends Finding {
  readonly others: readonly Finding[];
}

/** One block for each requirement, in their order: the first finding leads, the others are counted with it. */
export function perRequirement(all: readonly Finding[]): readonly Block[] {
  const blocks = new Map<string, Finding[]>();
  for (const finding of all) {
    const known = blocks.get(finding.requirement.id);
    if (known === undefined) blocks.set(finding.requirement.id, [finding]);
    else known.push(finding);
  }
  return [...blocks.values()].flatMap(([first, ...others]) => (first === undefined ? [] : [{ ...first, others }]));
}

/** Every configuration in a block. */
export function configurationsOf({ configurations, others }: Block): readonly string[] {
  return [...new Set([...configurations, ...others.flatMap((one) => one.configurations)])];
}

/** Other scenarios of a block that are named; the rest is counted. */
const MOST_OTHERS = 5;

/** `in 7 other scenarios: features/…:14 [1.1-xml], …`; undefined if there is no other. */
export function alsoIn({ others }: Block): string | undefined {
  if (others.length === 0) return undefined;
  const named = others.slice(0, MOST_OTHERS).map(({ check, configurations }) => {
    const { place, name } = scenarioParts(check.scenario);
    return `${place === '' ? name : place} [${configurations.join(', ')}]`;
  });
  const rest = others.length - named.length;
  return `in ${count(others.length, 'other check')}: ${named.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}`;
}

/** The message a check was decided in. */
export function decidingMessage(finding: Pick<Finding, 'check' | 'transcript'>): NumberedMessage | undefined {
  const { place } = finding.check;
  if (place === undefined || finding.transcript === undefined) return undefined;
  return messageAt(messagesOf(finding.transcript.entries), place);
}

/** `message 22, NewMessage to bob, octet 0088`: where a check was decided. */
export function placeInWords(finding: Pick<Finding, 'check' | 'transcript'>): string | undefined {
  const message = decidingMessage(finding);
  if (message === undefined) return undefined;
  const span = finding.check.place?.span;
  const way = message.side === 'request' ? `from ${message.from}` : `to ${message.to}`;
  const at = span === undefined ? '' : `, octet ${offset(span.start)}`;
  return `message ${message.number}, ${messageName(message)} ${way}${at}`;
}

/** Why a check is inconclusive or in error: what was waited for and how long, or what is missing and where to say it. */
export function causeInWords(cause: Cause | undefined): string {
  if (cause === undefined) return 'no cause was given';
  switch (cause.kind) {
    case 'timeout':
      return `${cause.message} within ${duration(cause.boundMs)} (IXIT ${cause.wait})`;
    case 'transport-lost':
    case 'nothing-observed':
    case 'not-assessable':
      return cause.message;
    case 'prerequisite-failed':
      return `${cause.message}; decided by ${cause.root}`;
    case 'leftover':
      return `${cause.message}; it was left by ${cause.by}`;
    case 'untestable':
      return `${cause.message}; the IXIT lacks ${cause.missing}`;
    case 'harness':
      return `${cause.message}. The harness is at fault, the implementation is not judged by it`;
  }
}

/** True if a finding of a monitor is about the message as a whole or an octet: its place in a list. */
export function findingPlace(finding: Transcript['findings'][number]): string {
  const at = finding.span === undefined ? '' : ` at octet ${offset(finding.span.start)}`;
  return finding.path === '' ? `the message${at}` : `${finding.path}${at}`;
}
