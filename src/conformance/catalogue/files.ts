/** The place of the tables, and functions that read them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The tables cannot be read: a file is missing or is no JSON. */
export class CatalogueError extends Error {
  override readonly name = 'CatalogueError';
}

/**
 * The scr-tables folder of this package: beside the nearest package.json upwards, so that it is found from the sources
 * and from the built files alike.
 */
export function tablesDirectory(): string {
  const start = dirname(fileURLToPath(import.meta.url));
  for (let directory = start; ; directory = dirname(directory)) {
    const tables = join(directory, 'scr-tables');
    if (existsSync(join(directory, 'package.json')) && existsSync(tables)) return tables;
    if (dirname(directory) === directory) {
      throw new CatalogueError(`no scr-tables folder beside a package.json above ${start}; is the installation whole?`);
    }
  }
}

/** Reads a JSON file of the tables. The caller knows its shape, which the schemas hold and the lint checks. */
export function readTable<T>(directory: string, file: string): T {
  const path = join(directory, file);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new CatalogueError(`cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CatalogueError(`${path} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The JSON files of a folder of the tables, sorted, relative to the tables. */
export function tablesIn(directory: string, folder: string): readonly string[] {
  try {
    return readdirSync(join(directory, folder))
      .filter((file) => file.endsWith('.json'))
      .sort()
      .map((file) => `${folder}/${file}`);
  } catch (error) {
    throw new CatalogueError(
      `cannot read ${join(directory, folder)}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** The frozen requirement ids of all releases, from `frozen-*.txt`, one id a line. */
export function frozenIds(directory: string): ReadonlyMap<string, readonly string[]> {
  const frozen = new Map<string, readonly string[]>();
  for (const file of readdirSync(directory).sort()) {
    const release = /^frozen-(.+)\.txt$/.exec(file)?.[1];
    if (release === undefined) continue;
    const lines = readFileSync(join(directory, file), 'utf8').split('\n');
    frozen.set(
      release,
      lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#')),
    );
  }
  return frozen;
}
