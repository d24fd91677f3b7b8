/** Defects of the plain text syntax. */
import type { Defect } from '../../types.ts';
import { misreadsPlain, replacesPlain } from '../../ways/plain-text.ts';
import { changesSms } from '../../ways/short-messages.ts';

export const syntaxPtsDefects: readonly Defect[] = [
  {
    id: 'pts-quotes-not-doubled',
    title: 'does not double the double quotes inside a value in plain text',
    requirements: ['SYN-PTS-002'],
    unavoidable: ['SYN-PTS-051'],
    change: replacesPlain((text) => text.replaceAll(/(?<=[^,=(])""(?=[^,)\s])/g, '"')),
  },
  {
    id: 'pts-drops-ampersands',
    title: 'reads values in plain text up to the first ampersand',
    requirements: ['SYN-PTS-002'],
    unavoidable: ['SYN-PTS-051'],
    change: misreadsPlain((text) => text.replaceAll(/ & [^"]*/g, '')),
  },
  {
    id: 'pts-status-for-lists',
    title: 'answers GetList-Request in plain text with a mere Status',
    requirements: ['SYN-PTS-003'],
    unavoidable: ['SYN-PTS-001'],
    change: replacesPlain((text) => text.replace(/^(WV\d\d)LG(\d+ SI=\S+).*$/, '$1ST$2 ST=200')),
  },
  {
    id: 'pts-codes-of-four-digits',
    title: 'writes result codes in plain text with four digits',
    requirements: ['SYN-PTS-004'],
    change: replacesPlain((text) => text.replace(/ ST=(\(?)(\d{3})/, ' ST=$10$2')),
    through: ['features/transport/pts.feature'],
    unavoidable: ['CSP-SES-018'],
  },
  {
    id: 'pts-parts-without-letters',
    title: 'cuts long messages without the letters of the parts',
    requirements: ['SYN-PTS-001'],
    unavoidable: ['CSP-ADR-042'],
    change: changesSms((standard) => ({
      cut: (message) =>
        standard
          .cut(message)
          .map((part) =>
            new TextEncoder().encode(new TextDecoder().decode(part).replace(/^(WV\d\d[A-Z]{2}\d+)[a-z]{2}/, '$1')),
          ),
    })),
  },
  {
    id: 'pts-joins-spaces',
    title: 'reads several spaces inside a quoted value of plain text as one',
    requirements: ['SYN-PTS-051'],
    change: misreadsPlain((text) => text.replaceAll(/ {2,}/g, ' ')),
  },
  {
    id: 'pts-latin-only',
    title: 'writes letters of plain text beyond those of Latin 1 as question marks',
    requirements: ['SYN-PTS-051', 'SYN-PTS-002'],
    change: replacesPlain((text) => text.replaceAll(/[^\u0000-\u00ff]/gu, '?')),
  },
  {
    id: 'pts-loses-nicknames',
    title: 'loses the nicknames of a new contact list that comes in plain text',
    requirements: ['SYN-PTS-007'],
    change: replacesPlain((text) =>
      text.startsWith('WV') && /^WV\d\dML/.test(text) ? text.replaceAll(/\(bobby,/g, '(,') : text,
    ),
  },
];
