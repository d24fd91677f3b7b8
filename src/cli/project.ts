/** The place of this package, and its version. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Project {
  /** Folder of package.json: features, scr-tables and docs lie in it. */
  readonly root: string;
  /** Step definitions, as they are to be imported: sources in development, built files otherwise. Relative to `root`. */
  readonly steps: readonly string[];
  readonly version: string;
}

/** Looks upwards from this file, which is in src/cli or in dist/src/cli. */
export function findProject(): Project {
  const here = dirname(fileURLToPath(import.meta.url));
  let root = here;
  while (!existsSync(join(root, 'package.json'))) {
    if (dirname(root) === root) throw new Error(`no package.json above ${here}; is the installation whole?`);
    root = dirname(root);
  }
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const built = import.meta.url.endsWith('.js');
  const steps = stepFiles(join(root, built ? 'dist/steps' : 'steps'), built ? '.js' : '.ts');
  return { root, steps: steps.map((file) => relative(root, file).split(sep).join('/')), version };
}

function stepFiles(directory: string, extension: string): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) found.push(...stepFiles(path, extension));
    else if (entry.name.endsWith(extension) && !/\.(test|d)\.[jt]s$/.test(entry.name)) found.push(path);
  }
  return found.sort();
}

/** The commit this is, with `+` where files are changed; `unknown` outside a checkout. */
export function commitOf(root: string): string {
  if (!existsSync(join(root, '.git'))) return 'unknown';
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', root, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 5000,
    }).trim();
  try {
    const commit = git('rev-parse', '--short=12', 'HEAD');
    return git('status', '--porcelain', '--untracked-files=no') === '' ? commit : `${commit}+`;
  } catch {
    return 'unknown';
  }
}
