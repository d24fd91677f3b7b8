import type { Version } from '../../version.ts';

/** Sets of versions the token tables are grouped by. */
export const ALL: readonly Version[] = ['1.1', '1.2', '1.3'];
export const UP_TO_12: readonly Version[] = ['1.1', '1.2'];
export const FROM_12: readonly Version[] = ['1.2', '1.3'];
export const ONLY_12: readonly Version[] = ['1.2'];
export const ONLY_13: readonly Version[] = ['1.3'];
