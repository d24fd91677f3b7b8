/** The program that makes the page of Allure from its result files, and the Java it needs. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join, resolve } from 'node:path';
import { UsageError } from './failure.ts';
import { findProject } from './project.ts';

type Environment = Readonly<Record<string, string | undefined>>;

function executable(file: string): string | undefined {
  try {
    accessSync(file, constants.X_OK);
    return file;
  } catch {
    return undefined;
  }
}

function onPath(name: string, { PATH = '' }: Environment): string | undefined {
  const names = process.platform === 'win32' ? [`${name}.exe`, `${name}.bat`, `${name}.cmd`] : [name];
  const files = PATH.split(delimiter).flatMap((folder) => names.map((one) => join(folder, one)));
  return files.find((file) => executable(file) !== undefined);
}

/** The Java that Allure finds; undefined if there is none. */
function java(env: Environment): string | undefined {
  const home = env.JAVA_HOME;
  const own = home === undefined || home === '' ? undefined : executable(join(home, 'bin', 'java'));
  return own ?? onPath('java', env);
}

export function isJavaHere(env: Environment = process.env): boolean {
  return java(env) !== undefined;
}

/** The package allure-commandline beside this program or in the project of the user, else a command of that name. */
function allureCommand(env: Environment): string | undefined {
  for (const from of [join(findProject().root, 'package.json'), resolve('package.json')]) {
    try {
      const home = dirname(createRequire(from).resolve('allure-commandline/package.json'));
      const file = join(home, 'dist', 'bin', process.platform === 'win32' ? 'allure.bat' : 'allure');
      if (existsSync(file)) return file;
    } catch {
      // The next place.
    }
  }
  return onPath('allure', env);
}

/**
 * Makes the page.
 * @throws UsageError if Java or Allure are not there, or Allure fails
 */
export function makeAllurePage(results: string, page: string, env: Environment = process.env): void {
  if (java(env) === undefined) {
    throw new UsageError(
      `Java is not here (neither JAVA_HOME nor PATH leads to it), and Allure needs it. The result files are in ${results}: any Allure makes the page of them, with "allure generate". On Debian: apt-get install default-jre-headless`,
    );
  }
  const command = allureCommand(env);
  if (command === undefined) {
    throw new UsageError(
      `Allure is not here. "npm install allure-commandline" brings it; the result files are in ${results}`,
    );
  }
  const made = spawnSync(command, ['generate', results, '--clean', '--output', page], {
    encoding: 'utf8',
    env: { ...env },
    shell: process.platform === 'win32',
  });
  if (made.status === 0 && existsSync(join(page, 'index.html'))) return;
  const said = `${made.stdout ?? ''}${made.stderr ?? ''}`.trim() || (made.error?.message ?? 'it said nothing');
  throw new UsageError(`Allure made no page: ${said}`);
}
