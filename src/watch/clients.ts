/**
 * The rules of watching that judge a client, applied to one scenario of a client under test: the same rules that
 * `impsc monitor` applies to what passes by.
 */
import { catalogue } from '../conformance/catalogue/catalogue.ts';
import type { Watched } from '../conformance/clients/under-test.ts';
import type { Monitor, Violation } from '../conformance/monitors/monitor.ts';
import type { Observed } from '../conformance/monitors/stream.ts';
import { LIVE_RULES } from './rules/index.ts';
import type { Rule } from './rules/rule.ts';
import { sceneOf } from './scene.ts';
import { Tracker } from './track.ts';

const CLIENT_RULES: readonly Rule[] = LIVE_RULES.filter(
  ({ requirement }) => catalogue.requirement(requirement)?.actor === 'client',
);

interface Findings {
  seen: number;
  readonly violations: Violation[];
}

/** Each stream is gone through once, whoever asks. */
const known = new WeakMap<readonly Observed[], ReadonlyMap<Rule, Findings>>();

function judged(stream: readonly Observed[]): ReadonlyMap<Rule, Findings> {
  const before = known.get(stream);
  if (before !== undefined) return before;
  const findings = new Map<Rule, Findings>(CLIENT_RULES.map((rule) => [rule, { seen: 0, violations: [] }]));
  const tracker = new Tracker();
  for (const observed of stream) {
    const { request, response } = observed;
    const version = request?.read.version ?? response?.read.version ?? '1.2';
    const syntax = request?.read.syntax ?? response?.read.syntax ?? 'xml';
    const session = tracker.sessionOf(observed, { version, syntax });
    const scene = sceneOf(observed, session, tracker.users, true);
    for (const [rule, found] of findings) {
      if (rule.versions?.includes(version) === false || (rule.syntax ?? syntax) !== syntax) continue;
      rule.judge(scene, {
        saw: () => {
          found.seen += 1;
        },
        violation: (expected, seen, place) => found.violations.push({ expected, observed: seen, place }),
      });
    }
    tracker.learn(scene);
  }
  known.set(stream, findings);
  return findings;
}

/** The rules about clients as monitors of a run. */
export const CLIENT_MONITORS: readonly Monitor[] = CLIENT_RULES.map((rule) => ({
  name: rule.name,
  requirement: rule.requirement,
  ...(rule.versions !== undefined && { versions: rule.versions }),
  ...(rule.syntax !== undefined && { syntax: rule.syntax }),
  watch(stream, report) {
    const { seen, violations } = judged(stream).get(rule) ?? { seen: 0, violations: [] };
    for (let count = 0; count < seen; count++) report.saw();
    for (const { expected, observed, place } of violations) report.violation(expected, observed, place);
  },
}));

/** The findings of all rules of one requirement. */
export function watchClient(stream: readonly Observed[], requirement: string): Watched {
  const own = [...judged(stream)].filter(([rule]) => rule.requirement === requirement);
  return {
    seen: own.reduce((sum, [, { seen }]) => sum + seen, 0),
    violations: own.flatMap(([, { violations }]) => violations),
  };
}
