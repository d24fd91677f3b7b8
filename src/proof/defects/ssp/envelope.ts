/** Defects in the documents between servers. */
import type { Defect } from '../../types.ts';
import { editsOctets } from '../../ways/ssp.ts';

const through = ['features/ssp/transactions.feature'];

export const envelopeDefects: readonly Defect[] = [
  {
    id: 'ssp-envelope-unknown-namespace',
    title: 'writes a namespace that no version of SSP has',
    requirements: ['SSP-ENV-001'],
    through,
    change: editsOctets((text) => text.replace('DTD/WV-SSP1.3', 'DTD/WV-SSP9.9')),
  },
  {
    id: 'ssp-envelope-two-children',
    title: 'puts a second element beside set-up or session',
    requirements: ['SSP-ENV-002'],
    through,
    change: editsOctets((text) => text.replace('</WV-SSP-Message>', '<Trailer/></WV-SSP-Message>')),
  },
  {
    id: 'ssp-envelope-no-mode',
    title: 'leaves the mode out of its requests',
    requirements: ['SSP-ENV-003'],
    through,
    change: editsOctets((text) => text.replace('<Transaction mode="Request"', '<Transaction')),
  },
];
