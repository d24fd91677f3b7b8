/** `impsc review` */
import { catalogue } from '../../conformance/catalogue/catalogue.ts';
import { loadFeatures } from '../../conformance/features/features.ts';
import type { Ics, Ixit } from '../../conformance/ics/types.ts';
import { MONITORED } from '../../conformance/monitors/index.ts';
import { makePlan, type Plan } from '../../conformance/plan/plan.ts';
import { type Connection, connect } from '../../conformance/review/connect.ts';
import { type Review, review } from '../../conformance/review/review.ts';
import { VERSIONS } from '../../protocol/version.ts';
import { style, terminalOf, wrap } from '../../report/console/terminal.ts';
import { describedIn, implementation } from '../implementation.ts';
import { findProject } from '../project.ts';

export interface ReviewOptions {
  readonly json?: boolean;
  /** Reach the server, log the accounts in, negotiate. */
  readonly connect?: boolean;
  /** Print the test plan. */
  readonly plan?: boolean;
  readonly seed?: number;
}

/** Nothing answers: as for a run. */
const NOT_REACHED = 3;

export async function reviewCommand(options: ReviewOptions, file = ''): Promise<number> {
  if (options.connect !== true) return reviewed(options, describedIn(file), undefined);
  const adapter = implementation(file, undefined);
  try {
    return await reviewed(options, await adapter.start(), adapter.capabilities);
  } finally {
    await adapter.stop();
  }
}

type Described = { readonly ics: Ics; readonly ixit: Ixit };

async function reviewed(
  options: ReviewOptions,
  { ics, ixit }: Described,
  capabilities: Parameters<typeof makePlan>[0]['means']['capabilities'] | undefined,
): Promise<number> {
  const features = loadFeatures('features', findProject().root);
  const input = { catalogue, ics, ixit, features, monitored: MONITORED };
  const result = review(input);
  const { seed = 1 } = options;
  const plan = makePlan({ ...input, means: { ixit, capabilities: capabilities ?? new Set() }, seed });
  const { configurations, claims, schedule } = plan;
  const connection =
    capabilities === undefined
      ? undefined
      : await connect({
          ...{ ics, ixit, claims, catalogue, configurations },
          ...{ scenarios: schedule.length, seconds: result.seconds, lanes: 1 + (ixit.lanes?.length ?? 0) },
        });
  const planned = options.plan === true || options.connect === true ? planOf(plan) : undefined;
  if (options.json === true) {
    const all = { ...result, ...(connection && { connection }), ...(planned && { seed, plan: planned }) };
    process.stdout.write(`${JSON.stringify(all, undefined, 2)}\n`);
  } else {
    process.stdout.write(
      `${[
        ...reviewLines(result),
        ...(connection === undefined ? [] : connectionLines(connection)),
        ...(planned === undefined ? [] : planLines(planned, seed)),
      ].join('\n')}\n`,
    );
  }
  if (connection?.reached === false) return NOT_REACHED;
  const fatal = [...result.objections, ...(connection?.findings ?? [])].some((one) => one.fatal);
  return fatal ? 1 : 0;
}

interface Planned {
  readonly number: number;
  readonly scenario: string;
  readonly configuration: string;
  readonly requirements: readonly string[];
}

/** The scenarios in the order of a run with one lane and this seed. */
function planOf({ schedule }: Plan): readonly Planned[] {
  return schedule.map(({ source, configuration, requirements }, i) => ({
    number: i + 1,
    scenario: source.id,
    configuration: configuration.id,
    requirements,
  }));
}

function planLines(planned: readonly Planned[], seed: number): string[] {
  const { columns } = terminalOf(process.stdout);
  const width = String(planned.length).length;
  return [
    '',
    `Test plan: ${planned.length} scenarios in the order of "impsc run --seed ${seed}"`,
    ...planned.flatMap(({ number, scenario, configuration, requirements }) => {
      const [place = '', ...words] = scenario.split(' ');
      const text = `[${configuration}] ${words.join(' ')} (${requirements.join(', ')}; ${place})`;
      const lead = ' '.repeat(width + 4);
      return wrap(text, columns - width - 4).map((line, i) =>
        i === 0 ? `  ${String(number).padStart(width)}  ${line}` : `${lead}${line}`,
      );
    }),
  ];
}

function inWords(seconds: number): string {
  const minutes = Math.max(1, Math.round(seconds / 60));
  return minutes === 1 ? 'a minute' : `${minutes} minutes`;
}

/** Adds a paragraph to lines, wrapped and indented. */
function paragraphs(lines: string[], columns: number) {
  return (text: string, indent = 2): void => {
    for (const line of wrap(text, columns - indent)) lines.push(`${' '.repeat(indent)}${line}`);
  };
}

function connectionLines(connection: Connection): string[] {
  const terminal = terminalOf(process.stdout);
  const s = style(terminal);
  const { address, reached, logins, findings, exchangeMs, seconds, offered } = connection;
  const lines: string[] = ['', s.bold(`On the wire: ${address}`), ''];
  const paragraph = paragraphs(lines, terminal.columns);
  if (!reached) {
    paragraph(`nothing answers: ${logins.at(-1)?.refused ?? 'no request was sent'}`);
    return lines;
  }
  lines.push('Accounts');
  for (const { account, user, configuration, refused } of logins) {
    paragraph(`ixit.${account}, ${user} [${configuration}]: ${refused === undefined ? 'logs in' : refused}`);
  }
  lines.push('', 'Offered in service negotiation');
  for (const [configuration, functions] of Object.entries(offered)) {
    paragraph(`[${configuration}] ${functions.join(' ') || 'nothing'}`);
  }
  lines.push('', findings.length === 0 ? 'Claims against the server: they agree' : 'Claims against the server');
  for (const { message, configuration, fatal } of findings) {
    lines.push(`  ${fatal ? s.mark('fail') : s.mark('note')}  [${configuration}]`);
    paragraph(message, 4);
  }
  lines.push('', 'Length of a run');
  paragraph(
    `An exchange takes ${exchangeMs} ms here; the scenarios take about ${inWords(seconds)} if everything that is due comes.`,
  );
  return lines;
}

function reviewLines(result: Review): string[] {
  const terminal = terminalOf(process.stdout);
  const s = style(terminal);
  const lines: string[] = [s.bold(`Static review of ${result.name}`), ''];
  const paragraph = paragraphs(lines, terminal.columns);
  lines.push('The claims');
  for (const version of VERSIONS) {
    const functions = result.functions[version];
    if (functions === undefined) continue;
    paragraph(
      `${version}: ${result.claimed[version]} items. Functions that service negotiation must offer: ${functions.join(' ') || 'none'}`,
    );
  }
  lines.push('', result.objections.length === 0 ? 'Contradictions: none' : 'Contradictions');
  for (const o of result.objections) {
    const where = o.versions.length === 0 ? '' : ` [${o.versions.join(', ')}]`;
    lines.push(`  ${o.fatal ? s.mark('fail') : s.mark('note')}  ${s.bold(o.id)}${where}`);
    paragraph(o.message, 4);
  }
  lines.push('', 'Release definition, as far as the claims decide');
  for (const row of result.expressions.filter((e) => e.status === 'M'))
    paragraph(`${row.id}: ${row.value === 'false' ? 'cannot hold' : 'may hold'}, ${row.because}`);
  lines.push('', 'What will run');
  paragraph(
    `${result.applicable} requirements apply, ${result.covered} of them are checked by ${result.scenarios} scenarios and the monitors.`,
  );
  paragraph(
    `That takes about ${inWords(result.seconds)} where the server keeps to the rules; every message it leaves out costs ${result.secondsEachMissing} seconds more (ixit.timers.notification).`,
  );
  if (result.warnings.length > 0) {
    lines.push('', 'What looks like an oversight');
    for (const warning of result.warnings) paragraph(warning);
  }
  if (result.untestable.length > 0) {
    lines.push('', 'What cannot be tested, and what is missing for it');
    for (const { missing, message, requirements } of result.untestable) {
      paragraph(`${missing}: ${message} (${requirements.join(', ')})`);
    }
  }
  if (result.unchecked.length > 0) {
    lines.push('', 'Claimed, and nothing checks it yet');
    paragraph(result.unchecked.join(', '));
  }
  return lines;
}
