/** Before the unit tests: compiles what changed, as tests of the command line start what is compiled. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export default function compile(): void {
  const script = fileURLToPath(new URL('compile.mjs', import.meta.url));
  const { status } = spawnSync(process.execPath, [script], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error('the sources could not be compiled; the messages are above');
}
