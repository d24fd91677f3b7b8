/** Switches as they come from a page, a script or a file: held against what there is. */
import { NO_SWITCHES, type Switches } from '../explorer/page/data/workbench.ts';

/** A change that cannot be made, in a sentence for whoever asked for it. */
export class SwitchError extends Error {
  override readonly name = 'SwitchError';
}

const NUMBERS = { delay: 60_000, leaveOut: 10_000, errorEvery: 10_000, errorStatus: 599 } as const;

/** The switches after a change. @throws SwitchError for a name or a value that does not exist */
export function switched(now: Switches, change: unknown, isSeeded: (id: string) => boolean): Switches {
  if (typeof change !== 'object' || change === null || Array.isArray(change)) {
    throw new SwitchError('switches: an object is expected');
  }
  const next: Record<string, unknown> = { ...now };
  for (const [name, value] of Object.entries(change)) {
    if (!(name in NO_SWITCHES)) {
      throw new SwitchError(`switches: there is no ${name}; known are ${Object.keys(NO_SWITCHES).join(', ')}`);
    }
    next[name] = checked(name, value, isSeeded);
  }
  return next as unknown as Switches;
}

function checked(name: string, value: unknown, isSeeded: (id: string) => boolean): unknown {
  if (name === 'on') {
    if (!Array.isArray(value)) throw new SwitchError('switches: on is a list of defects and variants');
    const unknown: unknown = value.find((id) => typeof id !== 'string' || !isSeeded(id));
    if (unknown !== undefined) throw new SwitchError(`switches: there is no defect or variant ${String(unknown)}`);
    return value;
  }
  if (name === 'reading') {
    if (value !== 'strict' && value !== 'tolerant') throw new SwitchError('switches: reading is strict or tolerant');
    return value;
  }
  if (name === 'user') {
    if (typeof value !== 'string' || value.length > 200) throw new SwitchError('switches: user is an address');
    return value;
  }
  const most = NUMBERS[name as keyof typeof NUMBERS];
  if (!Number.isInteger(value) || (value as number) < 0 || (value as number) > most) {
    throw new SwitchError(`switches: ${name} is a whole number from 0 to ${most}`);
  }
  return value;
}
