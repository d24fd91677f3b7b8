/** Rules of plain text messages of a server. */
import type { Monitor } from './monitor.ts';
import { elementsNamed, placeOf } from './stream.ts';

const resultCodes: Monitor = {
  name: 'results in plain text are a code of three digits, alone or with a text',
  requirement: 'SYN-PTS-004',
  syntax: 'pts',
  watch(stream, report) {
    for (const { exchange, response } of stream) {
      for (const result of elementsNamed(response?.read.tree, 'Result')) {
        report.saw();
        const code = result.children.find(({ node }) => node.name === 'Code')?.node.text ?? 'no code';
        if (!/^\d{3}$/.test(code)) report.violation('three digits', code, placeOf(exchange, 'response', result));
      }
    }
  },
};

export const plainTextMonitors: readonly Monitor[] = [resultCodes];
