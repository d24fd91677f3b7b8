/** Answers that are not CSP messages: an HTTP status, and a body with the reason in one line of plain text. */
import type { ServerResponse } from '../transport/http/server.ts';
import type { Header } from '../transport/types.ts';

const HEADERS: readonly Header[] = [['Content-Type', 'text/plain; charset=utf-8']];
const encoder = new TextEncoder();
/** Maximum length of a reason, in characters; a reason may quote the text of a client. */
const LONGEST = 500;

/** `reason` is a sentence without a full stop, on one line. */
export function refusal(status: number, reason: string): ServerResponse {
  return { status, headers: HEADERS, body: encoder.encode(`${plain(reason)}\n`) };
}

/** One line without control characters. */
export function plain(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').slice(0, LONGEST);
}

/** The reason in an answer made by {@link refusal}; undefined for any other answer. */
export function reasonIn({ headers, body }: ServerResponse): string | undefined {
  return headers === HEADERS && body !== undefined ? new TextDecoder().decode(body).trimEnd() : undefined;
}
