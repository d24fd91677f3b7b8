/** Limits for a kept history: number of entries and their total length in characters. */
export interface KeptLimits {
  readonly messages: number;
  /** Of all of them together, characters. */
  readonly length: number;
}

/** Drops from the front, where the oldest stand, what is beyond the limits. */
export function keepNewest<T>(items: T[], limits: KeptLimits, lengthOf: (item: T) => number): void {
  let length = items.reduce((sum, item) => sum + lengthOf(item), 0);
  let surplus = 0;
  for (const item of items) {
    if (items.length - surplus <= limits.messages && length <= limits.length) break;
    length -= lengthOf(item);
    surplus += 1;
  }
  items.splice(0, surplus);
}
