/**
 * Runs the scenarios of presence, messaging, groups and invitations with the actors in one domain, and again spread over three
 * reference servers, and compares the verdicts of every check.
 *
 *   node --import tsx scripts/spread-domains.ts                           all four services, 1.2 in XML
 *   node --import tsx scripts/spread-domains.ts --select CSP-PRS --version 1.3
 *   node --import tsx scripts/spread-domains.ts --chained                  over a relay, one domain without groups
 *
 * Exit code 0 when every difference stands in the table of exceptions, 1 otherwise.
 */
import { parseArgs } from 'node:util';
import { findProject } from '../src/cli/project.ts';
import { spreadVerdicts } from '../src/testing/conformance/spread-verdicts.ts';

const { values } = parseArgs({
  options: {
    select: { type: 'string' },
    version: { type: 'string', default: '1.2' },
    chained: { type: 'boolean', default: false },
  },
});
const { root, steps } = findProject();
const { differing, excused, checks, passed, unneeded } = await spreadVerdicts({
  root,
  steps,
  select: values.select,
  version: values.version,
  chained: values.chained,
});
for (const { scenario, was, is, why } of differing)
  console.log(`${scenario}\n  together ${was}, spread ${is}${why === '' ? '' : `: ${why}`}`);
console.log(
  `${checks} scenarios compared, ${passed} pass in one domain, ${differing.length} differ, ${excused} differ as the table says`,
);
for (const one of unneeded) console.log(`not needed in the table here: ${one}`);
process.exitCode = differing.length > 0 ? 1 : 0;
