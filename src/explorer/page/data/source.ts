/** Source of the run that the page shows. A report has it baked in; a server can give the same pieces as they are asked for. */

import type { BakedIndex, BakedTranscript } from '../../../report/html/baked.ts';
import type { Reference } from '../../../report/view/reference.ts';

export interface Source {
  /** Undefined where the page has none: a run made by an earlier version. */
  reference(): Promise<Reference | undefined>;
  index(): Promise<BakedIndex>;
  transcriptBlock(block: number): Promise<readonly BakedTranscript[]>;
  bodyBlock(block: number): Promise<Uint8Array>;
}
