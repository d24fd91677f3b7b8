// The failures of a run, each with its first check; exit code 1 if there are any.
//
//   impsc run --iut vendor.yaml --out reports
//   node failures.mjs reports/results.json
import { readFileSync } from 'node:fs';
import { RESULTS_SCHEMA } from 'imps-conformance/results';

const [file = 'reports/latest/results.json'] = process.argv.slice(2);
/** @type {import('imps-conformance/results').RunResults} */
const results = JSON.parse(readFileSync(file, 'utf8'));
if (results.schema !== RESULTS_SCHEMA) throw new Error(`${file} is ${results.schema}, not ${RESULTS_SCHEMA}`);

const { requirements, groups = [], run } = results;
for (const { requirement, requirements: alike, follows } of groups) {
  console.log(
    `begin with ${requirement}: ${alike.length} fail so, ${follows.length} could not be checked because of it`,
  );
}
const failed = requirements.filter(({ verdict }) => verdict === 'fail');
for (const { id, weight, statement, checks } of failed) {
  const check = checks.find(({ verdict }) => verdict === 'fail');
  console.log(`${id} (${weight}): ${statement}`);
  console.log(`  ${check?.configuration}: expected ${check?.expected}, observed ${check?.observed}`);
}
console.log(`${failed.length} of ${requirements.length} requirements failed; exit code of the run: ${run.exitCode}`);
process.exitCode = failed.length === 0 ? 0 : 1;
