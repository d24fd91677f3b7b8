/** Memory that grows: whether it does, and which message makes it. */
import type { Input, Message } from './generate.ts';
import { type ShrinkOptions, type Shrunk, shrink } from './shrink.ts';

/** Growth that is none: caches that fill, code that is compiled; octets. */
const STEADY = 3_000_000;
/** Octets a message that are a leak, where it is sent again and again. */
const EACH = 400;
/** Times a message is sent before memory is looked at, and times between two looks. */
const WARM = 5;
const TIMES = 30;
/** Most inputs tried to find a smaller one; each is sent many times. */
const TRIES = 80;

/** True for memory that grew in the second half of the run by more than caches do. */
export function grows(points: readonly number[]): boolean {
  const late = points.slice(Math.floor(points.length / 2));
  const first = late[0] ?? 0;
  const last = late.at(-1) ?? 0;
  return last - first > STEADY;
}

export interface Leaking {
  readonly send: (input: Input) => Promise<void>;
  readonly memory: () => number;
}

/** Octets that each of many equal messages leaves behind. */
export async function eachLeaves(input: Input, { send, memory }: Leaking): Promise<number> {
  for (let i = 0; i < WARM; i++) await send(input);
  const before = memory();
  for (let i = 0; i < TIMES; i++) await send(input);
  return (memory() - before) / TIMES;
}

/** True if a message leaks by itself. A second look keeps out what happened to grow at that moment. */
export async function leaks(input: Input, leaking: Leaking): Promise<boolean> {
  return (await eachLeaves(input, leaking)) > EACH && (await eachLeaves(input, leaking)) > EACH;
}

export function shrinkLeak(
  message: Message,
  leaking: Leaking,
  written: ShrinkOptions['written'],
  tries = TRIES,
): Promise<Shrunk> {
  return shrink(message.input, { does: (input) => leaks(input, leaking), written, tries: Math.min(tries, TRIES) });
}
