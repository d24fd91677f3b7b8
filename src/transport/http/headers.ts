/** Header fields, as far as the HTTP binding needs them. Names are compared without regard to case. */
import type { Header } from '../types.ts';

/** The value of the first header of that name. */
export function header(headers: readonly Header[], name: string): string | undefined {
  const wanted = name.toLowerCase();
  for (const [n, value] of headers) if (n.length === wanted.length && n.toLowerCase() === wanted) return value;
  return undefined;
}

/** All values of that name, in order; a comma-separated list counts as several values. */
export function headerList(headers: readonly Header[], name: string): string[] {
  const wanted = name.toLowerCase();
  const found: string[] = [];
  for (const [n, value] of headers) {
    if (n.length !== wanted.length || n.toLowerCase() !== wanted) continue;
    const parts = value.includes(',') ? value.split(',') : [value];
    for (const part of parts) {
      const trimmed = part.trim();
      if (trimmed !== '') found.push(trimmed);
    }
  }
  return found;
}

/** The transfer codings in use; `identity` says that there is none (RFC 2616, 3.6 and 4.4). */
export function transferCodings(headers: readonly Header[]): string[] {
  return headerList(headers, 'Transfer-Encoding').filter((coding) => coding.toLowerCase() !== 'identity');
}

/** The media type of Content-Type, in lower case and without parameters; undefined without the header. */
export function mediaType(headers: readonly Header[]): string | undefined {
  const value = header(headers, 'Content-Type');
  if (value === undefined) return undefined;
  const end = value.indexOf(';');
  return (end < 0 ? value : value.slice(0, end)).trim().toLowerCase();
}

/** True if the connection may be used again after a message of that HTTP version with these headers (RFC 9112, 9.3). */
export function persistent(httpVersion: '1.0' | '1.1', headers: readonly Header[]): boolean {
  let keepAlive = httpVersion === '1.1';
  for (const option of headerList(headers, 'Connection')) {
    const lower = option.toLowerCase();
    if (lower === 'close') return false;
    if (lower === 'keep-alive') keepAlive = true;
  }
  return keepAlive;
}
