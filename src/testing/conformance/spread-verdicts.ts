/** The verdicts of scenarios with the actors in one domain, against those with the actors spread over three. */
import { loadSteps } from '../../conformance/cucumber/cucumber.ts';
import { loadFeatures } from '../../conformance/features/features.ts';
import { run } from '../../conformance/run/run.ts';
import type { Version } from '../../protocol/version.ts';
import { VERSIONS } from '../../protocol/version.ts';
import type { RunResults } from '../../results/results.ts';
import { type SpreadOptions, spreadIut } from './spread.ts';
import { EXCEPTIONS } from './spread-exceptions.ts';

/** The areas of presence, messaging, groups, invitations and shared content. */
const SPREAD_AREAS = [
  ...['CSP-PRE', 'CSP-PAT', 'CSP-CLS', 'CSP-ATL', 'CSP-AUT', 'CSP-WAT'],
  ...['CSP-IMS', 'CSP-OFF', 'CSP-DLR', 'CSP-ACL'],
  ...['CSP-GRP', 'CSP-JON', 'CSP-GCN', 'CSP-MEM', 'CSP-PRP'],
  'CSP-INV',
] as const;

interface SpreadRun {
  readonly root: string;
  /** Step definitions, relative to the root. */
  readonly steps: readonly string[];
  readonly select: string | undefined;
  readonly version: string;
  readonly chained: boolean;
}

interface Difference {
  readonly scenario: string;
  readonly was: string;
  readonly is: string;
  readonly why: string;
}

interface Compared {
  readonly checks: number;
  /** Of them, those that pass in one domain. */
  readonly passed: number;
  readonly differing: readonly Difference[];
  /** Differences that stand in the table. */
  readonly excused: number;
  /** Entries of the table for scenarios that were run and did not differ. */
  readonly unneeded: readonly string[];
}

interface Outcome {
  readonly verdict: string;
  readonly why: string;
}

/** The worst first. */
const ORDER = ['error', 'fail', 'inconclusive', 'pass'];
const rank = (verdict: string): number => (ORDER.indexOf(verdict) + ORDER.length) % (ORDER.length + 1);

/** The worst verdict of each scenario. */
function outcomes({ requirements, run: { faults = [] } }: RunResults): Map<string, Outcome> {
  if (faults.length > 0) throw new Error(`faults of the harness: ${faults.join('; ')}`);
  const found = new Map<string, Outcome>();
  for (const { checks } of requirements) {
    for (const { scenario, verdict, cause, expected, observed } of checks) {
      if (scenario === undefined) continue;
      const before = found.get(scenario);
      if (before !== undefined && rank(before.verdict) <= rank(verdict)) continue;
      const why = cause?.message ?? (verdict === 'pass' ? '' : `expected ${expected}, observed ${observed}`);
      found.set(scenario, { verdict, why });
    }
  }
  return found;
}

async function verdicts(given: SpreadRun, spread: SpreadOptions): Promise<Map<string, Outcome>> {
  const versions = VERSIONS.filter((version): version is Version => given.version.split(',').includes(version));
  return outcomes(
    await run({
      adapter: spreadIut(spread),
      features: loadFeatures('features', given.root),
      support: await loadSteps(given.root, given.steps),
      seed: 1,
      select: given.select ?? SPREAD_AREAS.join(' or '),
      versions,
      syntaxes: ['xml'],
      tool: { name: 'imps-conformance', version: '0', commit: 'unknown' },
    }),
  );
}

export async function spreadVerdicts(given: SpreadRun): Promise<Compared> {
  const together = await verdicts(given, { together: true });
  const apart = await verdicts(given, { chained: given.chained });
  const all = [...together].flatMap(([scenario, { verdict: was }]): Difference[] => {
    const { verdict: is, why } = apart.get(scenario) ?? { verdict: 'not run', why: '' };
    return was === is ? [] : [{ scenario, was, is, why }];
  });
  const isKnown = (scenario: string) => Object.hasOwn(EXCEPTIONS, scenario);
  const differed = new Set(all.map(({ scenario }) => scenario));
  return {
    checks: together.size,
    passed: [...together.values()].filter(({ verdict }) => verdict === 'pass').length,
    differing: all.filter(({ scenario }) => !isKnown(scenario)),
    excused: all.filter(({ scenario }) => isKnown(scenario)).length,
    unneeded: Object.keys(EXCEPTIONS).filter((scenario) => together.has(scenario) && !differed.has(scenario)),
  };
}
