/** `impsc verify`: a bundle against its hashes, its signature, its schema, its pages, and the verdicts of its transcripts. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { type Opened, openBundle } from '../../bundle/open.ts';
import { BundleError } from '../../bundle/problem.ts';
import type { Difference } from '../../conformance/replay/differences.ts';
import { style, terminalOf } from '../../report/console/terminal.ts';
import { bullet, differenceLines } from '../difference-lines.ts';
import { UsageError } from '../failure.ts';
import { verifyingKey } from '../keys.ts';
import { faultIn } from '../schemas.ts';

export interface VerifyOptions {
  readonly key?: string;
  readonly json?: boolean;
  /** Hashes, signature and schema only. */
  readonly hashes?: boolean;
}

/** The verdicts again, or why nobody can find them again. */
type Again =
  | { readonly differences: readonly Difference[]; readonly asRecorded: readonly string[] }
  | { readonly refused: string };

export async function verifyCommand(options: VerifyOptions, file = ''): Promise<number> {
  if (!existsSync(file)) throw new UsageError(`${file}: there is no such file`);
  if (!statSync(file).isFile()) throw new UsageError(`${file} is no file`);
  const opened = openedFrom(file, verifyingKey(options.key));
  const again = options.hashes === true ? undefined : await judgedAgain(opened);
  const { manifest, findings, signedBy } = opened;
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify({ file, ...manifest, signedBy, findings, again }, undefined, 2)}\n`);
  } else tell(file, opened, again);
  const sound = again === undefined || ('differences' in again && again.differences.length === 0);
  return findings.length === 0 && sound ? 0 : 1;
}

function openedFrom(file: string, key: ReturnType<typeof verifyingKey>): Opened {
  try {
    return openBundle(readFileSync(file), { fault: faultIn, key });
  } catch (error) {
    if (error instanceof BundleError) throw new BundleError(`${file}: ${error.message}`);
    throw error;
  }
}

async function judgedAgain({ results, manifest }: Opened): Promise<Again> {
  if (results === undefined) return { refused: 'its results cannot be read' };
  try {
    const { judgeAgain, obstaclesAgain } = await import('../judge-again.ts');
    const { results: now, differences, asRecorded } = await judgeAgain(results);
    return { differences: [...differences, ...obstaclesAgain(now, manifest)], asRecorded };
  } catch (error) {
    // Results that were altered may be of any shape inside.
    return { refused: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) };
  }
}

function tell(file: string, opened: Opened, again: Again | undefined): void {
  const { manifest, findings, signedBy, results } = opened;
  const terminal = terminalOf(process.stdout);
  const s = style(terminal);
  const what =
    manifest.kind === 'certificate'
      ? `certificate ${manifest.number ?? ''} of ${manifest.implementation}`
      : `development run of ${manifest.implementation}, which certifies nothing`;
  const lines = [s.bold(`${file}: ${what}`)];
  for (const { message } of manifest.obstacles) lines.push(...bullet(message, terminal.columns));
  lines.push(
    signedBy === undefined ? '  not signed: anybody may have written it' : `  signed with the key ${signedBy}`,
  );
  if (findings.length === 0) lines.push(`  ${manifest.parts.length} parts, all as they were written`);
  else
    lines.push(
      s.bad(`  not what was written: ${findings.length === 1 ? 'one finding' : `${findings.length} findings`}`),
    );
  for (const { part, message } of findings) lines.push(...bullet(`${part}: ${message}`, terminal.columns));
  if (again === undefined) lines.push('  not judged again (--hashes)');
  else if ('refused' in again) lines.push(s.bad('  not judged again'), ...bullet(again.refused, terminal.columns));
  else if (results !== undefined) lines.push(...differenceLines(results, again, terminal));
  terminal.write(`${lines.join('\n')}\n`);
}
