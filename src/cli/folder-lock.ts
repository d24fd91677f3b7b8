/** One run at a time writes to a folder: two would mix their journals and reports. */
import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { UsageError } from './failure.ts';

export const LOCK = 'run.lock';

/**
 * Takes a folder for a run; what is returned gives it back. The mark of a run that was killed is taken over.
 * @throws UsageError where another run is at it
 */
export function takeFolder(folder: string): () => void {
  const file = join(resolve(folder), LOCK);
  const own = `${process.pid} ${hostname()}\n`;
  if (!marked(file, own)) {
    const other = readFileSync(file, 'utf8');
    if (isOn(other)) {
      const [pid = '', host = ''] = other.trim().split(' ');
      throw new UsageError(
        `--out ${folder}: another run (process ${pid} on ${host}) writes to this folder; name another one, or delete ${file} if there is none`,
      );
    }
    rmSync(file, { force: true });
    if (!marked(file, own)) throw new UsageError(`--out ${folder}: another run has just begun to write to this folder`);
  }
  return () => rmSync(file, { force: true });
}

/** False if there is a mark already. */
function marked(file: string, own: string): boolean {
  try {
    const to = openSync(file, 'wx');
    writeSync(to, own);
    closeSync(to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** True if the process of a mark lives, as far as this machine knows. A mark that was cut off is of nobody. */
function isOn(mark: string): boolean {
  const [, pid = '', host = ''] = /^(\d+) (\S+)\n$/.exec(mark) ?? [];
  if (pid === '') return false;
  if (host !== hostname()) return true;
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
