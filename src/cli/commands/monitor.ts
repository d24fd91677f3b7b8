/** `impsc monitor` */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadBaseline } from '../../conformance/baseline/baseline.ts';
import { catalogue } from '../../conformance/catalogue/catalogue.ts';
import { makeFolder, writeWhole } from '../../conformance/transcripts/write.ts';
import { writeConsole } from '../../report/console/console.ts';
import { terminalOf } from '../../report/console/terminal.ts';
import { monitorJournal } from '../../watch/journal.ts';
import { startMonitor } from '../../watch/monitor.ts';
import { anonymiser } from '../../watch/recordings/anonymise.ts';
import { harOf } from '../../watch/recordings/har.ts';
import { readRecording } from '../../watch/recordings/read.ts';
import { watched } from '../../watch/recordings/replay.ts';
import { type ResultsOptions, resultsOf } from '../../watch/results.ts';
import { type News, Watcher } from '../../watch/watcher.ts';
import { UsageError } from '../failure.ts';
import { tellGithub } from '../github.ts';
import { commitOf, findProject } from '../project.ts';
import { removeReports, writeReports } from '../reports.ts';

type Tool = ResultsOptions['tool'];

export interface MonitorCommandOptions {
  readonly listen?: string;
  readonly upstream?: string;
  readonly from?: string;
  readonly anonymise?: string;
  readonly out: string;
  readonly format?: readonly string[];
  readonly baseline?: string;
  readonly failOn: 'fail' | 'note';
  readonly cert?: string;
  readonly key?: string;
  readonly ca?: string;
  readonly insecure?: boolean;
  readonly quiet?: boolean;
}

export async function monitorCommand(options: MonitorCommandOptions): Promise<number> {
  const project = findProject();
  const tool = { name: 'imps-conformance', version: project.version, commit: commitOf(project.root) };
  if (options.from !== undefined) return watchRecording(options.from, options, tool);
  if (options.anonymise !== undefined) throw new UsageError('--anonymise is for a recording (--from)');
  return watchTraffic(options, tool);
}

/** Judges a recording, or writes one that can be shown to others. */
async function watchRecording(file: string, options: MonitorCommandOptions, tool: Tool): Promise<number> {
  if (options.listen !== undefined || options.upstream !== undefined) {
    throw new UsageError('--from watches a recording; --listen and --upstream watch what passes now');
  }
  const recording = readRecording(file);
  if (options.anonymise !== undefined) {
    const { exchange } = anonymiser();
    const exchanges = recording.pieces.flatMap((piece) => piece.exchanges.map(exchange));
    writeWhole(
      options.anonymise,
      `${JSON.stringify(harOf(exchanges, new Date(0), `${tool.name} ${tool.version}`), null, 1)}\n`,
    );
    process.stdout.write(`${exchanges.length} exchanges without names, texts and secrets: ${options.anonymise}\n`);
    return 0;
  }
  const startedAt = new Date();
  const began = performance.now();
  makeFolder(resolve(options.out));
  removeReports(options.out);
  const watcher = watched(recording);
  const untimed = recording.timed ? [] : ['rules about time were left out: clocks may have been moved in a run'];
  return report(watcher, options, {
    tool,
    name: `Recording ${file}`,
    startedAt,
    durationMs: performance.now() - began,
    command: ['monitor', '--from', file],
    remarks: [...recording.remarks, ...untimed],
    baseline: baselineOf(options),
    failOn: options.failOn,
  });
}

async function watchTraffic(options: MonitorCommandOptions, tool: Tool): Promise<number> {
  const { upstream, listen } = options;
  if (upstream === undefined || listen === undefined) {
    throw new UsageError('--listen ADDRESS and --upstream URL say where clients come and where the server is');
  }
  const target = upstreamOf(upstream, options);
  makeFolder(resolve(options.out));
  removeReports(options.out);
  const startedAt = new Date();
  const began = performance.now();
  const name = `Traffic to ${upstream}`;
  const given = { tool, name, startedAt, baseline: baselineOf(options), failOn: options.failOn };
  const journal = monitorJournal(options.out, { ...given, durationMs: 0 });
  const watcher = new Watcher({
    onNews: (news) => {
      journal.add(news);
      if (options.quiet !== true) for (const one of news) tell(one);
    },
  });
  const monitor = await startMonitor({
    watcher,
    listen: addressOf(listen),
    upstream: target,
    tls: certificateOf(options),
  });
  process.stdout.write(`Watching ${monitor.url}, passing on to ${upstream}\nCtrl-C ends it and writes the report.\n`);
  await new Promise<void>((done) => {
    process.once('SIGINT', done);
    process.once('SIGTERM', done);
  });
  await monitor.close();
  journal.end();
  return report(watcher, options, { ...given, durationMs: performance.now() - began, remarks: monitor.remarks });
}

async function report(
  watcher: Watcher,
  { out, format }: MonitorCommandOptions,
  given: ResultsOptions,
): Promise<number> {
  const { results, written, lost } = await writeReports(resultsOf(watcher, given), out, format);
  writeConsole(results, terminalOf(process.stdout), { written });
  tellGithub(results, format);
  for (const what of lost) process.stderr.write(`impsc: ${what}\n`);
  return results.run.exitCode;
}

function baselineOf({ baseline }: MonitorCommandOptions) {
  return baseline === undefined ? undefined : loadBaseline(baseline, catalogue);
}

function tell({ tally, kept }: News): void {
  if (kept === undefined) return;
  const { requirement } = tally;
  process.stdout.write(
    `${requirement}  ${kept.party}, exchange ${kept.number}: expected ${kept.expected}; observed ${kept.observed}\n`,
  );
}

/** `8080`, `127.0.0.1:8080`, `[::1]:8080`; without a host the loopback interface. */
export function addressOf(text: string): { readonly host: string; readonly port: number } {
  const [, host, port] = /^(?:(?:http:\/\/)?(\[[^\]]+\]|[^:[\]]+)?:)?(\d{1,5})\/?$/.exec(text) ?? [];
  if (port === undefined || Number(port) > 65_535) {
    throw new UsageError(`--listen ${text}: an address such as 127.0.0.1:8080 is needed, or a port`);
  }
  return { host: (host ?? '127.0.0.1').replace(/^\[|\]$/g, ''), port: Number(port) };
}

function upstreamOf(text: string, { ca, insecure }: MonitorCommandOptions) {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new UsageError(`--upstream ${text}: an absolute http or https URL is needed`);
  }
  const secure = url.protocol === 'https:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port || (secure ? 443 : 80));
  const trust = { ca: ca === undefined ? undefined : fileOf('--ca', ca), insecure: insecure === true };
  return { host, port, tls: secure ? trust : undefined };
}

function certificateOf({ cert, key }: MonitorCommandOptions) {
  if ((cert === undefined) !== (key === undefined)) throw new UsageError('--cert and --key go together');
  if (cert === undefined || key === undefined) return undefined;
  return { cert: fileOf('--cert', cert), key: fileOf('--key', key) };
}

function fileOf(option: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${option} ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
