/** The switches of the mutants for the instrumented code: the one that is on, and those that were asked. */
import { SWITCH } from './instrument.ts';

/** No mutant has this number. */
const NONE = -1;

let on = NONE;
let asked = new Uint8Array(0);

function isOn(number: number): boolean {
  asked[number] = 1;
  return number === on;
}

/** Makes the switches known to the instrumented code. */
export function install(mutants: number): void {
  asked = new Uint8Array(mutants);
  Object.assign(globalThis, { [SWITCH]: isOn });
}

export function switchOn(number: number | undefined): void {
  on = number ?? NONE;
}

/** The numbers of the switches that were asked since the last call. */
export function takeAsked(): number[] {
  const numbers: number[] = [];
  for (let n = 0; n < asked.length; n++) if (asked[n] === 1) numbers.push(n);
  asked.fill(0);
  return numbers;
}
