/** HTTP responses written by hand. */
import type { Change } from '../types.ts';
import { hooks } from './families.ts';

export const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  400: 'Bad Request',
  415: 'Unsupported Media Type',
};

export interface Written {
  readonly status: number;
  readonly reason: string;
  /** Header lines, without line ends. */
  readonly lines: readonly string[];
  readonly body: Uint8Array;
}

/** Writes every answer as raw octets, from its parts. */
export function written(form: (parts: Written) => Uint8Array, close = false): Change {
  return hooks({
    response(response) {
      const { status, headers = [], body = new Uint8Array(), raw } = response;
      if (raw !== undefined) return response;
      const lines = headers.map(([name, value]) => `${name}: ${value}`);
      const reason = REASONS[status] ?? 'Other';
      return { status, raw: form({ status, reason, lines, body }), close: close || response.close === true };
    },
  });
}

export function octets(head: string, body: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(head, 'latin1'), body]);
}

/** Writes another head, which states the length of the unchanged body. */
export const withHead = (head: (parts: Written) => string, close = false) =>
  written((parts) => octets(head(parts), parts.body), close);

export const untidy = withHead(
  ({ status, reason, lines, body }) =>
    `HTTP/1.1  ${status}  ${reason}\nContent-Length : ${body.length}\nContent-Length: ${body.length}\n${lines.map((line) => `${line}\n`).join('')}\n`,
);
