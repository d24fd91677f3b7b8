/** The end of a command that cannot go on: its message and the exit code. */

import { visible } from '../report/view/octets.ts';

/** Exit codes of every command; docs and `--help` say the same. */
export const EXIT_CODES = `Exit codes:
  0  conformant, or every failure is an expected one
  1  not conformant, an unexpected failure, or a stale or expired entry of the baseline
  2  wrong usage or configuration, a selection that matches nothing
  3  incomplete: the run ended early, or something that counts is inconclusive
  4  error of the harness`;

/** The exit code for an error, by its name: classes may come from modules that are loaded only when needed. */
export function exitCodeOf(error: unknown): number {
  const name = error instanceof Error ? error.name : '';
  if (['ConfigurationError', 'AccountsFileError', 'UsageError', 'BundleError'].includes(name)) return 2;
  if (name === 'AdapterError') return 3;
  return 4;
}

/** Says what went wrong on standard error: the message for what the user can mend, the stack for faults of ours. */
export function complain(error: unknown): number {
  const code = exitCodeOf(error);
  const ours = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`impsc: ${visible(code === 4 ? ours : (error as Error).message)}\n`);
  return code;
}

/** Something is wrong with the command line itself. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
