/**
 * The guard of a server for one page on a developer's machine: it answers only requests that name it by its own address, come
 * from no other page and bear its token, and reads bodies of bounded length.
 */
import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Octets of a request body that are read. */
const MOST = 64 * 1024;

/** A request that is refused, with its HTTP status and a sentence. */
export class Refused extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The names by which a server may be asked, as they stand in Host. */
export function namesOf(host: string, port: number): readonly string[] {
  return [host, 'localhost', '127.0.0.1'].map((name) => `${name}:${port}`.toLowerCase());
}

/** Refuses what was sent to another name (DNS rebinding) or by another page. */
export function demandOwn({ headers }: IncomingMessage, names: ReadonlySet<string>): void {
  if (!names.has((headers.host ?? '').toLowerCase())) {
    throw new Refused(421, 'this server is asked by another name than its own');
  }
  if (headers.origin !== undefined && !names.has(headers.origin.replace(/^http:\/\//, '').toLowerCase())) {
    throw new Refused(403, 'the request comes from another page');
  }
}

/** The page with a word for itself in its head, allowed to ask the server it came from. */
export function livePage(text: string, meta: string, content: string): string {
  const allowed = text.replace("default-src 'none'", "default-src 'none'; connect-src 'self'");
  return allowed.replace('<title>', `<meta name="${meta}" content="${content}">\n<title>`);
}

export function demandToken(given: string | readonly string[] | null, token: string): void {
  const [one, other] = [Buffer.from(String(given ?? '')), Buffer.from(token)];
  if (one.length !== other.length || !timingSafeEqual(one, other)) {
    throw new Refused(403, 'the token is missing or wrong: open the address that impsc printed');
  }
}

export function send(response: ServerResponse, status: number, type: string, body: string): void {
  const headers = { 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
  response.writeHead(status, headers).end(body);
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  send(response, status, 'application/json', JSON.stringify(value));
}

export async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > MOST) throw new Refused(413, `a request has ${MOST} octets at most`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
