/** `impsc monitor` */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadBaseline } from '../../conformance/baseline/baseline.ts';
import { catalogue } from '../../conformance/catalogue/catalogue.ts';
import { makeFolder } from '../../conformance/transcripts/write.ts';
import { writeConsole } from '../../report/console/console.ts';
import { terminalOf } from '../../report/console/terminal.ts';
import { monitorJournal } from '../../watch/journal.ts';
import { startMonitor } from '../../watch/monitor.ts';
import { resultsOf } from '../../watch/results.ts';
import { Watcher } from '../../watch/watcher.ts';
import { UsageError } from '../failure.ts';
import { tellGithub } from '../github.ts';
import { commitOf, findProject } from '../project.ts';
import { removeReports, writeReports } from '../reports.ts';

export interface MonitorCommandOptions {
  readonly listen?: string;
  readonly upstream?: string;
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
  const { upstream, listen } = options;
  if (upstream === undefined || listen === undefined) {
    throw new UsageError('--listen ADDRESS and --upstream URL say where clients come and where the server is');
  }
  const project = findProject();
  const tool = { name: 'imps-conformance', version: project.version, commit: commitOf(project.root) };
  const baseline = options.baseline === undefined ? undefined : loadBaseline(options.baseline, catalogue);
  const target = upstreamOf(upstream, options);
  makeFolder(resolve(options.out));
  removeReports(options.out);
  const startedAt = new Date();
  const began = performance.now();
  const given = { tool, name: `Traffic to ${upstream}`, startedAt, baseline, failOn: options.failOn };
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
  const measured = resultsOf(watcher, { ...given, durationMs: performance.now() - began, remarks: monitor.remarks });
  journal.end();
  const { results, written, lost } = await writeReports(measured, options.out, options.format);
  writeConsole(results, terminalOf(process.stdout), { written });
  tellGithub(results, options.format);
  for (const what of lost) process.stderr.write(`impsc: ${what}\n`);
  return results.run.exitCode;
}

function tell({
  tally,
  kept,
}: Parameters<NonNullable<ConstructorParameters<typeof Watcher>[0]>['onNews'] & object>[0][number]): void {
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
