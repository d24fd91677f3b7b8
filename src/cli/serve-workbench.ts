/** `impsc serve` as a workbench for clients: page, control interface, log file, script, settings, kept state. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { loadSteps } from '../conformance/cucumber/cucumber.ts';
import { loadFeatures } from '../conformance/features/features.ts';
import { run } from '../conformance/run/run.ts';
import { writeWhole } from '../conformance/transcripts/write.ts';
import { embeddedIut, embeddedServerOptions } from '../embedded/iut.ts';
import type { LogLine } from '../explorer/page/data/workbench.ts';
import { defects, variants } from '../proof/index.ts';
import { html } from '../report/html/html.ts';
import { referenceOf } from '../report/reference/index.ts';
import type { Exchange } from '../server/exchange-log.ts';
import { defaultProfile, serverProfile } from '../server/profile.ts';
import type { ServerOptions } from '../server/server.ts';
import { readAccounts } from '../server/sessions/accounts-file.ts';
import { type Control, startControl } from '../workbench/control.ts';
import { play, scriptSteps } from '../workbench/script.ts';
import { SwitchError } from '../workbench/switches.ts';
import { type KeptState, startWorkbench, type Workbench } from '../workbench/workbench.ts';
import { exchangeLines } from './exchange-printer.ts';
import { UsageError } from './failure.ts';
import { commitOf, findProject } from './project.ts';
import { seededList } from './seeded.ts';

export interface WorkbenchCommand {
  readonly host: string;
  readonly port: number;
  /** Port of page and control interface. */
  readonly page: number;
  readonly accounts?: string | undefined;
  readonly settings?: string | undefined;
  readonly script?: string | undefined;
  readonly log?: string | undefined;
  readonly state?: string | undefined;
  readonly strict?: boolean | undefined;
  readonly quiet?: boolean | undefined;
  readonly verbose?: boolean | undefined;
  /** Defects and variants that are on from the beginning. */
  readonly on: readonly string[];
  readonly onFault: (error: unknown, where: string) => void;
}

export interface RunningWorkbench {
  readonly workbench: Workbench;
  readonly control: Control;
  close(): Promise<void>;
}

/** Every setting of the server with its default, as YAML. */
export function settingsText(): string {
  return `# Settings of the reference server, each with its default. Keep what you change; the rest may be deleted.\n${stringify(defaultProfile)}`;
}

export async function serveWorkbench(command: WorkbenchCommand): Promise<RunningWorkbench> {
  const kept = stateIn(command.state);
  const steps = command.script === undefined ? [] : reading(command.script, (text) => scriptSteps(text));
  const workbench = await startWorkbench({
    server: serverOptions(command, kept),
    seeded: (id) => [...defects, ...variants].find((one) => one.id === id)?.change,
    host: command.host,
    port: command.port,
    switches: {
      ...kept?.switches,
      ...(command.strict === true && { reading: 'strict' as const }),
      ...(command.on.length > 0 && { on: command.on }),
    },
    onLine: (line, exchange) => tell(command, line, exchange),
    onFault: command.onFault,
    onKept: (state) => {
      if (command.state !== undefined) writeWhole(command.state, `${JSON.stringify(state, null, 2)}\n`);
    },
  });
  const control = await startControl({ workbench, port: command.page, page: pageOf }).catch(async (error: unknown) => {
    await workbench.close();
    throw error;
  });
  const end = play(steps, workbench, (problem) => process.stderr.write(`impsc: ${problem}\n`));
  return {
    workbench,
    control,
    async close() {
      end();
      await control.close();
      await workbench.close();
    },
  };
}

function serverOptions({ accounts, settings }: WorkbenchCommand, kept: KeptState | undefined): ServerOptions {
  const changes = settings === undefined ? {} : reading(settings, (text) => parse(text) ?? {});
  const usual = embeddedServerOptions();
  try {
    const base = accounts === undefined ? usual.profile : undefined;
    const wanted = base === undefined ? serverProfile(changes) : serverProfile(changes, base);
    if (kept !== undefined) return { profile: wanted, accounts: kept.accounts };
    if (accounts === undefined) return { ...usual, profile: wanted };
    const file = readAccounts(readFileSync(accounts, 'utf8'), accounts, wanted.homeDomains);
    const profile = file.homeDomains === undefined ? wanted : { ...wanted, homeDomains: file.homeDomains };
    return { profile, accounts: file.accounts };
  } catch (error) {
    if (error instanceof Error && /^profile: /.test(error.message))
      throw new UsageError(`${settings}: ${error.message}`);
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new UsageError(`${accounts}: there is no such file`);
    throw error;
  }
}

function reading<T>(file: string, read: (text: string) => T): T {
  if (!existsSync(file)) throw new UsageError(`${file}: there is no such file`);
  try {
    return read(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SwitchError || error instanceof Error) throw new UsageError(`${file}: ${error.message}`);
    throw error;
  }
}

/** The state that an earlier workbench left; undefined where there is none yet. */
function stateIn(file: string | undefined): KeptState | undefined {
  if (file === undefined || !existsSync(file)) return undefined;
  return reading(file, (text) => {
    const state = JSON.parse(text);
    if (!Array.isArray(state.accounts) || typeof state.switches !== 'object') {
      throw new Error('this is no state of impsc serve');
    }
    return state as KeptState;
  });
}

function tell({ quiet, verbose, log }: WorkbenchCommand, line: LogLine, exchange: Exchange | undefined): void {
  const text = [
    lineText(line),
    ...(verbose === true && exchange !== undefined ? exchangeLines(exchange, true).slice(1) : []),
  ];
  if (quiet !== true) process.stdout.write(`${text.join('\n')}\n`);
  if (log !== undefined) appendFileSync(log, `${text.join('\n')}\n`);
}

/** `14:05:09.120 wv:alice@example.com Lantern 1.2 xml Login-Request → Login-Response 200 Successful ! CSP-CLT-004`. */
export function lineText({
  until,
  user,
  client,
  version,
  syntax,
  exchange,
  answer,
  deviations,
  first,
  kind,
}: LogLine): string {
  const time = new Date(until).toISOString().slice(11, 23);
  const who = kind === 'you' ? 'you' : `${user || '-'} ${client || '-'} ${version || '-'} ${syntax || '-'}`;
  const wrong = deviations.length === 0 ? '' : ` ! ${deviations.join(' ')}`;
  const how = first.map((sentence) => `\n  ! ${sentence}`).join('');
  return `${time} ${who} ${exchange} ${answer}`.trimEnd().replace(/\p{Cc}/gu, '\u{b7}') + wrong + how;
}

/** The page of the explorer without a run: what there is to look up, and the workbench. */
async function pageOf(): Promise<string> {
  const project = findProject();
  const results = await run({
    adapter: embeddedIut({ name: 'Workbench' }),
    features: loadFeatures('features', project.root),
    support: await loadSteps(project.root, project.steps),
    tool: { name: 'imps-conformance', version: project.version, commit: commitOf(project.root) },
    seed: 0,
    signal: AbortSignal.abort('nothing is run here'),
  });
  return html(results, { kind: 'workbench', reference: referenceOf(seededList()) });
}
