/** HTTP requests by hand that are none, or that are more than a server should take. */
import type { Category } from '../../results/robustness.ts';

export interface RawRequest {
  readonly category: Category;
  readonly flaw: string;
  /** The request in Latin-1. */
  readonly text: string;
  /** False where a server may go on waiting for more of it. */
  readonly whole: boolean;
}

export interface RawPlace {
  readonly host: string;
  readonly path: string;
  readonly contentType: string;
  /** A well-formed message, in Latin-1. */
  readonly body: string;
}

/** Every ill-formed request, made of the parts of a good one. */
export function rawRequests({ host, path, contentType, body }: RawPlace): readonly RawRequest[] {
  const line = `POST ${path} HTTP/1.1`;
  const type = `Content-Type: ${contentType}`;
  const length = `Content-Length: ${body.length}`;
  const message = (first: string, headers: readonly string[], content = body) =>
    [first, ...headers, '', content].join('\r\n');
  const usual = [`Host: ${host}`, type];
  const made = (category: Category, flaw: string, text: string, whole = true): RawRequest => ({
    category,
    flaw,
    text,
    whole,
  });
  const chunked = (content: string) => message(line, [...usual, 'Transfer-Encoding: chunked'], content);
  return [
    made('syntax', 'the first line is no request', message('what is this', [...usual, length])),
    made('syntax', 'the first line has no version', message(`POST ${path}`, [...usual, length]), false),
    made('token', 'the version of HTTP does not exist', message(`POST ${path} HTTP/9.9`, [...usual, length])),
    made('token', 'the method does not exist', message(`FETCH ${path} HTTP/1.1`, [...usual, length])),
    made('token', 'the method has control characters', message(`PO\x01ST ${path} HTTP/1.1`, [...usual, length])),
    made('structure', 'there is no Host', message(line, [type, length])),
    made('structure', 'there are two Hosts', message(line, [`Host: ${host}`, ...usual, length])),
    made('structure', 'there is no length', message(line, usual)),
    made('structure', 'there is no Content-Type', message(line, [`Host: ${host}`, length])),
    made('structure', 'two lengths contradict each other', message(line, [...usual, length, 'Content-Length: 1'])),
    made(
      'structure',
      'length and chunks contradict each other',
      message(line, [...usual, length, 'Transfer-Encoding: chunked'], `5\r\nhello\r\n0\r\n\r\n`),
    ),
    made('size', 'the length is negative', message(line, [...usual, 'Content-Length: -1'])),
    made('size', 'the length is no number', message(line, [...usual, 'Content-Length: many'])),
    made('size', 'the length has a plus sign', message(line, [...usual, `Content-Length: +${body.length}`])),
    made('size', 'the length has 40 digits', message(line, [...usual, `Content-Length: ${'9'.repeat(40)}`])),
    made(
      'size',
      'less comes than was announced',
      message(line, [...usual, `Content-Length: ${body.length + 10}`]),
      false,
    ),
    made(
      'size',
      'more comes than was announced',
      message(line, [...usual, length], `${body}${'x'.repeat(100)}`),
      false,
    ),
    made('syntax', 'the size of a chunk is no number', chunked(`zz\r\n${body}\r\n0\r\n\r\n`)),
    made('size', 'the size of a chunk is huge', chunked(`ffffffffffffffff\r\n${body}\r\n0\r\n\r\n`)),
    made('size', 'a chunk is longer than it says', chunked(`1\r\n${body}\r\n0\r\n\r\n`)),
    made('syntax', 'the last chunk is missing', chunked(`${body.length.toString(16)}\r\n${body}\r\n`), false),
    made('size', 'a chunk has an extension of 20000 letters', chunked(`1;${'x'.repeat(20_000)}\r\n<\r\n0\r\n\r\n`)),
    made('token', 'the coding of the transfer does not exist', message(line, [...usual, 'Transfer-Encoding: squeeze'])),
    made('size', 'a header has 100000 letters', message(line, [...usual, `X-Long: ${'h'.repeat(100_000)}`, length])),
    made(
      'size',
      'there are 5000 headers',
      message(line, [...usual, ...Array.from({ length: 5_000 }, (_, i) => `X-${i}: 1`), length]),
    ),
    made(
      'size',
      'the path has 100000 letters',
      message(`POST ${path}${'p'.repeat(100_000)} HTTP/1.1`, [...usual, length]),
    ),
    made('syntax', 'a header has no colon', message(line, [...usual, 'X-None', length])),
    made('syntax', 'a header has no name', message(line, [...usual, ': none', length])),
    made('syntax', 'a header has an octet 0', message(line, [...usual, 'X-Zero: a\0b', length])),
    made('syntax', 'a header is folded', message(line, [...usual, 'X-Fold: a\r\n b', length])),
    made('syntax', 'a space stands before the colon', message(line, [...usual, `Content-Length : ${body.length}`])),
    made('syntax', 'lines end in LF alone', [line, ...usual, length, '', body].join('\n')),
    made('syntax', 'the head does not end', `${line}\r\n${usual.join('\r\n')}\r\n${length}`, false),
    made('syntax', 'there are only ends of lines', '\r\n'.repeat(50), false),
    made('syntax', 'it is TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'.padEnd(200, '\0'), false),
    made('token', 'it expects what does not exist', message(line, [...usual, 'Expect: 999-nothing', length])),
    made(
      'token',
      'its Content-Type does not exist',
      message(line, [`Host: ${host}`, 'Content-Type: application/x-none', length]),
    ),
    made('syntax', 'its Content-Type is none', message(line, [`Host: ${host}`, 'Content-Type: ;;;', length])),
    made(
      'charset',
      'its Content-Type names a charset that does not exist',
      message(line, [`Host: ${host}`, `${type}; charset=x-none`, length]),
    ),
    made(
      'charset',
      'its Content-Type says UTF-16',
      message(line, [`Host: ${host}`, `${type}; charset=utf-16`, length]),
    ),
    made(
      'token',
      'it says that it is compressed, and is not',
      message(line, [...usual, 'Content-Encoding: gzip', length]),
    ),
    made('syntax', 'it is cut off in its head', `${line}\r\nHost: ${host}\r\nContent-Ty`, false),
    made(
      'state',
      'a second request follows at once',
      `${message(line, [...usual, length])}GET / HTTP/1.1\r\n\r\n`,
      false,
    ),
  ];
}
