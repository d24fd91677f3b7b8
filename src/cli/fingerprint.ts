/** SHA-256 over the files of this program, and over the catalogue with its scenarios. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files below a folder, by their paths, in an order that does not depend on the system. */
function filesBelow(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(root, path) : [path];
    })
    .sort();
}

function hashOf(root: string, files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) {
    const octets = readFileSync(join(root, file));
    hash.update(`${file} ${octets.length}\n`).update(octets);
  }
  return hash.digest('hex');
}

/** Of the code that is running: what was compiled, or the sources. */
export function hashOfProgram(root: string): string {
  const built = import.meta.url.endsWith('.js');
  const folders = built ? ['dist/src', 'dist/steps'] : ['src', 'steps'];
  const files = folders.flatMap((folder) => filesBelow(root, folder));
  return hashOf(
    root,
    files.filter((file) => file.endsWith(built ? '.js' : '.ts') && !/\.test\.[jt]s$/.test(file)),
  );
}

export function hashOfCatalogue(root: string): string {
  return hashOf(root, [...filesBelow(root, 'features'), ...filesBelow(root, 'scr-tables')]);
}
