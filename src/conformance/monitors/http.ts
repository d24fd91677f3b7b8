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

/**
 * Statuses that call a sound message bad, or say that the server broke down over it. The others may come of headers,
 * credentials, load, or from something between client and server.
 */
const OF_THE_MESSAGE: ReadonlySet<number> = new Set([400, 422, 500, 501]);

/** A sound message is answered by CSP, whatever it asks. */
const answeredByCsp: Monitor = {
  name: 'what fails is told inside of CSP, not by a status of HTTP',
  requirement: 'TRN-HTTP-003',
  watch(stream, report) {
    for (const { exchange, request, response, deliberate } of stream) {
      if (deliberate || exchange.response === undefined || request?.envelope === undefined) continue;
      if (request.read.findings.length > 0) continue;
      const { status } = exchange.response;
      // An answer without a message of CSP shows nothing.
      if (response?.envelope !== undefined) report.saw();
      if (!OF_THE_MESSAGE.has(status)) continue;
      report.saw();
      report.violation('HTTP 200 and a CSP message', `HTTP ${status}`, placeOf(exchange, 'response'));
    }
  },
};

export const httpMonitors: readonly Monitor[] = [tidy, answeredByCsp];
