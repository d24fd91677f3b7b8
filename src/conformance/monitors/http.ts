/** Rules of the transport: answers follow the RFC of HTTP. Unreadable answers never get here. */
import type { Monitor } from './monitor.ts';
import { placeOf } from './stream.ts';

const tidy: Monitor = {
  name: 'answers are framed as HTTP has it',
  requirement: 'TRN-HTTP-037',
  watch(stream, report) {
    for (const { exchange } of stream) {
      if (exchange.response === undefined) continue;
      report.saw();
      for (const untidy of exchange.response.untidy ?? []) {
        report.violation('an answer as RFC 2616 has it', untidy, placeOf(exchange, 'response'));
      }
    }
  },
};

export const httpMonitors: readonly Monitor[] = [tidy];
