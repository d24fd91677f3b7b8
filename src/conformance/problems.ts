/** An error in a file that a person wrote, with its place. */

export interface Problem {
  readonly file: string;
  /** From 1; 0 for the whole file. */
  readonly line: number;
  readonly column: number;
  /** Dotted path of the key: `ixit.accounts.alice.user`. Empty for the whole file. */
  readonly key: string;
  /** The error, and the text to write instead. */
  readonly message: string;
}

/** Most problems that are shown. */
const MOST_TOLD = 50;

/** A file that cannot be used. The message holds the problems, one a line. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  constructor(
    message: string,
    readonly problems: readonly Problem[] = [],
  ) {
    const more = problems.length - MOST_TOLD;
    const told = problems.slice(0, MOST_TOLD).map((p) => `  ${describe(p)}`);
    super([message, ...told, ...(more > 0 ? [`  ... and ${more} more`] : [])].join('\n'));
  }
}

/** `file:line:column key: message`, as editors understand it. */
export function describe(problem: Problem): string {
  const place = problem.line === 0 ? problem.file : `${problem.file}:${problem.line}:${problem.column}`;
  return problem.key === '' ? `${place}: ${problem.message}` : `${place}: ${problem.key}: ${problem.message}`;
}
