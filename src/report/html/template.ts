/**
 * The template of the page: taken from a built package, or built from its sources once per change. The page is built by
 * Vite, in this process; what comes out is one file with its script, its styles and its fonts inside.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The pages of a built package lie beside its code: `dist/page/index.html` for `dist/src/report/html/template.js`. */
const SHIPPED = fileURLToPath(new URL('../../../page', import.meta.url));
/** The pages, with the script that each begins in, and the file that a built package holds it in. */
export const PAGES = {
  report: { entry: 'main.tsx', file: 'index.html' },
  workbench: { entry: 'workbench.tsx', file: 'workbench.html' },
} as const;
export type PageKind = keyof typeof PAGES;
const SOURCES = fileURLToPath(new URL('../..', import.meta.url));
const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));
/** Folders whose files may be part of the page. */
const PARTS = ['explorer/page', 'report/view', 'report/html', 'protocol', 'wbxml-ts', 'results'];

export interface TemplateOptions {
  /** Page of a report, unless told otherwise. */
  readonly kind?: PageKind;
  /** Told when the page has to be built, since that takes a few seconds. */
  readonly onBuild?: (what: string) => void;
}

/** The template. Throws where there is none and it cannot be built, saying what to do. */
export async function pageTemplate(options: TemplateOptions = {}): Promise<string> {
  const kind = options.kind ?? 'report';
  const page = join(SOURCES, 'explorer', 'page', PAGES[kind].entry);
  if (!existsSync(page)) {
    const shipped = join(SHIPPED, PAGES[kind].file);
    if (existsSync(shipped)) return readFile(shipped, 'utf8');
    throw new Error(`the page of the ${kind} is missing: expected ${shipped}; install the package again`);
  }
  const name = `page-${kind}-${await sourcesHash()}.html`;
  const cache = join(PROJECT, 'node_modules', '.cache', 'imps-conformance', name);
  if (existsSync(cache)) return readFile(cache, 'utf8');
  options.onBuild?.(`building the page of the ${kind}, once for this state of its sources`);
  const template = await buildTemplate(kind);
  await mkdir(dirname(cache), { recursive: true });
  // Written aside and renamed: another run may be doing the same.
  const aside = `${cache}.${process.pid}`;
  await writeFile(aside, template);
  await rename(aside, cache);
  await forgetOlder(dirname(cache));
  return template;
}

/** Pages of so many states of the sources are kept: of the branches one goes to and fro between. */
const KEPT = 10;

/** Deletes the pages built longest ago. Another run may be doing the same. */
export async function forgetOlder(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => /^page-[\w-]+\.html$/.test(name));
  const pages = await Promise.all(
    names.map(async (name) => {
      const file = join(folder, name);
      return {
        file,
        built: await stat(file).then(
          ({ mtimeMs }) => mtimeMs,
          () => 0,
        ),
      };
    }),
  );
  const older = pages.sort((a, b) => b.built - a.built).slice(KEPT);
  await Promise.all(older.map(({ file }) => rm(file, { force: true })));
}

/** A hash over everything the page is made of, and the versions of what builds it. */
async function sourcesHash(): Promise<string> {
  const hash = createHash('sha256');
  for (const part of PARTS) {
    for (const file of await filesIn(join(SOURCES, part))) {
      hash
        .update(file.slice(SOURCES.length))
        .update('\0')
        .update(await readFile(file))
        .update('\0');
    }
  }
  for (const name of ['vite', 'preact']) {
    hash.update(await readFile(join(PROJECT, 'node_modules', name, 'package.json')).catch(() => ''));
  }
  return hash.digest('hex').slice(0, 16);
}

async function filesIn(path: string): Promise<string[]> {
  if (path.endsWith('.ts')) return [path];
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && !/\.(test|test-d)\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Builds the page. Needs the development packages. */
export async function buildTemplate(kind: PageKind): Promise<string> {
  const vite = await import('vite').catch(() => {
    throw new Error('the page is not built and vite is not installed: run `npm ci`, then again');
  });
  const root = join(SOURCES, 'explorer', 'page');
  const built = await vite.build({
    root,
    configFile: false,
    logLevel: 'error',
    // `define` keeps a bundle that was made for production whatever NODE_ENV says (tests set it).
    define: { 'process.env.NODE_ENV': '"production"' },
    // So does `development: false`, without which every element would carry file and line.
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact', development: false } },
    build: {
      write: false,
      target: 'es2022',
      cssCodeSplit: false,
      assetsInlineLimit: Number.MAX_SAFE_INTEGER,
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: { input: join(root, PAGES[kind].entry), output: { format: 'iife', codeSplitting: false } },
    },
  });
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) => ('output' in one ? one.output : []));
  let script = '';
  let styles = '';
  for (const file of outputs) {
    if (file.type === 'chunk') script += file.code;
    else if (file.fileName.endsWith('.css')) styles += String(file.source);
    else throw new Error(`the page of the ${kind} is to be one file, but ${file.fileName} stayed outside`);
  }
  return assemble(await readFile(join(root, 'template.html'), 'utf8'), script, styles);
}

/** Puts script and styles into the frame of the page, with a policy that lets nothing else run or load. */
export function assemble(frame: string, script: string, styles: string): string {
  const safe = script.replace(/<\/(script)/gi, '<\\/$1').replace(/<!--/g, '<\\!--');
  const first = /<script>([\s\S]*?)<\/script>/.exec(frame)?.[1] ?? '';
  const policy = [
    "default-src 'none'",
    `script-src ${[first, safe].map(sourceHash).join(' ')}`,
    `style-src ${sourceHash(styles)}`,
    'font-src data:',
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const fill: Readonly<Record<string, string>> = {
    '<!--policy-->': `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<!--styles-->': `<style>${styles}</style>`,
    '<!--script-->': `<script>${safe}</script>`,
  };
  return Object.entries(fill).reduce((page, [mark, text]) => page.replace(mark, () => text), frame);
}

function sourceHash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
