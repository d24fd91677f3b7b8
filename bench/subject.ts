/** One subject in a process of its own, so that no subject finds the memory or the compiled code of another. */
import { type Effort, QUICK, THOROUGH } from './harness.ts';
import type { Section } from './table.ts';

const SUBJECTS: Readonly<Record<string, () => Promise<(effort: Effort) => Promise<Section>>>> = {
  codec: async () => (await import('./codec.ts')).codec,
  server: async () => (await import('./server.ts')).server,
  suite: async () => (await import('./suite.ts')).suite,
  presence: async () => (await import('./presence.ts')).presence,
  messaging: async () => (await import('./messaging.ts')).messaging,
  watch: async () => (await import('./watch.ts')).watch,
  groups: async () => (await import('./groups.ts')).groups,
  calls: async () => (await import('./calls.ts')).calls,
};

const [name = '', effort] = process.argv.slice(2);
const measure = await SUBJECTS[name]?.();
if (measure === undefined) throw new Error(`there is no subject ${name}`);
const section = await measure(effort === 'quick' ? QUICK : THOROUGH);
process.send?.(section, () => process.exit());
