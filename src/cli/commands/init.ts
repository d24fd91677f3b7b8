/** `impsc init` */
import { existsSync } from 'node:fs';
import { TEMPLATE } from '../../conformance/ics/template.ts';
import { writeWhole } from '../../conformance/transcripts/write.ts';
import { UsageError } from '../failure.ts';

export async function initCommand(options: { readonly force?: boolean }, file = 'iut.yaml'): Promise<number> {
  if (existsSync(file) && options.force !== true) {
    throw new UsageError(`${file} exists; name another file, or add --force to overwrite it`);
  }
  writeWhole(file, TEMPLATE);
  process.stdout.write(`${file} is written. Fill it in, then:\n  impsc review ${file}\n  impsc run --iut ${file}\n`);
  return 0;
}
