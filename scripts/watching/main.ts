/**
 * `npm run watching`: what the passive monitor says of the simulated client and the reference server. Over the whole suite it
 * must find nothing wrong with the server, and with the client only what a scenario sends wrong on purpose; with each
 * seeded defect of the server it is written down whether watching names the requirement of the defect.
 *
 *   npm run watching -- --suite                     every version and syntax, no defect; --version, --syntax, --select choose
 *   npm run watching -- --defects [ID...]           all defects, or these; writes the table
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { commitOf, findProject } from '../../src/cli/project.ts';
import { catalogue } from '../../src/conformance/catalogue/catalogue.ts';
import { loadSteps } from '../../src/conformance/cucumber/cucumber.ts';
import { loadFeatures } from '../../src/conformance/features/features.ts';
import { run } from '../../src/conformance/run/run.ts';
import { embeddedIut } from '../../src/embedded/iut.ts';
import { defects } from '../../src/proof/index.ts';
import { measureDefect } from '../../src/proof/matrix/matrix.ts';
import { SYNTAXES } from '../../src/protocol/syntax/types.ts';
import { VERSIONS } from '../../src/protocol/version.ts';
import type { RunResults } from '../../src/results/results.ts';
import { piecesOf } from '../../src/watch/recordings/read.ts';
import { watched } from '../../src/watch/recordings/replay.ts';
import type { Tally } from '../../src/watch/tally.ts';

const TABLE = 'reports/watching/defects.md';

const project = findProject();
const input = {
  features: loadFeatures('features', project.root),
  support: await loadSteps(project.root, project.steps),
  tool: { name: 'imps-conformance', version: project.version, commit: commitOf(project.root) },
};

/** Findings of the monitor about one side that are judged, in what passed in a run. */
function findings(results: RunResults, side: 'server' | 'client'): readonly Tally[] {
  return watched({ pieces: piecesOf(results), timed: false }).tallies.all.filter(
    ({ requirement, configuration, violations }) => {
      const known = catalogue.requirement(requirement);
      if (violations === 0 || known === undefined || known.confidence === 'low') return false;
      return known.actor === side && catalogue.effectiveVersions(known).includes(configuration.version);
    },
  );
}

/** False alarms over the whole suite, in every version and syntax or in those that are wanted. */
async function suite(wanted: {
  readonly version?: string;
  readonly syntax?: string;
  readonly select?: string;
}): Promise<number> {
  let alarms = 0;
  for (const version of VERSIONS.filter((one) => (wanted.version ?? one) === one)) {
    for (const syntax of SYNTAXES.filter((one) => (wanted.syntax ?? one) === one)) {
      const chosen = { versions: [version], syntaxes: [syntax], select: wanted.select };
      const results = await run({ ...input, adapter: embeddedIut(), seed: 1, ...chosen });
      const server = findings(results, 'server');
      const client = findings(results, 'client');
      alarms += server.length;
      process.stdout.write(
        `${version} ${syntax}: ${results.totals.messages} messages, ${server.length} findings about the server\n`,
      );
      for (const { requirement, kept } of server)
        process.stdout.write(`  ${requirement}: ${kept[0]?.expected} / ${kept[0]?.observed}\n`);
      process.stdout.write(`  of the client, on purpose: ${client.map(({ requirement }) => requirement).join(', ')}\n`);
    }
  }
  return alarms;
}

/** The table of defects: which requirement watching names. */
async function table(ids: readonly string[]): Promise<void> {
  const wanted = defects.filter(({ id, handset }) => handset === undefined && (ids.length === 0 || ids.includes(id)));
  const rows: string[] = [];
  let named = 0;
  for (const defect of wanted) {
    const found = new Set(findings(await measureDefect(defect, input), 'server').map(({ requirement }) => requirement));
    const own = defect.requirements.filter((id) => found.has(id));
    const others = [...found].filter((id) => !defect.requirements.includes(id));
    if (own.length > 0) named += 1;
    rows.push(
      `| ${defect.id} | ${defect.requirements.join(', ')} | ${own.join(', ') || '-'} | ${others.join(', ') || '-'} |`,
    );
    process.stdout.write(`${own.length > 0 ? 'named ' : '-     '} ${defect.id}\n`);
  }
  const head = ['| defect | its requirements | named by watching | named besides |', '|---|---|---|---|'];
  const text = [
    `Watching alone names ${named} of ${rows.length} defects of the server.`,
    '',
    ...head,
    ...rows,
    '',
  ].join('\n');
  writeFileSync(join(project.root, TABLE), text);
  process.stdout.write(`${named} of ${rows.length}; ${TABLE}\n`);
}

const { values, positionals } = parseArgs({
  options: {
    suite: { type: 'boolean' },
    defects: { type: 'boolean' },
    version: { type: 'string' },
    syntax: { type: 'string' },
    select: { type: 'string' },
  },
  allowPositionals: true,
});
if (values.suite === true && (await suite(values)) > 0) process.exitCode = 1;
if (values.defects === true) await table(positionals);
