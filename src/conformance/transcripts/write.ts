/** Writing results: whole or not at all. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RunResults } from '../results.ts';

/** Writes a file by way of a neighbour that is renamed, so that a reader never sees half of it. */
export function writeWhole(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, text);
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** Writes `results.json` of a run into a folder; returns its path. */
export function writeResults(directory: string, results: RunResults): string {
  const file = join(directory, 'results.json');
  writeWhole(file, JSON.stringify(results));
  return file;
}
