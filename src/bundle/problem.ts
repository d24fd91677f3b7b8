/** Faults of bundles: archives that cannot be read at all, and bundles that are not what was written. */

/** The file is no bundle that this program can read. Ends a command with exit code 2. */
export class BundleError extends Error {
  override readonly name = 'BundleError';
}

/** A difference between a bundle and what was written, with the part it is about. */
export interface Finding {
  /** Name of the part; the name of the archive for what concerns all of it. */
  readonly part: string;
  readonly message: string;
}
