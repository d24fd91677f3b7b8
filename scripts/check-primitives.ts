/**
 * Holds docs/primitives.md against a run of the suite on the reference server: whatever the server is said to take or to
 * send has to have been sent or received in that version.
 *
 *   node --import tsx scripts/check-primitives.ts reports/checks/suite/results.json
 */
import { existsSync, readFileSync } from 'node:fs';
import { rowsOfPrimitives } from '../src/cli/primitives.ts';
import { findProject } from '../src/cli/project.ts';
import { loadFeatures } from '../src/conformance/features/features.ts';
import type { RunResults } from '../src/results/results.ts';

/** Version discovery has no transactions whose names a transcript tells: it is a message of its own kind. */
function discoveryIn(body: string | undefined): readonly string[] {
  const text = Buffer.from(body ?? '', 'base64').toString('latin1');
  return /<(?:\w+:)?(WV-CSP-VersionDiscovery-Re(?:quest|sponse))/.exec(text)?.slice(1) ?? [];
}

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.log('which results? write: node --import tsx scripts/check-primitives.ts reports/latest/results.json');
  process.exit(2);
}
if (!existsSync(file)) {
  console.log(`there are no results at ${file}: run the suite first`);
  process.exit(2);
}
const { configurations, transcripts } = JSON.parse(readFileSync(file, 'utf8')) as RunResults;
const versions = new Map(configurations.map(({ id, version }) => [id, version]));
const seen = new Set<string>();
for (const { configuration, entries } of transcripts) {
  const version = versions.get(configuration) ?? '';
  for (const { sent, received, request, response } of entries) {
    for (const name of [...sent, ...discoveryIn(request.body)]) seen.add(`takes ${name} ${version}`);
    for (const name of [...received, ...discoveryIn(response?.body)]) seen.add(`sends ${name} ${version}`);
  }
}
const { scenarios } = loadFeatures('features', findProject().root);
const rows = rowsOfPrimitives(scenarios).filter((row) => row.served === 'yes');
const unseen = rows.filter(({ primitive, version, direction }) => {
  return !seen.has(`${direction === 'C->S' ? 'takes' : 'sends'} ${primitive} ${version}`);
});
for (const { primitive, version, direction } of unseen) {
  const what = direction === 'C->S' ? 'sent to the reference server' : 'sent by the reference server';
  console.log(`${primitive} of ${version} was not ${what} in this run`);
}
console.log(`${rows.length} primitives with their versions, ${rows.length - unseen.length} of them seen in the run`);
process.exitCode = unseen.length === 0 ? 0 : 1;
