/** `impsc review` */
import { catalogue } from '../../conformance/catalogue/catalogue.ts';
import { loadFeatures } from '../../conformance/features/features.ts';
import { knownTo } from '../../conformance/ics/known.ts';
import { loadIut } from '../../conformance/ics/load.ts';
import { MONITORED } from '../../conformance/monitors/index.ts';
import { type Review, review } from '../../conformance/review/review.ts';
import { VERSIONS } from '../../protocol/version.ts';
import { style, terminalOf, wrap } from '../../report/console/terminal.ts';
import { findProject } from '../project.ts';

export async function reviewCommand(options: { readonly json?: boolean }, file = ''): Promise<number> {
  const { ics, ixit } = loadIut(file, knownTo(catalogue));
  const features = loadFeatures('features', findProject().root);
  const result = review({ catalogue, ics, ixit, features, monitored: MONITORED });
  if (options.json === true) process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
  else write(result);
  return result.objections.some((o) => o.fatal) ? 1 : 0;
}

function inWords(seconds: number): string {
  const minutes = Math.max(1, Math.round(seconds / 60));
  return minutes === 1 ? 'a minute' : `${minutes} minutes`;
}

function write(result: Review): void {
  const terminal = terminalOf(process.stdout);
  const s = style(terminal);
  const lines: string[] = [s.bold(`Static review of ${result.name}`), ''];
  const paragraph = (text: string, indent = 2) => {
    for (const line of wrap(text, terminal.columns - indent)) lines.push(`${' '.repeat(indent)}${line}`);
  };
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
  process.stdout.write(`${lines.join('\n')}\n`);
}
