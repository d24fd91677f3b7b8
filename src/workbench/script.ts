/** A script of a workbench: what to switch and do, and when, in YAML. */
import { parse } from 'yaml';
import { SwitchError } from './switches.ts';
import type { Workbench } from './workbench.ts';

interface Step {
  /** Seconds from the start. */
  readonly at: number;
  readonly switches: unknown;
  readonly action: string | undefined;
  readonly given: Readonly<Record<string, unknown>>;
}

/** @throws SwitchError that names the step for what cannot be read */
export function scriptSteps(text: string): readonly Step[] {
  const read: unknown = parse(text);
  if (!Array.isArray(read)) throw new SwitchError('script: a list of steps is expected');
  return read.map((one: unknown, i) => {
    const step = `script, step ${i + 1}`;
    if (typeof one !== 'object' || one === null) throw new SwitchError(`${step}: a map with "at" is expected`);
    const { at, switches, do: action, ...given } = one as Readonly<Record<string, unknown>>;
    if (typeof at !== 'number' || !(at >= 0))
      throw new SwitchError(`${step}: "at" is the number of seconds from the start`);
    if ((switches === undefined) === (action === undefined)) {
      throw new SwitchError(`${step}: either "switches" or "do" is expected`);
    }
    return { at, switches, action: action === undefined ? undefined : String(action), given };
  });
}

/** Plays the steps at their times; what fails is told and the rest goes on. The returned function ends it. */
export function play(steps: readonly Step[], workbench: Workbench, tell: (problem: string) => void): () => void {
  const timers = steps.map((step) =>
    setTimeout(() => {
      try {
        if (step.action === undefined) workbench.switch(step.switches);
        else workbench.act(step.action, step.given);
      } catch (error) {
        tell(error instanceof Error ? error.message : String(error));
      }
    }, step.at * 1000),
  );
  return () => {
    for (const timer of timers) clearTimeout(timer);
  };
}
