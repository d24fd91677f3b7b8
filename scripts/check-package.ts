/**
 * The package as a user gets it: packed, unpacked in an empty folder beside nothing but its declared dependencies, its
 * examples type-checked and run, its command used. Nothing is fetched. Exit code 1 where anything fails.
 */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bin, root } from './checks/perform.ts';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly files: readonly string[];
  readonly bin: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

const work = mkdtempSync(join(tmpdir(), 'imps-package-'));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;

/** Runs a command and returns what it wrote; ends this process where its exit code is not the expected one. */
function run(cwd: string, command: string, args: readonly string[], expected = 0): string {
  const env = { ...process.env, TESTER1_PASSWORD: 'tester1-secret', npm_config_cache: join(work, 'npm') };
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', env, maxBuffer: 2 ** 26 });
  if (status === expected) return stdout;
  process.stderr.write(`${command} ${args.join(' ')}: exit code ${status}, not ${expected}\n${stdout}${stderr}`);
  rmSync(work, { recursive: true, force: true });
  process.exit(1);
}

/** Builds what `npm run build` does, but aside: other checks run what is in dist/. The types have a check of their own. */
function stage(): string {
  const folder = join(work, 'stage');
  mkdirSync(folder);
  const published = manifest.files.filter((name) => !/^!?dist/.test(name));
  for (const name of ['package.json', ...published]) {
    cpSync(join(root, name), join(folder, name), { recursive: true, filter: (from) => !from.includes('node_modules') });
  }
  run(root, bin('tsc'), ['-p', 'tsconfig.build.json', '--noCheck', '--outDir', join(folder, 'dist')]);
  run(root, process.execPath, ['--import', 'tsx', 'scripts/build-page.ts', join(folder, 'dist', 'page')]);
  return folder;
}

/** Packs, and installs into an empty folder: the files of the tarball, its command, and its dependencies as they lie here. */
function install(staged: string): string {
  run(staged, 'npm', ['pack', '--ignore-scripts', '--offline', '--pack-destination', work]);
  const user = join(work, 'user');
  const modules = join(user, 'node_modules');
  const home = join(modules, manifest.name);
  mkdirSync(home, { recursive: true });
  run(user, 'tar', [
    '-xzf',
    join(work, `${manifest.name}-${manifest.version}.tgz`),
    '-C',
    home,
    '--strip-components=1',
  ]);
  for (const name of Object.keys(manifest.dependencies)) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
  // As npm links commands: npx finds them there.
  mkdirSync(join(modules, '.bin'));
  for (const [name, path] of Object.entries(manifest.bin)) {
    chmodSync(join(home, path), 0o755);
    symlinkSync(join(home, path), join(modules, '.bin', name));
  }
  writeFileSync(join(user, 'package.json'), '{ "private": true, "type": "module" }\n');
  for (const name of readdirSync(join(home, 'examples'))) cpSync(join(home, 'examples', name), join(user, name));
  return user;
}

/** The modules are typed: a program that imports them is checked without anything but the package and types of Node. */
function checkTypes(user: string): void {
  const compilerOptions = {
    target: 'ES2023',
    lib: ['ES2023'],
    module: 'NodeNext',
    strict: true,
    allowJs: true,
    checkJs: true,
    noEmit: true,
    typeRoots: [join(root, 'node_modules', '@types')],
    types: ['node'],
  };
  writeFileSync(join(user, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.mjs'] }));
  run(user, bin('tsc'), ['-p', '.']);
}

function useCommand(user: string): void {
  const [command = ''] = Object.values(manifest.bin);
  const path = join(user, 'node_modules', manifest.name, command);
  if (!readFileSync(path, 'utf8').startsWith('#!')) throw new Error(`${command} cannot be started by its name`);
  const impsc = (...args: readonly string[]) => run(user, process.execPath, [path, ...args]);
  if (!impsc('--version').includes(manifest.version)) throw new Error('the command tells another version');
  if (!run(user, 'npx', ['--no-install', manifest.name, 'version']).includes(manifest.version)) {
    throw new Error(`npx ${manifest.name} tells another version`);
  }
  impsc('init', 'own.yaml');
  impsc('review', 'own.yaml');
  impsc('run', '--select', 'KA', '--version', '1.2', '--out', 'embedded');
  impsc('run', '--iut', 'vendor.yaml', '--select', 'KA', '--out', 'reports');
  for (const name of ['results.json', 'index.html']) {
    if (!existsSync(join(user, 'reports', name))) throw new Error(`no ${name} was written`);
  }
  run(user, process.execPath, ['failures.mjs', 'reports/results.json']);
}

try {
  const user = install(stage());
  checkTypes(user);
  for (const name of ['two-clients', 'reference-server', 'messages', 'wbxml']) {
    run(user, process.execPath, [`${name}.mjs`]);
  }
  run(user, process.execPath, ['--test', 'conformance.test.mjs']);
  useCommand(user);
  const { size } = statSync(join(work, `${manifest.name}-${manifest.version}.tgz`));
  console.log(
    `${manifest.name} ${manifest.version}, ${Math.round(size / 1024)} KiB: installed, its examples and its command run`,
  );
} finally {
  rmSync(work, { recursive: true, force: true });
}
