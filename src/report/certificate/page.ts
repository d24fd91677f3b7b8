/** The certificate of a run on one sheet, or the sheet of a development run, which certifies nothing. */
import { createHash } from 'node:crypto';
import type { Claim } from '../../bundle/write.ts';
import type { ExpressionResult, RunResults, VerdictWord } from '../../results/results.ts';
import { answer } from '../view/answer.ts';
import { releases } from '../view/definition.ts';
import { remarkInWords, waiverInWords } from '../view/laboratory.ts';
import { visible } from '../view/octets.ts';
import { countRequirements } from '../view/sections.ts';
import { count, dateTime, duration, groupDigits, list } from '../view/words.ts';
import { xmlText } from '../xml-text.ts';
import { CERTIFICATE_STYLE } from './style.ts';

/** Waivers and remarks that are named one by one. */
const NAMED = 3;
/** Obstacles that are named one by one. */
const OBSTACLES_NAMED = 5;
/** Characters of any of them: the sheet is one sheet whatever stands on it. */
const LONGEST = 120;

function short(line: string): string {
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

const text = (given: string) => xmlText(visible(given));

/** The whole file: no script, no network. */
export function certificatePage(results: RunResults, claim: Claim): string {
  const hash = createHash('sha256').update(CERTIFICATE_STYLE).digest('base64');
  const said = answer(results);
  const certified = claim.kind === 'certificate';
  const title = certified ? 'Certificate of conformance' : 'Result of a development run';
  const stamp = '<span>Development run</span><span>certifies nothing</span>';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">
<title>${text(`${title}: ${results.target.name}`)}</title>
<style>${CERTIFICATE_STYLE}</style>
</head>
<body>
<article class="sheet${certified ? '' : ' dev'}">
${certified ? '' : `<p class="stamp">${stamp}</p>`}
<p class="hd"><strong>${title}</strong><span>Number <span class="id">${text(claim.number ?? 'none')}</span></span><span>${text(dateTime(claim.writtenAt))}</span></p>
<h1>${text(said.question)}: <b>${text(said.value)}</b>${certified ? '.' : text(`, ${said.because}.`)}</h1>
<p class="lede">${text(lede(results, certified))}</p>
${certified ? '' : obstacles(claim)}
<section class="two">${tested(results)}${claims(results)}</section>
${definition(results)}
${tally(results)}
${waivers(results)}
<section class="two">${notJudged(results)}${madeWith(results, claim)}</section>
${certified ? hashes(claim) : ''}
${certified ? signature(results) : mending()}
${certified ? '' : `<p class="stamp end">${stamp}</p>`}
</article>
</body>
</html>
`;
}

function lede(results: RunResults, certified: boolean): string {
  const { totals, target } = results;
  const met = totals.items.pass;
  if (certified) {
    return `${target.name} meets all ${count(met, 'item')} that apply to what it claims. Nothing mandatory was left open.`;
  }
  const { fail, inconclusive } = totals.items;
  return `${target.name}: ${count(fail, 'item')} not met, ${inconclusive} open, ${met} met.`;
}

function facts(title: string, all: readonly (readonly [name: string, value: string | undefined])[]): string {
  const rows = all.map(([name, value]) => `<dt>${text(name)}</dt><dd>${text(value ?? 'not stated')}</dd>`);
  return `<div><h2>${text(title)}</h2><dl>${rows.join('')}</dl></div>`;
}

function tested(results: RunResults): string {
  const { subject, run, target } = results;
  const when = `${dateTime(run.startedAt)}, ${duration(run.durationMs)}, seed ${run.seed}`;
  return facts('What was tested, by whom', [
    ['Implementation', target.name],
    ['Version, build', [subject?.version, subject?.build].map((one) => one ?? 'not stated').join(', ')],
    ['Maker', subject?.vendor],
    ['Laboratory', subject?.laboratory],
    ['Tester', subject?.tester],
    ['Tested', when],
    ['Environment', subject?.environment && short(subject.environment)],
  ]);
}

function claims({ claim, configurations, items }: RunResults): string {
  const claimed = items.filter((item) => item.claimed).length;
  const optional = items.filter(({ status }) => Object.values(status).includes('O'));
  const not = optional.filter((item) => !item.claimed).length;
  return facts('What it claims (ICS)', [
    ['Roles', list(claim?.roles.map(({ role }) => role) ?? [])],
    ['Versions', list([...(claim?.versions ?? [])])],
    ['Syntaxes', list([...(claim?.syntaxes ?? [])])],
    ['Bearers', list([...new Set(configurations.map(({ bearer }) => bearer))])],
    ['Items', `${claimed} claimed; ${not} optional ones not claimed`],
  ]);
}

const VALUE_WORDS: Readonly<Record<ExpressionResult['value'], string>> = {
  true: 'met',
  false: 'not met',
  unknown: 'not known',
};

/** Rows that hold or have to; the others are named in a line. */
function definition({ expressions }: RunResults): string {
  return releases(expressions)
    .map(({ version, rows }) => {
      const shown = rows.filter(({ status, value }) => status === 'M' || value === 'true');
      const off = rows.filter((row) => !shown.includes(row)).map(({ id }) => id);
      const entries = shown.map(
        ({ id, feature, value }) =>
          `<li><span class="id">${text(id)}</span><span>${text(feature)}</span><span>${VALUE_WORDS[value]}</span></li>`,
      );
      const rest =
        off.length === 0 ? '' : `<p class="soft">Optional and not met by the claims: ${text(off.join(', '))}</p>`;
      return `<section><h2>Release definition ${text(version)}</h2><ul class="rows">${entries.join('')}</ul>${rest}</section>`;
    })
    .join('\n');
}

function tally({ totals, requirements }: RunResults): string {
  const heads = ['Judged', 'pass', 'fail', 'open', 'not run', 'not applicable'];
  const cells = (n: Readonly<Record<VerdictWord, number>>) => [
    n.pass,
    n.fail,
    n.inconclusive + n.error,
    n['not-covered'] + n['not-selected'],
    n['not-applicable'],
  ];
  const { run, pass, fail, inconclusive, error } = totals.scenarios;
  const row = (name: string, all: readonly number[]) =>
    `<tr><th scope="row">${text(name)}</th>${all.map((n) => `<td>${groupDigits(n)}</td>`).join('')}</tr>`;
  const sum = (n: Readonly<Record<VerdictWord, number>>) => Object.values(n).reduce((a, b) => a + b, 0);
  const { observed, note } = countRequirements(requirements);
  return `<section><table><thead><tr>${heads.map((h) => `<th scope="col">${h}</th>`).join('')}</tr></thead><tbody>${[
    row(`Items, ${groupDigits(sum(totals.items))}`, cells(totals.items)),
    row(`Requirements, ${groupDigits(sum(totals.requirements))}`, cells(totals.requirements)),
    row(`Scenarios, ${groupDigits(run)}`, [pass, fail, inconclusive + error, 0, 0]),
  ].join(
    '',
  )}</tbody></table><p class="soft">${observed} requirements were observed only, ${note} passed with a note.</p></section>`;
}

function waivers({ waivers: all = [], laboratoryRemarks = [] }: RunResults): string {
  if (all.length + laboratoryRemarks.length === 0) return '';
  const lines = [
    ...all.map((waiver) => `Waiver, certifies nothing: ${waiverInWords(waiver)}`),
    ...laboratoryRemarks.map(remarkInWords),
  ].map(short);
  const shown = lines.slice(0, NAMED).map((line) => `<li>${text(line)}</li>`);
  const more = lines.length > NAMED ? `<li>and ${lines.length - NAMED} more, in the report</li>` : '';
  return `<section><h2>Waivers and remarks</h2><ul>${shown.join('')}${more}</ul></section>`;
}

function notJudged(results: RunResults): string {
  const { requirements, run, expectation, waivers: all = [] } = results;
  const observed = requirements.filter((r) => r.confidence === 'low' && r.applicability === 'applicable').length;
  const open = requirements.filter((r) => r.verdict === 'inconclusive').length;
  const without = [
    run.selection === undefined ? 'filter' : undefined,
    expectation === undefined ? 'baseline' : undefined,
    all.length === 0 ? 'waiver' : undefined,
  ].filter((one) => one !== undefined);
  const forced = without.length === 0 ? '' : ` No ${list(without, 'or')} was in force.`;
  return `<div><h2>Not judged, and why</h2><p>${text(
    `${observed} requirements of low confidence were observed and decide nothing. ${open} stay open. Load and security were not tested.${forced}`,
  )}</p></div>`;
}

function madeWith({ totals, run }: RunResults, { tool }: Claim): string {
  return facts('Made with', [
    ['Tool', `${tool.name} ${tool.version} (${tool.commit})`],
    ['Messages', groupDigits(totals.messages)],
    ['Exit code', `${run.exitCode}, ${run.because ?? ''}`],
  ]);
}

function inGroups(hash: string): string {
  return (hash.toUpperCase().match(/.{4}/g) ?? []).join(' ');
}

function hashes({ evidence, tool, catalogue }: Claim): string {
  const rows = [
    ['Evidence', evidence],
    ['Tool', tool.sha256],
    ['Catalogue', catalogue.sha256],
  ] as const;
  const lines = rows.map(([name, hash]) => `<dt>${name}</dt><dd class="hash">${inGroups(hash)}</dd>`);
  return `<section><h2>Hashes, SHA-256</h2><dl>${lines.join('')}</dl></section>`;
}

function signature({ subject }: RunResults): string {
  return `<section class="two"><div><h2>Signature</h2><p>${text(subject?.laboratory ?? '')}</p><div class="two"><div><div class="sign"></div><p class="soft">Test engineer</p></div><div><div class="sign"></div><p class="soft">Head of laboratory</p></div></div></div><div><h2>Check it yourself, without a network</h2><p class="cmd">impsc verify BUNDLE</p><p>Compares hashes and signature, then judges the recorded messages again and names every verdict that differs. This sheet without its bundle proves nothing.</p></div></section>`;
}

function obstacles({ obstacles: all }: Claim): string {
  const lines = all.slice(0, OBSTACLES_NAMED).map(({ message }) => `<li>${text(short(message))}</li>`);
  const left = all.length - OBSTACLES_NAMED;
  const more = left > 0 ? `<p class="soft">and ${left} more: the manifest and "impsc verify" name each</p>` : '';
  return `<section><h2>Why this is not a certificate</h2><ol>${lines.join('')}</ol>${more}</section>`;
}

function mending(): string {
  return '<section><h2>To make it a certificate</h2><p class="cmd">impsc certify --iut FILE</p></section>';
}
