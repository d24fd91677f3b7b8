/** Times of day as the log writes them. */

/** `14:31:07`, of the machine the page is on. */
export function clock(at: number): string {
  return new Date(at).toTimeString().slice(0, 8);
}
