/**
 * The legal variants as a tester meets them: each is served over a socket on real time, and the suite runs against it as
 * against a server that can neither be put back to its beginning nor be given accounts, in several orders, one after the
 * other, so that what one run leaves behind is met by the next. Names what turned red although no variant has leave for it.
 *
 *   node --import tsx scripts/variants-remote.ts --select idle-poll-status
 *   node --import tsx scripts/variants-remote.ts --select 'sloppy-*' --version 1.2 --syntax xml --runs 1
 *   node --import tsx scripts/variants-remote.ts --select slow,several-sessions --together     both are one server
 *   node --import tsx scripts/variants-remote.ts --select no-descriptions --restart 10         it restarts now and then
 *   node --import tsx scripts/variants-remote.ts --select no-descriptions --only CSP-LOG       a part of the suite
 *
 * A run takes minutes where scenarios wait for time to pass; those are left out unless --waiting is given. Exit code 0
 * when nothing is red, 1 when something is, 2 for wrong options.
 */
import { parseArgs } from 'node:util';
import { complain, UsageError } from '../src/cli/failure.ts';
import { findProject } from '../src/cli/project.ts';
import { catalogue } from '../src/conformance/catalogue/catalogue.ts';
import { loadSteps } from '../src/conformance/cucumber/cucumber.ts';
import type { RunListener } from '../src/conformance/events.ts';
import { loadFeatures } from '../src/conformance/features/features.ts';
import { remoteIut } from '../src/conformance/iut/remote.ts';
import { run } from '../src/conformance/run/run.ts';
import { describeServed, embeddedServerOptions } from '../src/embedded/iut.ts';
import { type Variant, variants } from '../src/proof/index.ts';
import { selectSeeds } from '../src/proof/matrix/selection.ts';
import { asOneServer, type MatrixInput, placeFor, redIn } from '../src/proof/matrix/variant-runs.ts';
import { SYNTAXES } from '../src/protocol/syntax/types.ts';
import { VERSIONS } from '../src/protocol/version.ts';
import { createServer, type ReferenceServer } from '../src/server/server.ts';

/** Wait for a notification, milliseconds: these servers send theirs at once. */
const NOTIFICATION = 300;

function readOptions() {
  const { values } = parseArgs({
    options: {
      select: { type: 'string', default: '*' },
      version: { type: 'string' },
      syntax: { type: 'string' },
      runs: { type: 'string', default: '3' },
      restart: { type: 'string', default: '0' },
      only: { type: 'string' },
      together: { type: 'boolean', default: false },
      waiting: { type: 'boolean', default: false },
    },
  });
  const number = (name: 'runs' | 'restart', least: number) => {
    const value = Number(values[name]);
    if (!Number.isSafeInteger(value) || value < least)
      throw new UsageError(`--${name}: "${values[name]}" is no whole number from ${least}`);
    return value;
  };
  const one = <T extends string>(name: 'version' | 'syntax', known: readonly T[]): T | undefined => {
    const given = values[name];
    const found = known.find((each) => each === given);
    if (given !== undefined && found === undefined)
      throw new UsageError(`--${name}: "${given}" is none of ${known.join(', ')}`);
    return found;
  };
  return {
    chosen: chosen(values.select),
    version: one('version', VERSIONS),
    syntax: one('syntax', SYNTAXES),
    runs: number('runs', 1),
    restart: number('restart', 0),
    only: values.only,
    together: values.together,
    waiting: values.waiting,
  };
}
type Options = ReturnType<typeof readOptions>;

function chosen(select: string): readonly Variant[] {
  const { variants: found } = selectSeeds(select, { defects: [], variants }, { catalogue, scenarios: [] });
  if (found.length === 0) throw new UsageError(`--select: "${select}" names no variant`);
  return found;
}

/** Reopens the listening socket at the same port, before every `every`th scenario; sessions are kept. */
function restarting(server: ReferenceServer, port: number, every: number): RunListener {
  let count = 0;
  return {
    scenarioStarted() {
      if (every === 0 || ++count % every !== 0) return;
      void server.stop();
      void server.start({ host: '127.0.0.1', port });
    },
  };
}

/** Serves some variants as one server, runs the suite against it in every order and prints the failures. */
async function meets(some: readonly Variant[], options: Options, input: MatrixInput): Promise<number> {
  const place = placeFor(some);
  const version = options.version ?? place.version;
  const syntax = options.syntax ?? place.syntax;
  const other = asOneServer(some);
  const faults: string[] = [];
  const conforming = embeddedServerOptions();
  const { clock: _, ...onRealTime } = {
    ...conforming,
    onFault: (error: unknown, where: string) => faults.push(`${where}: ${String(error)}`),
  };
  const server = createServer(other.change?.(onRealTime) ?? onRealTime);
  const { url, port } = await server.start({ host: '127.0.0.1', port: 0 });
  const { ics, ixit } = describeServed(`${url}/`, other);
  const told = { ...ixit, timers: { ...ixit.timers, notification: NOTIFICATION } };
  let bad = 0;
  try {
    for (let seed = 1; seed <= options.runs; seed++) {
      const began = performance.now();
      const results = await run({
        ...input,
        adapter: remoteIut({ ics, ixit: told }),
        seed,
        versions: [version],
        syntaxes: [syntax],
        select: [options.only, options.waiting ? undefined : 'not testability:needs-adapter:clock']
          .flatMap((part) => (part === undefined ? [] : [`(${part})`]))
          .join(' and '),
        listeners: [restarting(server, port, options.restart)],
        realTime: true,
      });
      const red = [...redIn(results, some), ...faults.splice(0).map((fault) => `fault of the server in ${fault}`)];
      const seconds = ((performance.now() - began) / 1000).toFixed(0);
      const names = some.map(({ id }) => id).join(' + ');
      console.log(`${names}  ${version}-${syntax} seed ${seed}: ${red.length === 0 ? 'green' : 'red'}, ${seconds} s`);
      for (const line of red) console.log(`  ${line}`);
      bad += red.length;
    }
  } finally {
    await server.stop();
  }
  return bad;
}

async function main(): Promise<number> {
  const options = readOptions();
  const project = findProject();
  const input: MatrixInput = {
    features: loadFeatures('features', project.root),
    support: await loadSteps(project.root, project.steps),
    tool: { name: 'imps-conformance', version: project.version, commit: 'unknown' },
  };
  const servers = options.together ? [options.chosen] : options.chosen.map((one) => [one]);
  let bad = 0;
  for (const some of servers) bad += await meets(some, options, input);
  return bad === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.exitCode = (error as { code?: unknown }).code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' ? 2 : complain(error);
}
