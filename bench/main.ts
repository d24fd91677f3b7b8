/**
 * `npm run bench [-- --only codec,server] [--quick]`: how fast the parts are, next to what they are to be compared with.
 * Speed is reported, never asserted: the exit code is 0 unless something is broken.
 */
import { parseArgs } from 'node:util';
import { type Effort, QUICK, THOROUGH } from './harness.ts';
import { isMet, type Section, tableText } from './table.ts';

const SUBJECTS: Readonly<Record<string, () => Promise<(effort: Effort) => Promise<Section>>>> = {
  codec: async () => (await import('./codec.ts')).codec,
  server: async () => (await import('./server.ts')).server,
  suite: async () => (await import('./suite.ts')).suite,
  presence: async () => (await import('./presence.ts')).presence,
  messaging: async () => (await import('./messaging.ts')).messaging,
  groups: async () => (await import('./groups.ts')).groups,
};

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { only: { type: 'string', multiple: true }, quick: { type: 'boolean' } },
  });
  const names = values.only?.flatMap((list) => list.split(',')) ?? Object.keys(SUBJECTS);
  const unknown = names.filter((name) => !Object.hasOwn(SUBJECTS, name));
  if (unknown.length > 0) {
    process.stderr.write(`bench: no subject ${unknown.join(', ')}; there are ${Object.keys(SUBJECTS).join(', ')}\n`);
    return 2;
  }
  const effort = values.quick === true ? QUICK : THOROUGH;
  const began = performance.now();
  const sections: Section[] = [];
  for (const name of names) {
    const run = await SUBJECTS[name]?.();
    if (run === undefined) continue;
    const section = await run(effort);
    sections.push(section);
    process.stdout.write(`${tableText(section)}\n`);
  }
  const judged = sections.flatMap((section) => section.figures).map(isMet);
  const met = judged.filter((one) => one === true).length;
  const aimed = judged.filter((one) => one !== undefined).length;
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  process.stdout.write(`${met} of ${aimed} targets met, ${seconds} s. Ratios are medians over pairs of turns.\n`);
  return 0;
}

process.exitCode = await main();
