/**
 * The results in EARL 1.0 (Evaluation and Report Language of the W3C) as JSON-LD: an assertion for each requirement, run
 * or not. A failure that does not count is no `failed`: what is only observed is `cantTell`.
 */
import type { RequirementResult, RunResults } from '../results/results.ts';
import { byId, isJudged } from './view/marks.ts';
import { oneLine } from './view/octets.ts';

export const EARL_CONTEXT = {
  earl: 'http://www.w3.org/ns/earl#',
  dct: 'http://purl.org/dc/terms/',
  doap: 'http://usefulinc.com/ns/doap#',
  foaf: 'http://xmlns.com/foaf/0.1/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  'dct:date': { '@type': 'xsd:dateTime' },
  'dct:isPartOf': { '@type': '@id' },
  'earl:assertedBy': { '@type': '@id' },
  'earl:subject': { '@type': '@id' },
  'earl:test': { '@type': '@id' },
  'earl:mode': { '@type': '@id' },
  'earl:outcome': { '@type': '@id' },
} as const;

export const EARL_OUTCOMES = [
  'earl:passed',
  'earl:failed',
  'earl:cantTell',
  'earl:inapplicable',
  'earl:untested',
] as const;
type Outcome = (typeof EARL_OUTCOMES)[number];

const ASSERTOR = '_:suite';
const SUBJECT = '_:implementation';

export function earlOutcome(requirement: Pick<RequirementResult, 'verdict' | 'weight'>): Outcome {
  switch (requirement.verdict) {
    case 'pass':
      return 'earl:passed';
    case 'fail':
      return isJudged(requirement) ? 'earl:failed' : 'earl:cantTell';
    case 'not-applicable':
      return 'earl:inapplicable';
    case 'not-selected':
    case 'not-covered':
      return 'earl:untested';
    default:
      return 'earl:cantTell';
  }
}

/** The document, in pieces. */
export function* earl(results: RunResults): Generator<string> {
  const requirements = byId(results.requirements);
  const graph: readonly object[] = [assertor(results), subject(results), ...tests(results, requirements)];
  yield `{"@context":${JSON.stringify(EARL_CONTEXT)},"@graph":[\n`;
  for (const node of graph) yield `${JSON.stringify(node)},\n`;
  const last = results.requirements.length - 1;
  for (const [i, requirement] of results.requirements.entries()) {
    yield `${JSON.stringify(assertion(requirement, results))}${i === last ? '\n' : ',\n'}`;
  }
  yield ']}\n';
}

function assertor({ tool }: RunResults): object {
  return {
    '@id': ASSERTOR,
    '@type': ['earl:Assertor', 'earl:Software'],
    'dct:title': tool.name,
    'dct:hasVersion': `${tool.version} (${tool.commit})`,
  };
}

function subject({ target }: RunResults): object {
  return { '@id': SUBJECT, '@type': ['earl:TestSubject', 'doap:Project'], 'doap:name': oneLine(target.name) };
}

function tests({ items }: RunResults, requirements: ReadonlyMap<string, RequirementResult>): object[] {
  const used = new Set([...requirements.values()].map(({ item }) => item));
  return [
    ...items
      .filter(({ id }) => used.has(id))
      .map(({ id, feature }) => ({ '@id': urn(id), '@type': 'earl:TestRequirement', 'dct:title': feature })),
    ...[...requirements.values()].map(({ id, item, statement }) => ({
      '@id': urn(id),
      '@type': 'earl:TestCase',
      'dct:title': id,
      'dct:description': statement,
      'dct:isPartOf': urn(item),
    })),
  ];
}

function urn(id: string): string {
  return `urn:imps-conformance:${id}`;
}

function assertion(requirement: RequirementResult, { run, expectation }: RunResults): object {
  const { id, verdict, checks, because, level, weight } = requirement;
  const deciding = checks.find((check) => check.verdict === verdict && verdict !== 'pass');
  const reason = expectation?.met.includes(id) === true ? expectation.reasons?.[id] : undefined;
  const said = [
    `${level}, ${weight}`,
    deciding?.expected && `expected ${oneLine(deciding.expected)}`,
    deciding?.observed && `observed ${oneLine(deciding.observed)}`,
    deciding?.cause && oneLine(deciding.cause.message),
    because,
    reason && `accepted by the baseline: ${oneLine(reason)}`,
  ].filter((text) => text !== undefined && text !== '');
  return {
    '@type': 'earl:Assertion',
    'earl:assertedBy': ASSERTOR,
    'earl:subject': SUBJECT,
    'earl:test': urn(id),
    'earl:mode': 'earl:automatic',
    'earl:result': {
      '@type': 'earl:TestResult',
      'earl:outcome': earlOutcome(requirement),
      'dct:date': run.startedAt,
      'earl:info': said.join('; '),
      ...(deciding !== undefined && { 'earl:pointer': `${deciding.scenario} [${deciding.configuration}]` }),
    },
  };
}
