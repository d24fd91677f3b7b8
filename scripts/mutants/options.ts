/** Command line of `npm run mutants`. */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

export const USAGE = `usage: npm run mutants -- [options]
Makes small slips in the reference server, one at a time, and says how many of them the suite notices.

  --count N     how many are drawn; default 400
  --seed N      another sample; default 1
  --room NAME   only those of one folder of src/server: access, presence, messaging, ...
  --only ID     only this one; several with commas
  --most N      most scenarios against one of them; default 400, 0 for all that reach it
  --jobs N      processes at a time; default: one for each processor
  --features P  only the scenarios below this path, for instance features/csp/presence; default: all
  --out FOLDER  where the build and the results go; default reports/mutants
  --list        only say which would be tried
  --help        this text
`;

export interface Options {
  readonly count: number;
  readonly seed: number;
  readonly room: string | undefined;
  readonly only: readonly string[] | undefined;
  readonly most: number;
  readonly jobs: number;
  readonly features: string;
  readonly out: string;
  readonly list: boolean;
  readonly help: boolean;
}

/** Something is wrong with the command line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** @throws UsageError */
export function readOptions(args: readonly string[]): Options {
  const values = parse(args);
  const number = (name: 'count' | 'seed' | 'most' | 'jobs', otherwise: number, least: number) => {
    const given = values[name];
    if (given === undefined) return otherwise;
    const value = Number(given);
    if (!Number.isSafeInteger(value) || value < least)
      throw new UsageError(`--${name}: "${given}" is no whole number from ${least}`);
    return value;
  };
  const most = number('most', 400, 0);
  return {
    count: number('count', 400, 1),
    seed: number('seed', 1, 0),
    room: values.room,
    only: values.only?.split(',').map((one) => one.trim()),
    // It is sent to other processes as JSON, which has no infinity.
    most: most === 0 ? Number.MAX_SAFE_INTEGER : most,
    jobs: number('jobs', availableParallelism(), 1),
    features: values.features ?? 'features',
    out: values.out ?? 'reports/mutants',
    list: values.list === true,
    help: values.help === true,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        count: { type: 'string' },
        seed: { type: 'string' },
        room: { type: 'string' },
        only: { type: 'string' },
        most: { type: 'string' },
        jobs: { type: 'string' },
        features: { type: 'string' },
        out: { type: 'string' },
        list: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
