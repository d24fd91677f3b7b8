/** Writing results: whole or not at all. */
import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { RunResults } from '../../results/results.ts';

/**
 * Makes a folder and those above it. Node's own way never ends in some places (`/proc`), where a folder cannot be made
 * although the one above it exists.
 */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' || code === 'EISDIR') return;
    if (code !== 'ENOENT' || existsSync(dirname(path))) throw error;
    makeFolder(dirname(path));
    mkdirSync(path);
  }
}

/** Writes a file by way of a neighbour that is renamed, so that a reader never sees half of it. */
export function writeWhole(file: string, text: string | Uint8Array | Iterable<string>): void {
  makeFolder(dirname(resolve(file)));
  const draft = `${file}.${process.pid}.tmp`;
  try {
    const to = openSync(draft, 'w');
    try {
      if (typeof text === 'string' || text instanceof Uint8Array) writeFileSync(to, text);
      else for (const piece of text) writeFileSync(to, piece);
    } finally {
      closeSync(to);
    }
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** Writes a folder by way of a neighbour that is renamed; there must be none of that name. */
export function writeFolder(
  folder: string,
  files: Iterable<{ readonly name: string; readonly content: string }>,
): void {
  makeFolder(dirname(resolve(folder)));
  const draft = `${folder}.${process.pid}.tmp`;
  try {
    makeFolder(draft);
    for (const { name, content } of files) writeFileSync(join(draft, name), content);
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
}

/** Writes `results.json` of a run into a folder; returns its path. */
export function writeResults(directory: string, results: RunResults): string {
  const file = join(directory, 'results.json');
  writeWhole(file, piecesOf(results));
  return file;
}

/** The text of the results in pieces, since a string has a greatest length and a long run comes near it. */
function* piecesOf(results: RunResults): Generator<string> {
  let before = '{';
  for (const [key, value] of Object.entries(results)) {
    if (value === undefined) continue;
    yield `${before}${JSON.stringify(key)}:`;
    before = ',';
    if (!Array.isArray(value)) {
      yield JSON.stringify(value);
      continue;
    }
    yield '[';
    for (const [i, entry] of value.entries()) yield `${i === 0 ? '' : ','}${JSON.stringify(entry)}`;
    yield ']';
  }
  yield '}';
}
