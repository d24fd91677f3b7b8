/** The command line in this process: completion, profiles, version, and what a run may be asked for. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { impsc } from './main.ts';
import { withProfile } from './profiles.ts';

const folder = mkdtempSync(join(tmpdir(), 'impsc-gate-'));
const profiles = join(folder, 'profiles.yaml');
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = 0;
});

/** The exit code of a command and what it wrote. */
async function said(...args: string[]): Promise<{ readonly code: number; readonly text: string }> {
  const parts: string[] = [];
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((chunk) => {
      parts.push(String(chunk));
      return true;
    });
  }
  const code = await impsc(args);
  vi.restoreAllMocks();
  return { code, text: parts.join('') };
}

describe('impsc completion', () => {
  it('knows commands, commands below them, and their options', async () => {
    const { code, text } = await said('completion', 'bash');
    expect(code).toBe(0);
    expect(text).toMatch(/"run"\) words="[^"]*--fail-fast[^"]*--help"/);
    expect(text).toMatch(/"baseline update"\) words="[^"]*--prune/);
    expect(text).not.toContain('--helper');
  });

  it.each([
    ['bash', 'impsc run --fail', '--fail-fast'],
    ['bash', 'impsc ba', 'baseline'],
    ['bash', 'impsc baseline up', 'update'],
  ])('completes in %s: %s', async (shell, line, word) => {
    const { text } = await said('completion', shell);
    const words = line.split(' ');
    const script = `${text}\nCOMP_WORDS=(${words.join(' ')}); COMP_CWORD=${words.length - 1}; _impsc; echo "\${COMPREPLY[@]}"`;
    expect(spawnSync('bash', ['-c', script], { encoding: 'utf8' }).stdout.trim()).toBe(word);
  });

  it('is written for zsh and fish, too, and for no other shell', async () => {
    expect((await said('completion', 'zsh')).text).toMatch(/^#compdef impsc\n/);
    expect((await said('completion', 'fish')).text).toMatch(/__fish_seen_subcommand_from run' -l fail-fast/);
    expect((await said('completion', 'csh')).code).toBe(2);
  });
});

describe('a profile', () => {
  it('is saved, listed, and selects for a run', async () => {
    const args = ['profile', 'save', 'smoke', '--select', 'CSP-LOG', '--version', '1.2', '--profiles', profiles];
    expect((await said(...args)).code).toBe(0);
    expect((await said('profile', 'list', '--profiles', profiles)).text).toBe('smoke  CSP-LOG; 1.2\n');
    expect(withProfile({ profile: 'smoke', profiles })).toMatchObject({ select: 'CSP-LOG', version: ['1.2'] });
    await said('profile', 'save', 'all', '--syntax', 'xml', '--profiles', profiles);
    expect((await said('profile', 'list', '--profiles', profiles)).text).toBe('smoke  CSP-LOG; 1.2\nall  xml\n');
  });

  it.each([
    [['save', 'bad', '--select', 'CSP-NONE'], 'CSP-NONE'],
    [['save', 'empty'], 'a profile selects something'],
    [['save', 'sp ace', '--syntax', 'xml'], 'names of letters'],
  ])('is refused: %j', async (args, why) => {
    const { code, text } = await said('profile', ...args, '--profiles', join(folder, 'other.yaml'));
    expect(text).toContain(why);
    expect(code).toBe(2);
    expect(existsSync(join(folder, 'other.yaml'))).toBe(false);
  });

  it('that is not there, or selects what an option selects, is refused', () => {
    writeFileSync(profiles, 'smoke: { select: CSP-LOG }\n');
    expect(() => withProfile({ profile: 'smok', profiles })).toThrow('did you mean smoke?');
    expect(() => withProfile({ profile: 'smoke', profiles, select: 'CSP-KA' })).toThrow(
      '--select and the profile smoke',
    );
    writeFileSync(profiles, 'smoke: { select: CSP-LOG, version: 1.2 }\n');
    expect(() => withProfile({ profile: 'smoke', profiles })).toThrow('version');
  });
});

describe('impsc version', () => {
  it('names program, Node and catalogue', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect((await said('version')).text).toMatch(
      new RegExp(`^imps-conformance ${version} .* requirements of \\d+ items`),
    );
    expect(JSON.parse((await said('version', '--json')).text)).toMatchObject({ version, node: process.version });
  });
});

describe('impsc run', () => {
  it.each([
    [['--shard', '4/3'], 'which of how many'],
    [['--shard', '0/3'], 'which of how many'],
    [['--lanes', '2'], '--lanes is for an implementation of your own'],
    [['--pace', '0'], 'a number above 0'],
    [['--profile', 'none', '--profiles', 'nowhere.yaml'], 'nowhere.yaml has none'],
  ])('refuses %j', async (args, why) => {
    const { code, text } = await said('run', '--jobs', '1', ...args, '--out', join(folder, 'run'));
    expect(text).toContain(why);
    expect(code).toBe(2);
  });
});
