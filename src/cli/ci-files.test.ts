/** The files for CI: they are read as their consumers read them, and call commands and options that there are. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const read = (file: string) => readFileSync(file, 'utf8');

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
}
interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}
interface Workflow {
  readonly on: { readonly workflow_call: { readonly inputs: Readonly<Record<string, { readonly type: string }>> } };
  readonly jobs: Readonly<Record<string, { readonly needs?: string; readonly steps: readonly Step[] }>>;
}

/** Options that the sources give to each command. */
function optionsOf(command: string): readonly string[] {
  const main = read('src/cli/main.ts');
  const from = main.slice(main.indexOf(`.command('${command}')`));
  const own = from.slice(0, from.indexOf('.action('));
  return [...own.matchAll(/'(--[a-z-]+)/g)].map(([, option = '']) => option);
}

function scriptsOf(steps: readonly Step[]): readonly string[] {
  return steps.flatMap(({ run }) => (run === undefined ? [] : [run]));
}

/** Options of the suite in a script, by the command they are given to. */
function given(script: string): readonly (readonly [command: string, option: string])[] {
  const [, command] = /\bimpsc (run|merge|compare|review)\b/.exec(script) ?? [];
  if (command === undefined) return [];
  return [...script.matchAll(/(?<=[( ])(--[a-z-]+)/g)].map(([, option = '']) => [command, option] as const);
}

const action = parse(read('action.yml')) as Action;
const workflow = parse(read('.github/workflows/conformance.yml')) as Workflow;

describe('the action', () => {
  it('is composite, says a shell for each script, and uses each of its inputs', () => {
    expect(action.runs.using).toBe('composite');
    for (const step of action.runs.steps) expect(step.run === undefined || step.shell === 'bash').toBe(true);
    for (const name of Object.keys(action.inputs)) expect(read('action.yml')).toContain(`inputs.${name} }}`);
  });

  it('never writes an input into a script, where it could be a command', () => {
    const scripts = [
      ...scriptsOf(action.runs.steps),
      ...Object.values(workflow.jobs).flatMap(({ steps }) => scriptsOf(steps)),
    ];
    const starting = scripts.filter((script) => !/^\$\{\{ inputs\.start \}\}$/.test(script));
    for (const script of starting) expect(script).not.toMatch(/\$\{\{/);
  });

  it('passes the exit code on', () => {
    const script = scriptsOf(action.runs.steps).join('\n').replace('impsc run', 'answer');
    for (const code of [0, 1, 3]) {
      const program = `answer() { return ${code}; }; GITHUB_OUTPUT=$(mktemp); trap 'cat $GITHUB_OUTPUT; rm $GITHUB_OUTPUT' EXIT; OUT=o; FORMAT=f; ${script.slice(script.indexOf('options='))}`;
      const { status, stdout } = spawnSync(
        'bash',
        ['-euo', 'pipefail', '-c', `IUT= SELECT= PROFILE= BASELINE= SHARD= ARGUMENTS=; ${program}`],
        { encoding: 'utf8' },
      );
      expect(stdout).toBe(`exit-code=${code}\n`);
      expect(status).toBe(code);
    }
  });
});

describe('the files for CI', () => {
  it('call commands and options that there are', () => {
    const scripts = [
      ...scriptsOf(action.runs.steps),
      ...Object.values(workflow.jobs).flatMap(({ steps }) => scriptsOf(steps)),
    ];
    const all = scripts.flatMap(given);
    expect(new Set(all.map(([command]) => command))).toEqual(new Set(['run', 'merge']));
    for (const [command, option] of all) expect(optionsOf(command), `impsc ${command} ${option}`).toContain(option);
  });

  it('run the shards and then merge them, whatever became of them', () => {
    const { shard, merge } = workflow.jobs;
    expect(merge?.needs).toBe('shard');
    expect(Object.keys(workflow.on.workflow_call.inputs)).toContain('shards');
    expect(scriptsOf(shard?.steps ?? []).join()).toContain('--shard "$SHARD"');
    expect(scriptsOf(merge?.steps ?? []).join()).toContain('impsc merge shards/shard-*');
  });

  it('show five lines in the guide, which the action understands', () => {
    const [, text = ''] = /```yaml\n(- uses: actions\/checkout[\s\S]*?)```/.exec(read('docs/ci.md')) ?? [];
    expect(text.trim().split('\n')).toHaveLength(5);
    const steps = parse(text) as readonly { readonly with?: Readonly<Record<string, string>> }[];
    for (const key of steps.flatMap((step) => Object.keys(step.with ?? {})))
      expect(Object.keys(action.inputs)).toContain(key);
  });
});

/** An engine that runs and has the image that ours is built on: nothing is fetched. */
const engine = ['podman', 'docker'].find(
  (name) =>
    spawnSync(name, ['image', 'inspect', 'docker.io/library/node:20-slim'], { stdio: 'ignore', timeout: 5_000 })
      .status === 0,
);

describe.runIf(engine !== undefined)('the image', () => {
  it('is built, and runs the suite', { timeout: 600_000 }, () => {
    const run = (...args: string[]) => spawnSync(engine ?? '', args, { encoding: 'utf8' });
    expect(run('build', '-t', 'imps-conformance-test', '-f', 'Containerfile', '.').status).toBe(0);
    expect(run('run', '--rm', 'imps-conformance-test', 'version').stdout).toContain('imps-conformance');
  });
});
