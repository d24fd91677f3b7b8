/**
 * The server of `impsc explore`: one page, the runs begun from it, and how they go. It answers only requests that name it by its
 * own address, and begins nothing for a page that it did not serve.
 */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { liveIndex, liveTranscript } from '../../report/html/bake.ts';
import { LIVE_META, type LiveIndex, type LiveRequest, type LiveTranscript, TOKEN_HEADER } from '../page/data/live.ts';
import { bodyOf, demandOwn, demandToken, livePage, namesOf, Refused, send, sendJson } from './guard.ts';
import { createLiveRun, type Explorable, LiveConflict } from './live-run.ts';

export interface ExplorerOptions extends Explorable {
  /** Address to listen on. */
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  /** The page of some results. */
  page(results: Explorable['first']): Promise<string>;
}

export interface Explorer {
  /** The address without its token. */
  readonly url: string;
  /** The address to open: without the token in it nothing is answered. */
  readonly address: string;
  /** Stops the run that is on, and answers no more. */
  close(): Promise<void>;
}

/** Least time between two states that are told, milliseconds. */
const PAUSE = 200;

export async function startExplorer(options: ExplorerOptions): Promise<Explorer> {
  const { host, port } = options;
  const token = randomBytes(16).toString('hex');
  const live = createLiveRun(options, () => performance.now());
  const names = new Set<string>();
  const streams = new Set<ServerResponse>();
  let page: { readonly of: Explorable['first']; readonly text: Promise<string> } | undefined;

  function pageNow(): Promise<string> {
    const { results } = live;
    if (page?.of !== results) {
      const { results: number } = live.state();
      page = {
        of: results,
        text: options.page(results).then((text) => livePage(text, LIVE_META, `${token} ${number}`)),
      };
    }
    return page.text;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    demandOwn(request, names);
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://explorer');
    const route = `${request.method} ${pathname}`;
    if (pathname !== '/' && !pathname.startsWith('/api/')) throw new Refused(404, 'there is one page here: /');
    demandToken(request.headers[TOKEN_HEADER] ?? searchParams.get('token'), token);
    if (route === 'GET /') return send(response, 200, 'text/html; charset=utf-8', await pageNow());
    switch (route) {
      case 'GET /api/choices':
        return sendJson(response, 200, options.choices);
      case 'GET /api/state':
        return sendJson(response, 200, live.state());
      case 'GET /api/index':
        return sendJson(response, 200, indexNow());
      case 'GET /api/transcript':
        return sendJson(response, 200, transcriptOf(searchParams.get('of'), Number(searchParams.get('n'))));
      case 'GET /api/events':
        return follow(request, response);
      case 'POST /api/run':
        live.start(requestFrom(await bodyOf(request), options.choices));
        return sendJson(response, 202, live.state());
      case 'POST /api/stop':
        live.stop();
        return sendJson(response, 202, live.state());
      default:
        throw new Refused(404, `nothing answers ${route}`);
    }
  }

  function indexNow(): LiveIndex {
    const { of, results } = live.now();
    return { of, index: liveIndex(results) };
  }

  function transcriptOf(of: string | null, n: number): LiveTranscript {
    const now = live.now();
    if (now.of !== of) throw new Refused(409, 'these results have been replaced by newer ones');
    const found = now.results.transcripts[n];
    if (found === undefined) throw new Refused(404, `there is no transcript ${n}`);
    const { transcript, bodies } = liveTranscript(found, n);
    return { transcript, bodies: Buffer.from(bodies).toString('base64') };
  }

  /** Tells the state now, and whenever it changed, in Server-Sent Events. */
  function follow(request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    let waiting: NodeJS.Timeout | undefined;
    const tell = () => {
      waiting = undefined;
      response.write(`data: ${JSON.stringify(live.state())}\n\n`);
    };
    const end = live.watch(() => {
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

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      const status = error instanceof Refused ? error.status : error instanceof LiveConflict ? 409 : 500;
      const message = error instanceof Error ? error.message : String(error);
      if (response.headersSent) response.destroy();
      else sendJson(response, status, { message });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  const shown = host.includes(':') ? `[${host}]` : host;
  for (const name of namesOf(shown, taken)) names.add(name);
  return {
    url: `http://${shown}:${taken}/`,
    address: `http://${shown}:${taken}/?token=${token}`,
    async close() {
      if (live.state().running) live.stop();
      await live.idle();
      for (const stream of streams) stream.end();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** The request of a page, held against the choices. */
function requestFrom(body: string, choices: Explorable['choices']): LiveRequest {
  let given: unknown;
  try {
    given = JSON.parse(body === '' ? '{}' : body);
  } catch {
    throw new Refused(400, 'the request is no JSON');
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new Refused(400, 'an object is expected');
  const { select, defect, variant, versions, syntaxes } = given as Readonly<Record<string, unknown>>;
  return {
    select: textIn('select', select),
    defect: textIn('defect', defect),
    variant: textIn('variant', variant),
    versions: someOf('versions', versions, choices.versions),
    syntaxes: someOf('syntaxes', syntaxes, choices.syntaxes),
  };
}

function textIn(name: string, value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') throw new Refused(400, `${name}: a text is expected`);
  return value;
}

function someOf(name: string, value: unknown, known: readonly string[]): readonly string[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) throw new Refused(400, `${name}: a list is expected`);
  const wrong: unknown = value.find((one) => !known.includes(one as string));
  if (wrong !== undefined) throw new Refused(400, `${name}: "${String(wrong)}" is none of ${known.join(', ')}`);
  return value.length === 0 ? undefined : (value as string[]);
}
