/** `impsc matrix`: several results side by side, as one HTML file. */
import { resolve } from 'node:path';
import { writeWhole } from '../../conformance/transcripts/write.ts';
import { matrixPage } from '../../report/matrix/page.ts';
import { UsageError } from '../failure.ts';
import { resultsAt } from '../result-file.ts';

export interface MatrixOptions {
  readonly out: string;
}

export async function matrixCommand({ out }: MatrixOptions, ...paths: string[]): Promise<number> {
  const page = await matrixPage(paths.map(resultsAt));
  try {
    writeWhole(resolve(out), page);
  } catch (error) {
    throw new UsageError(`--out ${out}: it cannot be written: ${(error as Error).message}`);
  }
  process.stdout.write(`Written: ${out}\n`);
  return 0;
}
