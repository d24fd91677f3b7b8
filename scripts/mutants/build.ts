/** The build with all mutants in it: the reference server and what makes it an implementation under test. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { instrument, type Mutant } from './instrument.ts';

/** The folder whose code is mutated, and the code that is loaded anew with it. */
const MUTATED = 'src/server';
const BESIDE = ['src/embedded/iut.ts', 'src/embedded/claims.ts'];

export interface Build {
  /** Folder of the build. */
  readonly folder: string;
  readonly mutants: readonly Mutant[];
}

/** Tests are no part of the server. */
function isServer(path: string): boolean {
  return path.endsWith('.ts') && !path.endsWith('.test.ts');
}

export function serverFiles(root: string): string[] {
  return readdirSync(join(root, MUTATED), { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter(isServer)
    .sort();
}

/** Imports from outside the build are taken from the folder the suite is compiled to. */
function relocated(code: string, file: string, inBuild: ReadonlySet<string>, compiled: string): string {
  return code.replace(
    /(\bfrom\s*|\bimport\s*\(?\s*)(['"])(\.{1,2}\/[^'"]+)\2/g,
    (all, before: string, quote: string, path: string) => {
      const target = posix.join(posix.dirname(file), path);
      if (inBuild.has(target)) return all;
      return `${before}${quote}${pathToFileURL(join(compiled, target)).href}${quote}`;
    },
  );
}

/** Writes the build below `folder`. `compiled` is where the suite is compiled to. */
export function build(root: string, compiled: string, folder: string): Build {
  rmSync(folder, { recursive: true, force: true });
  const server = serverFiles(root);
  const all = [...server.map((path) => `${MUTATED}/${path}`), ...BESIDE];
  const inBuild = new Set(all.map((path) => path.replace(/\.ts$/, '.js')));
  const mutants: Mutant[] = [];
  for (const path of all) {
    const text = readFileSync(join(root, path), 'utf8');
    const name = path.slice(MUTATED.length + 1).replace(/\.ts$/, '');
    const made = BESIDE.includes(path) ? { code: text, mutants: [] } : instrument(name, text, mutants.length);
    mutants.push(...made.mutants);
    const js = path.replace(/\.ts$/, '.js');
    const out = join(folder, js);
    mkdirSync(dirname(out), { recursive: true });
    writeFileSync(out, relocated(compile(made.code), js, inBuild, compiled));
  }
  return { folder, mutants };
}

function compile(code: string): string {
  return ts.transpileModule(code, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      rewriteRelativeImportExtensions: true,
    },
  }).outputText;
}

/** A key of these mutants, this suite and the features below a path: measurements under other keys do not count. */
export function fingerprint(root: string, mutants: readonly Mutant[], below: string): string {
  const hash = createHash('sha256').update(below);
  for (const { key } of mutants) hash.update(key);
  hash.update(readFileSync(join(root, 'dist', '.compiled')));
  for (const folder of ['features', 'scr-tables']) {
    const paths = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort();
    for (const path of paths) if (/\.(feature|json)$/.test(path)) hash.update(readFileSync(join(root, folder, path)));
  }
  return hash.digest('hex').slice(0, 16);
}

/** A short name of a mutant, as long-lived as its key. */
export function idOf({ key }: Pick<Mutant, 'key'>): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 8);
}

/** The part of the server a mutant is in. */
export function roomOf({ file }: Pick<Mutant, 'file'>): string {
  const [room = '', ...rest] = file.split('/');
  return rest.length === 0 ? 'top level' : room;
}
