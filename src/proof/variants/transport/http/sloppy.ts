/** Heads and framings of HTTP that servers of the time wrote, legal ones and untidy ones. */
import type { ServerResponse } from '../../../../transport/http/server.ts';
import type { Change, Variant } from '../../../types.ts';
import { hooks } from '../../../ways/families.ts';
import { octets, REASONS, untidy, withHead, written } from '../../../ways/written-http.ts';

/** Other headers of every answer. */
const withHeaders = (change: (headers: NonNullable<ServerResponse['headers']>) => ServerResponse['headers']): Change =>
  hooks({
    response: (response) =>
      response.body === undefined ? response : { ...response, headers: change(response.headers ?? []) },
  });

/** Sends the octets of an answer in several writes. */
function inParts(parts: (octets: Uint8Array) => readonly Uint8Array[]): Change {
  return hooks({
    response(response) {
      const { status, headers = [], body = new Uint8Array(), raw } = response;
      const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
      const head = `HTTP/1.1 ${status} ${REASONS[status] ?? 'Other'}\r\n${lines}Content-Length: ${body.length}\r\n\r\n`;
      return { ...response, parts: parts(raw ?? octets(head, body)) };
    },
  });
}

/**
 * Parts of 1, 2, 4 octets and so on. The size of the first part changes from answer to answer, so that in time every place
 * is cut.
 */
function segments(): (octets: Uint8Array) => readonly Uint8Array[] {
  let answers = 0;
  return (octets) => {
    const parts: Uint8Array[] = [];
    let at = 0;
    for (let size = 1 + (answers++ % 97); at < octets.length; size *= 2) {
      parts.push(octets.subarray(at, at + size));
      at += size;
    }
    return parts;
  };
}

/** Delays each answer by a varying number of turns of the event loop, so that answers overtake each other. */
function turns(): (octets: Uint8Array) => readonly Uint8Array[] {
  let answers = 0;
  return (octets) => [...Array.from({ length: (answers++ * 5) % 12 }, () => new Uint8Array()), octets];
}

export const sloppyHttpVariants: readonly Variant[] = [
  {
    id: 'sloppy-http-small-segments',
    title: 'sends answers in small segments, cut anywhere',
    change: (options) => inParts(segments())(options),
  },
  {
    id: 'sloppy-http-slow',
    title: 'takes a moment for each answer, a longer one for some',
    change: (options) => inParts(turns())(options),
  },
  {
    id: 'sloppy-http-untidy-head',
    title: 'ends header lines with LF, doubles blanks in the status line, gives the length twice',
    mayFail: ['TRN-HTTP-037'],
    change: untidy,
  },
  {
    id: 'sloppy-http-identity-and-folded',
    title:
      'names the transfer coding identity beside the length, folds headers, writes names in small letters, no reason',
    change: withHead(
      ({ status, lines, body }) =>
        `HTTP/1.1 ${status}\r\ntransfer-encoding: identity\r\ncontent-length:${body.length}\r\n` +
        `server: one,\r\n\ttwo\r\nx-empty:\r\n${lines.map((line) => `${line.replace(/^[^:]+/, (name) => name.toLowerCase()).replace(': ', ':\r\n  ')}\r\n`).join('')}\r\n`,
    ),
  },
  {
    id: 'sloppy-http-1.0-closing',
    title: 'answers in HTTP/1.0 and ends bodies by closing the connection',
    change: withHead(
      ({ status, reason, lines, body }) =>
        `HTTP/1.0 ${status} ${reason}\r\n${body.length === 0 ? 'Content-Length: 0\r\n' : ''}${lines.map((line) => `${line}\r\n`).join('')}\r\n`,
      true,
    ),
  },
  {
    id: 'sloppy-http-line-end-after-body',
    title: 'writes an empty line after every body and before every answer',
    mayFail: ['TRN-HTTP-037'],
    change: written(({ status, reason, lines, body }) =>
      Buffer.concat([
        octets(
          `HTTP/1.1 ${status} ${reason}\r\nContent-Length: ${body.length}\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n`,
          body,
        ),
        Buffer.from('\r\n'),
      ]),
    ),
  },
  {
    id: 'sloppy-http-small-chunks',
    title: 'sends bodies in chunks of seven octets with extensions, leading zeros and a trailer',
    change: written(({ status, reason, lines, body }) => {
      const head = `HTTP/1.1 ${status} ${reason}\r\n${lines.map((line) => `${line}\r\n`).join('')}`;
      if (body.length === 0) return octets(`${head}Content-Length: 0\r\n\r\n`, body);
      const parts: Uint8Array[] = [octets(`${head}Transfer-Encoding: Chunked\r\n\r\n`, new Uint8Array())];
      for (let at = 0; at < body.length; at += 7) {
        const part = body.subarray(at, at + 7);
        parts.push(octets(`000${part.length};x="y"\r\n`, part), Buffer.from('\r\n'));
      }
      return Buffer.concat([...parts, Buffer.from('0;last\r\nX-Sum: 1\r\n\r\n')]);
    }),
  },
  {
    id: 'sloppy-http-no-content-type',
    title: 'leaves Content-Type out',
    mayFail: ['TRN-HTTP-005'],
    change: withHeaders((headers) => headers.filter(([name]) => name !== 'Content-Type')),
  },
  {
    id: 'sloppy-http-text-xml',
    title: 'says text/xml of its answers',
    syntaxes: ['xml'],
    mayFail: ['TRN-HTTP-005'],
    change: withHeaders(() => [['Content-Type', 'text/xml; charset="utf-8"']]),
  },
  {
    id: 'sloppy-http-type-of-the-other-syntax',
    title: 'names the media type of the other syntax',
    syntaxes: ['xml'],
    mayFail: ['TRN-HTTP-005'],
    change: withHeaders(() => [['Content-Type', 'application/vnd.wv.csp.wbxml']]),
  },
  {
    id: 'sloppy-http-type-in-capitals',
    title: 'writes the media type in capitals, with a parameter',
    change: withHeaders((headers) =>
      headers.map(([name, value]) => [
        name.toUpperCase(),
        name === 'Content-Type' ? `${value.toUpperCase()} ;Charset=UTF-8` : value,
      ]),
    ),
  },
];
