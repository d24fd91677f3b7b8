/** Events of a run, for the console and the explorer. All calls are synchronous and must not throw. */
import type { CheckResult, Configuration, RunResults, Transcript } from '../results/results.ts';

export interface RunPlanned {
  readonly target: RunResults['target'];
  readonly seed: number;
  readonly selection: string | undefined;
  readonly configurations: readonly Configuration[];
  /** Scenarios that will run, counted once per configuration. */
  readonly scenarios: number;
  /** Requirements that apply and are selected. */
  readonly requirements: number;
}

export interface ScenarioBegun {
  readonly index: number;
  readonly name: string;
  readonly feature: string;
  readonly line: number;
  readonly configuration: string;
  readonly requirements: readonly string[];
}

/** Scenarios that wait for time to pass are about to run. */
export interface WaitingBegun {
  readonly scenarios: number;
  /** Of these so many need one user only and run side by side, in `places` processes. */
  readonly alone: number;
  readonly places: number;
}

/** Lanes are about to begin. */
export interface LanesBegun {
  readonly lanes: number;
  /** Scenarios that run side by side, and those that run alone after them. */
  readonly beside: number;
  readonly alone: number;
}

export interface ScenarioDone {
  /** From 1, in the order in which they ran. */
  readonly index: number;
  readonly transcript: Transcript;
  /** One per requirement the scenario cites; equal but for the requirement. */
  readonly checks: readonly { readonly requirement: string; readonly check: CheckResult }[];
}

export interface RunListener {
  /** `outline` gives the results of an unfinished run, as they are before the first scenario. */
  runStarted?(plan: RunPlanned, outline: () => RunResults): void;
  scenarioStarted?(scenario: ScenarioBegun): void;
  scenarioFinished?(scenario: ScenarioDone): void;
  waitingBegun?(waiting: WaitingBegun): void;
  lanesBegun?(begun: LanesBegun): void;
  /** The run ends early: the target is gone, the user interrupted. What was measured is still judged. */
  runAborted?(why: string): void;
  runFinished?(results: RunResults): void;
}

/** One listener that tells several. What one of them throws is told to `onFault` and keeps nothing from the others. */
export function listeners(all: readonly RunListener[], onFault: (error: unknown) => void): Required<RunListener> {
  const tell = (call: (listener: RunListener) => void): void => {
    for (const listener of all) {
      try {
        call(listener);
      } catch (error) {
        onFault(error);
      }
    }
  };
  return {
    runStarted: (plan, outline) => tell((l) => l.runStarted?.(plan, outline)),
    scenarioStarted: (scenario) => tell((l) => l.scenarioStarted?.(scenario)),
    scenarioFinished: (scenario) => tell((l) => l.scenarioFinished?.(scenario)),
    waitingBegun: (waiting) => tell((l) => l.waitingBegun?.(waiting)),
    lanesBegun: (begun) => tell((l) => l.lanesBegun?.(begun)),
    runAborted: (why) => tell((l) => l.runAborted?.(why)),
    runFinished: (results) => tell((l) => l.runFinished?.(results)),
  };
}
