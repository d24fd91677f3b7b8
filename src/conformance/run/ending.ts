/** The end of a process of a run: of its implementation, and its message when the harness fails. */
import type { IutAdapter } from '../iut/adapter.ts';
import { messageAndStack } from '../scenario/signals.ts';

/**
 * Ends the implementation. What goes wrong there, and programming errors of an implementation of our own, are faults of
 * the harness; they take nothing away from what was measured.
 */
export async function stop(adapter: IutAdapter, fault: (error: unknown) => void): Promise<void> {
  try {
    await adapter.stop();
  } catch (error) {
    fault(error);
  }
  for (const { where, error } of adapter.faults ?? []) fault(`${where}: ${messageAndStack(error)}`);
}

/** Why a run ends early when the harness itself is the reason. */
export function harnessFailed(error: unknown): string {
  return `the harness itself failed: ${messageAndStack(error).split('\n')[0] ?? ''}`;
}
