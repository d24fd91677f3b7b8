/**
 * `npm run bench [-- --only codec,server] [--quick]`: how fast the parts are, next to what they are to be compared with.
 * Speed is reported, never asserted: the exit code is 0 unless something is broken.
 */
import { parseArgs } from 'node:util';
import { forked } from './processes.ts';
import { isMet, type Section, tableText } from './table.ts';

const SUBJECTS = ['codec', 'server', 'suite', 'presence', 'messaging', 'groups', 'calls', 'watch'];
const USAGE = `usage: npm run bench [-- --only ${SUBJECTS.join(',')}] [--quick]`;

function complain(what: string): number {
  process.stderr.write(`bench: ${what}\n${USAGE}\n`);
  return 2;
}

async function main(): Promise<number> {
  let only: readonly string[] | undefined;
  let quick: boolean | undefined;
  try {
    ({ only, quick } = parseArgs({
      options: { only: { type: 'string', multiple: true }, quick: { type: 'boolean' } },
    }).values);
  } catch (error) {
    return complain(error instanceof Error ? error.message : String(error));
  }
  const names = only?.flatMap((list) => list.split(',')) ?? SUBJECTS;
  const unknown = names.filter((name) => !SUBJECTS.includes(name));
  if (unknown.length > 0) return complain(`there is no subject ${unknown.join(', ')}`);

  const began = performance.now();
  const judged: (boolean | undefined)[] = [];
  let broken = 0;
  for (const name of names) {
    try {
      const { message } = await forked('subject.ts', [name, quick === true ? 'quick' : 'thorough']);
      const section = message as Section;
      judged.push(...section.figures.map(isMet));
      process.stdout.write(`${tableText(section)}\n`);
    } catch (error) {
      broken += 1;
      process.stderr.write(`bench: ${name}: ${error instanceof Error ? error.message : String(error)}\n\n`);
    }
  }
  const met = judged.filter((one) => one === true).length;
  const aimed = judged.filter((one) => one !== undefined).length;
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  process.stdout.write(
    `${met} of ${aimed} targets met, ${seconds} s.\nRatios are medians over pairs of turns; without sockets a second is one of CPU time.\n`,
  );
  return broken === 0 ? 0 : 1;
}

process.exitCode = await main();
