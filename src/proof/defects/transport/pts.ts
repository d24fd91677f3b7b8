/** Defects in preamble and parameters of plain text messages. */
import type { Defect } from '../../types.ts';
import { cannotReadPlain, misreadsPlain, replacesPlain } from '../../ways/plain-text.ts';

export const transportPtsDefects: readonly Defect[] = [
  {
    id: 'pts-capitals-only',
    title: 'knows the codes of plain text in capitals only',
    requirements: ['TRN-PTS-002'],
    change: misreadsPlain((text) => text.replace(/^(WV\d\d)[a-z]{2}(\d+ )si=/, '$1ZZ$2SI=')),
  },
  {
    id: 'pts-two-digits-of-number',
    title: 'answers in plain text under the last two digits of the transaction number',
    requirements: ['TRN-PTS-003'],
    unavoidable: ['CSP-SES-001'],
    change: replacesPlain((text) =>
      text.replace(/^(WV\d\d[A-Z]{2})\d(\d\d)(?= |$)/, (_all, head, last) => `${head}${Number(last)}`),
    ),
  },
  {
    id: 'pts-order-of-parameters',
    title: 'reads a login in plain text only if the user comes last',
    requirements: ['TRN-PTS-005'],
    change: cannotReadPlain((text) => /^WV\d\dLR\d+ UI=/.test(text)),
  },
];
