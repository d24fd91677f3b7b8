/** The file of a laboratory for a run: named, or lying beside the ICS/IXIT file. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { catalogue } from '../conformance/catalogue/catalogue.ts';
import { type LaboratoryFile, loadLaboratory } from '../conformance/laboratory/laboratory.ts';
import { writeWhole } from '../conformance/transcripts/write.ts';
import type { RunResults } from '../results/results.ts';
import { UsageError } from './failure.ts';
import { describedIn } from './implementation.ts';

interface Given {
  readonly iut?: string;
  readonly laboratory?: string;
}

/** `server.laboratory.yaml` for `server.yaml`. */
function besides(iut: string): string | undefined {
  const file = `${iut.replace(/\.ya?ml$/, '')}.laboratory.yaml`;
  return existsSync(file) ? file : undefined;
}

/**
 * Undefined where no file is named and none lies beside the ICS/IXIT file.
 * @throws ConfigurationError for a file that cannot be used
 */
export function laboratoryFor({ iut, laboratory }: Given): LaboratoryFile | undefined {
  const file = laboratory ?? (iut === undefined ? undefined : besides(iut));
  if (file === undefined) return undefined;
  const secrets = iut === undefined ? [] : describedIn(iut).ixit.secrets;
  return loadLaboratory(file, { catalogue, secrets, today: new Date().toISOString().slice(0, 10) });
}

/** Puts the attachments beside the results. One that lies there already stays: its name holds its hash. */
export function keepAttachments(attachments: ReadonlyMap<string, Uint8Array>, folder: string): void {
  for (const [name, octets] of attachments) {
    const file = resolve(folder, name);
    if (!existsSync(file)) writeWhole(file, octets);
  }
}

/**
 * The attachments of results that lie in a folder, by their names.
 * @throws UsageError for one that is missing or is not the one of the run
 */
export function attachmentsOf(
  { laboratoryRemarks = [] }: Pick<RunResults, 'laboratoryRemarks'>,
  folder: string,
): ReadonlyMap<string, Uint8Array> {
  const all = laboratoryRemarks.flatMap(({ attachments }) => attachments);
  return new Map(all.map(({ name, sha256 }) => [name, contentOf(resolve(folder), name, sha256)]));
}

function contentOf(folder: string, name: string, sha256: string): Uint8Array {
  // The name comes from a file of results, which anybody may have written.
  if (!/^attachments\/[0-9a-f]{8}-[\w.-]+$/.test(name)) throw new UsageError(`${name} is no name of an attachment`);
  const file = join(folder, name);
  if (!existsSync(file)) throw new UsageError(`${file}: the attachment of a remark is missing`);
  const octets = readFileSync(file);
  if (createHash('sha256').update(octets).digest('hex') === sha256) return octets;
  throw new UsageError(`${file} is not the attachment of the run: it was altered`);
}
