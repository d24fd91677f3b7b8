import type { Annotation } from '../../../wbxml-ts/index.ts';

export type { Annotation };
export function annotate(_b: Uint8Array): readonly Annotation[] {
  return [];
}
