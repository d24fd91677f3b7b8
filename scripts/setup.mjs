// Makes a fresh clone ready: Node version, npm packages, and with --browser a Chromium for the browser tests.
// Needs nothing but Node. Does nothing, in milliseconds, when everything is there.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const minimum = [20, 19];

function say(text) {
  process.stderr.write(`setup: ${text}\n`);
}

function stop(text) {
  say(text);
  process.exit(2);
}

function run(command, args, options = {}) {
  return spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], ...options });
}

function onPath(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return join(folder, name);
    } catch {
      // not in this folder
    }
  }
  return undefined;
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < minimum[0] || (major === minimum[0] && minor < minimum[1])) {
    stop(
      `Node ${minimum.join('.')} or later is needed, this is ${process.versions.node}. Install a newer Node and run the command again.`,
    );
  }
}

function installPackages() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  const wanted = createHash('sha256').update(lock).digest('hex');
  const stamp = join(root, 'node_modules', '.setup-stamp');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say('installing npm packages (a minute, the first time)');
  // Not `npm ci`: it refuses where a registry lacks packages for other platforms, which nobody needs.
  const options = ['--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  const done = run('npm', ['install', ...options], { shell: process.platform === 'win32' });
  if (done.error) stop(`npm could not be started (${done.error.message}). Install npm and run the command again.`);
  if (done.status !== 0) {
    stop(
      `npm install ended with code ${done.status}. Is the npm registry reachable? Its messages are above; run the command again after mending it.`,
    );
  }
  writeFileSync(stamp, wanted);
}

const browsers = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];

function findBrowser() {
  const named = process.env.CHROMIUM;
  if (named && existsSync(named)) return named;
  return browsers.map(onPath).find((path) => path !== undefined);
}

/** Debian packages, where apt is usable without asking anybody. */
function aptInstall(packages) {
  if (process.platform !== 'linux' || onPath('apt-get') === undefined) return false;
  const root = process.getuid?.() === 0;
  const sudo =
    !root && onPath('sudo') !== undefined && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
  if (!root && !sudo) return false;
  const prefix = sudo ? ['sudo', '-n'] : [];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const call = (args) =>
    run([...prefix, ...args][0], [...prefix, ...args].slice(1), { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const install = ['apt-get', 'install', '-y', '-q', '--no-install-recommends', ...packages];
  if (call(install).status === 0) return true;
  return call(['apt-get', 'update', '-q']).status === 0 && call(install).status === 0;
}

function installBrowser() {
  if (findBrowser() !== undefined) return;
  say('no Chromium found: installing the package chromium with apt');
  if (aptInstall(['chromium']) && findBrowser() !== undefined) return;
  say(
    'no Chromium found and apt cannot be used here. The browser tests need one: install Chromium or Chrome, or set CHROMIUM to its path. The other checks run without it.',
  );
}

function installOracle() {
  if (onPath('xml2wbxml') !== undefined && onPath('wbxml2xml') !== undefined) return;
  say('installing libwbxml2-utils with apt (a second opinion for the WBXML tests)');
  if (!aptInstall(['libwbxml2-utils'])) {
    say('libwbxml2-utils is not here and apt cannot be used: the comparison with libwbxml is left out of the tests.');
  }
}

function installJava() {
  if (onPath('java') !== undefined) return;
  say('no Java found: installing the package default-jre-headless with apt (for the page of Allure)');
  if (!aptInstall(['default-jre-headless']) || onPath('java') === undefined) {
    say('Java is not here and apt cannot be used: the test that opens the page of Allure is left out.');
  }
}

checkNode();
installPackages();
if (process.argv.includes('--browser')) installBrowser();
if (process.argv.includes('--oracle')) installOracle();
if (process.argv.includes('--java')) installJava();
