/** The control interface of a workbench and its page: HTTP on a port of its own, for whoever has the token. */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TOKEN_HEADER } from '../explorer/page/data/live.ts';
import { type SentMessage, WORKBENCH_META } from '../explorer/page/data/workbench.ts';
import {
  bodyOf,
  demandOwn,
  demandToken,
  livePage,
  namesOf,
  Refused,
  send,
  sendJson,
} from '../explorer/server/guard.ts';
import { SwitchError } from './switches.ts';
import type { Workbench } from './workbench.ts';

export interface ControlOptions {
  readonly workbench: Workbench;
  /** 0 for any free port; always of the loopback interface. */
  readonly port: number;
  /** The page without its token. */
  page(): Promise<string>;
  /** For tests and scripts that must know it before; made up otherwise. */
  readonly token?: string;
}

export interface Control {
  readonly url: string;
  readonly token: string;
  /** The address of the page, with the token. */
  readonly address: string;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
/** Least time between two pieces of news, milliseconds: a flood of exchanges is told in a few. */
const PAUSE = 250;
/** Pages that may follow at once. */
const MOST_FOLLOWERS = 16;

export async function startControl(options: ControlOptions): Promise<Control> {
  const { workbench } = options;
  const token = options.token ?? randomBytes(16).toString('hex');
  const names = new Set<string>();
  const streams = new Set<ServerResponse>();
  let page: Promise<string> | undefined;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    demandOwn(request, names);
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://workbench');
    if (pathname !== '/' && !pathname.startsWith('/api/')) throw new Refused(404, 'there is one page here: /');
    demandToken(request.headers[TOKEN_HEADER] ?? searchParams.get('token'), token);
    const route = `${request.method} ${pathname}`;
    if (route === 'GET /') {
      page ??= options.page().then((text) => livePage(text, WORKBENCH_META, token));
      return send(response, 200, 'text/html; charset=utf-8', await page);
    }
    if (route === 'GET /api/state') return sendJson(response, 200, workbench.state());
    if (route === 'GET /api/log')
      return sendJson(response, 200, workbench.news(Number(searchParams.get('after') ?? 0)));
    if (route === 'GET /api/events') return follow(request, response);
    if (route === 'GET /api/exchange') {
      const found = workbench.exchange(Number(searchParams.get('n')));
      if (found === undefined) throw new Refused(404, 'this exchange is no longer kept; the log file has its line');
      return sendJson(response, 200, found);
    }
    if (request.method !== 'POST') throw new Refused(404, `nothing answers ${route}`);
    const given = objectIn(await bodyOf(request));
    if (pathname === '/api/send') return sendJson(response, 200, await sent(workbench, given));
    if (pathname === '/api/switches') workbench.switch(given);
    else workbench.act(pathname.slice('/api/'.length), given);
    sendJson(response, 200, workbench.state());
  }

  /** Tells lines and state, now and whenever they changed, in Server-Sent Events. */
  function follow(request: IncomingMessage, response: ServerResponse): void {
    if (streams.size >= MOST_FOLLOWERS) throw new Refused(429, `${MOST_FOLLOWERS} pages follow already; close one`);
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    let moment = 0;
    let waiting: NodeJS.Timeout | undefined;
    const tell = () => {
      waiting = undefined;
      const { state, lines, moment: now } = workbench.news(moment);
      moment = now;
      response.write(`data: ${JSON.stringify({ state, lines })}\n\n`);
    };
    const end = workbench.watch(() => {
      waiting ??= setTimeout(tell, PAUSE);
    });
    tell();
    streams.add(response);
    request.on('close', () => {
      clearTimeout(waiting);
      end();
      streams.delete(response);
    });
  }

  const http = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      const status = error instanceof Refused ? error.status : error instanceof SwitchError ? 400 : 500;
      if (response.headersSent) response.destroy();
      else sendJson(response, status, { message: error instanceof Error ? error.message : String(error) });
    });
  });
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(options.port, HOST, resolve);
  });
  const { port } = http.address() as AddressInfo;
  for (const name of namesOf(HOST, port)) names.add(name);
  return {
    url: `http://${HOST}:${port}/`,
    token,
    address: `http://${HOST}:${port}/?token=${token}`,
    async close() {
      for (const stream of streams) stream.end();
      await new Promise<void>((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      });
    },
  };
}

/** Sends a message to the server over HTTP, as a client would, and gives the answer. */
async function sent(workbench: Workbench, { type, body }: Readonly<Record<string, unknown>>): Promise<SentMessage> {
  if (typeof type !== 'string' || !/^[\w.+-]+\/[\w.+-]+$/.test(type) || typeof body !== 'string') {
    throw new Refused(400, 'type is a media type, body the octets in BASE64');
  }
  const answer = await fetch(workbench.url, {
    method: 'POST',
    headers: { 'content-type': type },
    body: Buffer.from(body, 'base64'),
  });
  return {
    status: answer.status,
    type: answer.headers.get('content-type') ?? '',
    body: Buffer.from(await answer.arrayBuffer()).toString('base64'),
    line: workbench.news(Number.POSITIVE_INFINITY).last,
  };
}

function objectIn(body: string): Readonly<Record<string, unknown>> {
  let given: unknown;
  try {
    given = JSON.parse(body === '' ? '{}' : body);
  } catch {
    throw new Refused(400, 'the request is no JSON');
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new Refused(400, 'an object is expected');
  return given as Readonly<Record<string, unknown>>;
}
