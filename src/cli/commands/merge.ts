/** `impsc merge`: shards of a run as one result. */
import { loadBaseline } from '../../conformance/baseline/baseline.ts';
import { catalogue } from '../../conformance/catalogue/catalogue.ts';
import { mergeShards } from '../../conformance/run/merge-shards.ts';
import { writeConsole } from '../../report/console/console.ts';
import { terminalOf } from '../../report/console/terminal.ts';
import { tellGithub } from '../github.ts';
import { attachmentsOf, keepAttachments } from '../laboratory.ts';
import { commitOf, findProject } from '../project.ts';
import { removeReports, writeReports } from '../reports.ts';
import { shardIn } from '../shards.ts';

export interface MergeCommandOptions {
  readonly baseline?: string;
  readonly out: string;
  readonly format?: readonly string[];
}

export async function mergeCommand(options: MergeCommandOptions, ...folders: string[]): Promise<number> {
  const { root, version } = findProject();
  const baseline = options.baseline === undefined ? undefined : loadBaseline(options.baseline, catalogue);
  const tool = { name: 'imps-conformance', version, commit: commitOf(root) };
  const merged = mergeShards(folders.map(shardIn), { tool, baseline });
  removeReports(options.out);
  // Every shard has them: the remarks are those of one file.
  const [first] = folders;
  if (first !== undefined) keepAttachments(attachmentsOf(merged, first), options.out);
  const { results, written, lost } = await writeReports(merged, options.out, options.format);
  writeConsole(results, terminalOf(process.stdout), { written });
  tellGithub(results, options.format);
  for (const what of lost) process.stderr.write(`impsc: ${what}\n`);
  return results.run.exitCode;
}
