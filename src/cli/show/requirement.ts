/** A requirement: what it demands, where it is checked, where it is broken, and why something of this is missing. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '../../conformance/catalogue/catalogue.ts';
import { readNotCovered } from '../../conformance/catalogue/not-covered.ts';
import type { Requirement } from '../../conformance/catalogue/types.ts';
import type { ScenarioSource } from '../../conformance/features/features.ts';
import { pathOfSteps } from '../../conformance/features/places.ts';
import type { StepDefinition } from '../../conformance/features/steps.ts';
import { SERVER_MONITORS } from '../../conformance/monitors/index.ts';
import { type Defect, defects, unkilled } from '../../proof/index.ts';
import { whyNotPlainText } from '../../protocol/syntax/index.ts';
import { statusOf } from './catalogue.ts';
import type { Known } from './known.ts';
import { placeOfMonitor } from './monitor.ts';
import { placeOfDefect } from './proof.ts';
import { handlerPlaces } from './protocol.ts';
import { each, type Field, given, type Shown } from './shown.ts';
import type { Sources } from './sources.ts';

export async function showRequirement(r: Requirement, known: Known): Promise<Shown> {
  const own = known.features.scenarios.filter((s) => s.requirements.includes(r.id));
  return {
    kind: 'requirement',
    id: r.id,
    title: r.id,
    fields: [...demands(r), ...(await checks(r, own, known)), ...(await proof(r, known)), ...server(r, known)],
    listings: own.map((s) => ({ heading: `${s.uri}:${s.line}`, text: scenarioText(s, known.root) })),
  };
}

function demands(r: Requirement): readonly Field[] {
  const item = catalogue.item(r.item);
  const alternatives = r.altStatusCodes.length === 0 ? '' : `; accepted too: ${r.altStatusCodes.join(', ')}`;
  return [
    ['statement', r.statement],
    ['level', `${r.level}, confidence ${r.confidence}${r.confidence === 'low' ? ': observed, never judged' : ''}`],
    ['versions', catalogue.effectiveVersions(r).join(', ')],
    ['item', `${r.item}${item === undefined ? '' : `  ${item.feature} (${statusOf(item)})`}`],
    ['actor', r.actor],
    ...given('transaction', r.transaction),
    ...given('primitives', r.primitives.join(', ')),
    ...given('function', r.feature),
    ...given('code', r.statusCode === undefined ? undefined : `${r.statusCode}${alternatives}`),
    ...given('counts where', r.condition),
    ['how checked', r.oracle],
    ...given('needs', r.testability === 'wire' ? undefined : r.testability.replace('needs-adapter:', '')),
    ...given('tester knows', r.ixit),
    ['runs in', r.runsIn],
    ...each('plain text', notPlain(r)),
    ['sources', r.sources.join('; ')],
    ...each(
      'open point',
      catalogue.ambiguitiesOf(r.id).map((a) => `${a.id}  ${a.point} Default: ${a.default}`),
    ),
  ];
}

/** The primitives that plain text cannot carry as far as is known. */
function notPlain({ primitives }: Requirement): readonly string[] {
  return primitives.flatMap((name) => {
    const why = whyNotPlainText(name);
    return why === undefined ? [] : [`not assessable: ${why}`];
  });
}

async function checks(r: Requirement, own: readonly ScenarioSource[], known: Known): Promise<readonly Field[]> {
  const monitors = SERVER_MONITORS.filter((m) => m.requirement === r.id);
  const reason = readNotCovered()(r);
  const definitions = known.sources.there && own.length > 0 ? await known.definitionsOf(own) : [];
  return [
    ...each(
      'scenario',
      own.map((s) => `${s.uri}:${s.line}  ${s.name}`),
    ),
    ...each(
      'step',
      definitions.map((one) => `${placeOfStep(one, known.sources)}  ${patternOf(one)}`),
    ),
    ...each(
      'monitor',
      monitors.map((m) => [placeOfMonitor(m, known.sources), m.name].filter(Boolean).join('  ')),
    ),
    ...(own.length + monitors.length > 0 ? [] : ([['not covered', reason ?? 'no scenario yet']] as const)),
  ];
}

async function proof(r: Requirement, known: Known): Promise<readonly Field[]> {
  const own = defects.filter((defect) => defect.requirements.includes(r.id));
  const line = (defect: Defect) =>
    `${[placeOfDefect(defect.id, known.sources), defect.id].filter(Boolean).join('  ')}: ${defect.title}`;
  if (own.length > 0) return each('defect', own.map(line));
  const written = unkilled[r.id];
  if (written !== undefined) return [['not killed', written]];
  return [['not killed', (await known.whyNotKilled(r.id)) ?? 'no defect yet']];
}

function server(r: Requirement, { sources }: Known): readonly Field[] {
  return each(
    'handler',
    r.primitives.flatMap((name) => handlerPlaces(name, sources).map((place) => `${place}  ${name}`)),
  );
}

/** The source of a step definition, which was perhaps loaded from its compiled file. */
function placeOfStep(definition: StepDefinition, sources: Sources): string {
  const file = `steps/${pathOfSteps(definition.uri)}.steps.ts`;
  return sources.placeIn(file, patternOf(definition)) ?? file;
}

function patternOf({ pattern }: StepDefinition): string {
  return typeof pattern === 'string' ? pattern : `/${pattern.source}/`;
}

/** The lines of a scenario: from its tags to the next scenario or the end. */
function scenarioText(scenario: ScenarioSource, root: string): string {
  const lines = readFileSync(join(root, scenario.uri), 'utf8').split('\n');
  const isHead = (line: string) => /^\s*(@|Scenario|Rule|Background|#)/.test(line);
  let start = scenario.line - 1;
  while (start > 0 && !/^\s*Scenario/.test(lines[start] ?? '')) start--;
  while (start > 0 && /^\s*@/.test(lines[start - 1] ?? '')) start--;
  let end = Math.max(start, scenario.line - 1) + 1;
  while (/^\s*(@|Scenario)/.test(lines[end - 1] ?? '') && !/^\s*Scenario/.test(lines[end - 1] ?? '')) end++;
  while (end < lines.length && !isHead(lines[end] ?? '')) end++;
  return lines.slice(start, end).join('\n').trimEnd();
}
