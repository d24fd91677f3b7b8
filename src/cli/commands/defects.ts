/** `impsc defects` */
import { relative, resolve } from 'node:path';
import { nearest } from '../../conformance/ics/nearest.ts';
import { loadFeatures } from '../../conformance/plan/features.ts';
import { loadSteps } from '../../conformance/run/cucumber.ts';
import { writeWhole } from '../../conformance/transcripts/write.ts';
import { type Defect, defects, unkilled, type Variant, variants } from '../../defects/index.ts';
import { terminalOf } from '../../report/terminal.ts';
import { UsageError } from '../failure.ts';
import {
  type DefectResult,
  type KillMatrix,
  matrixOf,
  requirementsToKill,
  runDefect,
  runVariant,
  type VariantResult,
} from '../matrix.ts';
import { commitOf, findProject } from '../project.ts';

export interface DefectsCommandOptions {
  readonly select?: string;
  readonly out: string;
  readonly variants?: boolean;
  readonly list?: boolean;
  readonly quiet?: boolean;
}

export async function defectsCommand(options: DefectsCommandOptions): Promise<number> {
  const chosen = choose(options.select);
  const wanted = options.variants === false ? [] : chosen.variants;
  if (options.list === true) return list(chosen.defects, wanted);
  const project = findProject();
  const input = {
    features: loadFeatures('features', project.root),
    support: await loadSteps(project.root, project.steps),
    tool: { name: 'imps-conformance', version: project.version, commit: commitOf(project.root) },
  };
  const say = options.quiet === true ? () => {} : progress(chosen.defects.length + wanted.length);
  const toKill = await requirementsToKill(input);
  const done: DefectResult[] = [];
  for (const defect of chosen.defects) {
    const result = await runDefect(defect, input);
    done.push(result);
    say(result.missed.length === 0 && result.collateral.length === 0 ? undefined : describe(result));
  }
  const stood: VariantResult[] = [];
  for (const variant of wanted) {
    const result = await runVariant(variant, input);
    stood.push(result);
    say(
      result.green
        ? undefined
        : [`legal variant ${result.id} is not green`, ...result.red.map((r) => `  ${r}`)].join('\n'),
    );
  }
  const whole = options.select === undefined;
  const ids = new Set(chosen.defects.flatMap((defect) => defect.requirements));
  const matrix = matrixOf(
    whole ? toKill : toKill.filter((r) => ids.has(r.requirement.id)),
    done,
    stood,
    unkilled,
    input.tool,
  );
  const file = resolve(options.out, 'kill-matrix.json');
  writeWhole(file, `${JSON.stringify(matrix, null, 1)}\n`);
  process.stdout.write(summary(matrix, file));
  return good(matrix) ? 0 : 1;
}

/** A defect, a variant, or whatever has to do with a requirement or an area. */
function choose(select: string | undefined): { defects: readonly Defect[]; variants: readonly Variant[] } {
  if (select === undefined) return { defects, variants };
  const patterns = select.split(/[\s,]+/).filter((part) => part !== '');
  const fits = (id: string) => patterns.some((p) => new RegExp(`^${p.replaceAll('*', '.*')}(-\\d+)?$`).test(id));
  const found = defects.filter((defect) => fits(defect.id) || defect.requirements.some(fits));
  const foundVariants = variants.filter((variant) => fits(variant.id));
  if (found.length + foundVariants.length === 0) {
    const known = [
      ...defects.map((d) => d.id),
      ...variants.map((v) => v.id),
      ...defects.flatMap((d) => d.requirements),
    ];
    const near = nearest(patterns[0] ?? '', known);
    throw new UsageError(
      `"${select}" names no defect, variant or requirement with a defect${near.length === 0 ? '' : `; nearest: ${near.join(', ')}`}`,
    );
  }
  return { defects: found, variants: foundVariants };
}

function list(some: readonly Defect[], legal: readonly Variant[]): number {
  for (const defect of some)
    process.stdout.write(`${defect.id}  ${defect.requirements.join(', ')}\n  ${defect.title}\n`);
  for (const variant of legal) process.stdout.write(`${variant.id}  (legal variant)\n  ${variant.title}\n`);
  return 0;
}

function describe(result: DefectResult): string {
  const missed = result.missed.length === 0 ? '' : `\n  not killed: ${result.missed.join(', ')}`;
  const collateral = result.collateral.length === 0 ? '' : `\n  collateral: ${result.collateral.join(', ')}`;
  return `defect ${result.id} [${result.configurations.join(', ')}]: ${result.title}${missed}${collateral}`;
}

/** One line that is renewed on a terminal; elsewhere only what went wrong is said, and every fiftieth. */
function progress(total: number): (trouble: string | undefined) => void {
  const terminal = terminalOf(process.stderr);
  let count = 0;
  return (trouble) => {
    count += 1;
    const renew = terminal.live ? '\r\u001b[2K' : '';
    if (trouble !== undefined) process.stderr.write(`${renew}${trouble}\n`);
    if (terminal.live) process.stderr.write(`\r${count} of ${total}`);
    else if (count % 50 === 0) process.stderr.write(`${count} of ${total}\n`);
    if (terminal.live && count === total) process.stderr.write('\r\u001b[2K');
  };
}

function good({ defects: all, requirements, variants: legal }: KillMatrix): boolean {
  return (
    all.every((d) => d.missed.length === 0 && d.collateral.length === 0) &&
    requirements.every((r) => r.killed || r.reason !== undefined) &&
    legal.every((v) => v.green)
  );
}

function summary(matrix: KillMatrix, file: string): string {
  const { totals, requirements } = matrix;
  const without = requirements.filter((r) => !r.killed && r.reason === undefined).map((r) => r.id);
  return [
    '',
    `${totals.killed} of ${totals.requirements} judged requirements are killed by a defect, ${totals.reasoned} have a written reason why not.`,
    `${totals.exact} of ${totals.defects} defects hit exactly their requirements.`,
    `${totals.green} of ${totals.variants} legal variants stay green.`,
    ...(without.length === 0 ? [] : [`Neither killed nor reasoned: ${without.join(', ')}`]),
    `Written: ${relative(process.cwd(), file)}`,
    '',
  ].join('\n');
}
