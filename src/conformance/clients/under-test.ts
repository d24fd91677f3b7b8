/** A client under test, as a run has it: its driver, the server it meets, the time between them, and the rules that watch it. */
import type { Violation } from '../monitors/monitor.ts';
import type { Observed } from '../monitors/stream.ts';
import type { Driver } from './driver.ts';
import type { TestersServer } from './tester.ts';

/** The findings of the rules of watching about one requirement. */
export interface Watched {
  /** The number of times that a rule of it applied. */
  readonly seen: number;
  readonly violations: readonly Violation[];
}

export interface ClientUnderTest {
  readonly driver: Driver;
  readonly server: TestersServer;
  /** Lets time pass for client and server: milliseconds. */
  pass(ms: number): Promise<void>;
  /** Resolves when nothing is under way; for a client elsewhere, when it had time to react. */
  settle(): Promise<void>;
  /** Time that passes is waited for. */
  readonly waits: boolean;
  /** Applies the rules of the monitor to the traffic of a scenario. */
  watch(stream: readonly Observed[], requirement: string): Watched;
}
