/** `impsc certify`: a run by the rules of a certification, and the bundle of it. */
import { statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { writeBundle } from '../../bundle/write.ts';
import { writeWhole } from '../../conformance/transcripts/write.ts';
import { certificatePage } from '../../report/certificate/page.ts';
import { style, terminalOf } from '../../report/console/terminal.ts';
import { html } from '../../report/html/html.ts';
import { obstaclesTo } from '../../results/certification.ts';
import type { RunResults } from '../../results/results.ts';
import { bullet } from '../difference-lines.ts';
import { UsageError } from '../failure.ts';
import { hashOfCatalogue, hashOfProgram } from '../fingerprint.ts';
import { signingKey } from '../keys.ts';
import { attachmentsOf } from '../laboratory.ts';
import { findProject } from '../project.ts';
import { resultsAt } from '../result-file.ts';
import { carryOut, type RunCommandOptions } from './run.ts';

export interface CertifyOptions extends RunCommandOptions {
  readonly results?: string;
  readonly bundle?: string;
  readonly key?: string;
}

const BUNDLE = 'bundle.imps.zip';
/** A run that certifies nothing although nothing in it failed. */
const INCOMPLETE = 3;

export async function certifyCommand(options: CertifyOptions): Promise<number> {
  // Before the run: nobody wants to hear of a wrong key an hour later.
  const key = signingKey(options.key);
  const results = await resultsFor(options);
  const { root } = findProject();
  const obstacles = obstaclesTo(results);
  const { octets, manifest } = await writeBundle({
    results,
    obstacles,
    tool: { ...results.tool, sha256: hashOfProgram(root) },
    catalogue: { sha256: hashOfCatalogue(root) },
    pages: async (claim) => [
      ['report.html', await html(results)],
      ['certificate.html', certificatePage(results, claim)],
    ],
    attachments: [...attachmentsOf(results, options.results === undefined ? options.out : folderOf(options.results))],
    key,
    writtenAt: new Date(),
  });
  const file = resolve(options.bundle ?? join(options.results ?? options.out, BUNDLE));
  writeWhole(file, octets);
  const terminal = terminalOf(process.stdout);
  const s = style(terminal);
  const lines = [''];
  if (manifest.kind === 'certificate') lines.push(s.bold(`Certificate ${manifest.number ?? ''}`));
  else {
    lines.push(s.bold('Development run: certifies nothing, because'));
    for (const { message } of obstacles) lines.push(...bullet(message, terminal.columns));
  }
  lines.push(`${file}, ${octets.length} octets, ${key === undefined ? 'not signed' : 'signed'}`);
  terminal.write(`${lines.join('\n')}\n`);
  if (manifest.kind === 'certificate') return 0;
  return results.run.exitCode === 0 ? INCOMPLETE : results.run.exitCode;
}

async function resultsFor(options: CertifyOptions): Promise<RunResults> {
  if (options.results !== undefined) return resultsAt(options.results);
  const finished = await carryOut({ ...options, certification: true });
  if (finished === undefined) throw new UsageError('nothing was run');
  return finished.results;
}

/** The folder of results that are named by it, or by their file. */
function folderOf(results: string): string {
  return statSync(results).isDirectory() ? results : dirname(results);
}
