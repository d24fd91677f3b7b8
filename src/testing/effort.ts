/**
 * Number of random cases of a long property test. `npm run random` tries as many times as many as IMPS_EFFORT says; the
 * checks of every change, which must end soon, take the number as it is written.
 */
export function effort(cases: number): number {
  return cases * Number(process.env.IMPS_EFFORT ?? 1);
}
