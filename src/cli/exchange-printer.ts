/** The live log of `impsc serve`: a line for each exchange; with `--verbose`, its findings and messages, too. */
import { annotate } from '../protocol/syntax/wbxml/annotate.ts';
import { type Exchange, lineOf } from '../server/exchange-log.ts';

/** Lines of one exchange; `verbose` adds findings and both messages, text as it is, octets annotated. */
export function exchangeLines(exchange: Exchange, verbose: boolean): readonly string[] {
  const line = lineOf(exchange);
  if (!verbose) return [line];
  return [
    line,
    ...exchange.findings.map((finding) => `  ! ${finding}`),
    ...bodyLines('>', exchange, exchange.request),
    ...bodyLines('<', exchange, exchange.response),
  ];
}

function bodyLines(mark: string, { syntax, reason }: Exchange, octets: Uint8Array): readonly string[] {
  if (octets.length === 0) return [];
  const binary = syntax === 'wbxml' && (mark === '>' || reason === undefined);
  if (!binary) return textOf(octets).map((line) => `  ${mark} ${line}`);
  return annotate(octets).map(({ start, end, depth, label }) => {
    const hex = Buffer.from(octets.subarray(start, end)).toString('hex').slice(0, 32);
    return `  ${mark} ${start.toString(16).padStart(4, '0')} ${hex.padEnd(32)} ${'  '.repeat(depth)}${label}`;
  });
}

/** Control characters would act on the terminal. */
function textOf(octets: Uint8Array): readonly string[] {
  return new TextDecoder()
    .decode(octets)
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.replace(/\p{Cc}/gu, '\u{b7}'));
}
