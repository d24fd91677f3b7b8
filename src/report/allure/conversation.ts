/** The conversation of a scenario as text: request lines, headers, bodies. WBXML stands in hexadecimal octets. */
import type { Transcript, TranscriptEntry } from '../../results/results.ts';
import { visible } from '../view/octets.ts';

export function conversation({ scenario, configuration, verdict, entries }: Transcript): string {
  const head = [`${scenario} [${configuration}]: ${verdict}`];
  return `${[...head, ...entries.flatMap(lines)].join('\n')}\n`;
}

function lines(entry: TranscriptEntry): string[] {
  const { request, response, failure } = entry;
  const names = (list: readonly string[]) => (list.length === 0 ? 'no content' : list.join(', '));
  return [
    '',
    `${entry.number}. ${entry.party}: ${names(entry.sent)}`,
    request.line,
    ...request.headers.map(([name, value]) => `${name}: ${value}`),
    ...body(request),
    ...(response === undefined
      ? [`   no answer: ${failure?.message ?? 'none came'}`]
      : [
          `   answered: ${names(entry.received)}`,
          `${response.status} ${response.reason}`,
          ...response.headers.map(([name, value]) => `${name}: ${value}`),
          ...body(response),
        ]),
  ].map(visible);
}

function body({ body: base64, cutFrom }: { readonly body: string; readonly cutFrom?: number | undefined }): string[] {
  const octets = Buffer.from(base64, 'base64');
  if (octets.length === 0) return [];
  const text = octets[0] === 0x3c || octets[0] === 0xef ? octets.toString('utf8') : hexadecimal(octets);
  return ['', ...text.split('\n'), ...(cutFrom === undefined ? [] : [`(the beginning of ${cutFrom} octets)`])];
}

const IN_A_ROW = 16;

function hexadecimal(octets: Buffer): string {
  const rows: string[] = [];
  for (let at = 0; at < octets.length; at += IN_A_ROW) {
    const row = [...octets.subarray(at, at + IN_A_ROW)];
    const hex = row.map((octet) => octet.toString(16).padStart(2, '0')).join(' ');
    const shown = row.map((octet) => (octet > 0x1f && octet < 0x7f ? String.fromCharCode(octet) : '.')).join('');
    rows.push(`${at.toString(16).padStart(4, '0')}  ${hex.padEnd(3 * IN_A_ROW)} ${shown}`);
  }
  return rows.join('\n');
}
