/** For tests of the client: a service access point that does what a test scripts, and remembers what it was sent. */
import {
  type Envelope,
  type EnvelopeTransaction,
  type Primitive,
  type PrimitiveName,
  seal,
  unseal,
} from '../../protocol/messages/envelope.ts';
import {
  contentTypeFor,
  type Document,
  read,
  syntaxOfContentType,
  type WriteOptions,
  write,
} from '../../protocol/syntax/index.ts';
import { header } from '../../transport/http/headers.ts';
import { type HttpServer, listen, type ServerRequest, type ServerResponse } from '../../transport/http/server.ts';

export interface FakeAnswer {
  readonly transactions?: readonly EnvelopeTransaction[];
  readonly poll?: boolean;
  readonly cir?: boolean;
  /** SessionType and SessionID otherwise than in the request. */
  readonly sessionId?: string;
  /** Instead of a message. */
  readonly http?: ServerResponse;
}

export interface FakeServer {
  readonly url: string;
  /** Messages as they came, with the HTTP request. */
  readonly messages: { readonly envelope: Envelope; readonly request: ServerRequest; readonly document: Document }[];
  /** Names of the primitives as they came. */
  readonly names: () => string[];
  /** Transactions to hand out, one at a time, in answers to polls and to answers of the client. */
  readonly queue: Primitive[];
  /** Answers a primitive; the default is Status 200. */
  on(name: PrimitiveName, answer: (t: EnvelopeTransaction, envelope: Envelope) => Primitive | FakeAnswer): void;
  /** Takes over everything, messages that cannot be read included; undefined leaves it to the rest. */
  raw: ((request: ServerRequest) => ServerResponse | Promise<ServerResponse> | undefined) | undefined;
  /** Hand out the next one in answers to the client's own answers, too. */
  chain: boolean;
  close(): Promise<void>;
}

const status = (code: number): Primitive => ({ name: 'Status', value: { Result: { Code: code } } });

export async function fakeServer(): Promise<FakeServer> {
  const messages: FakeServer['messages'][number][] = [];
  const queue: Primitive[] = [];
  const handlers = new Map<PrimitiveName, (t: EnvelopeTransaction, e: Envelope) => Primitive | FakeAnswer>();
  let serverIds = 0;
  let sessions = 0;

  handlers.set('Login-Request', (t) => {
    const { ClientID } = t.primitive.value as { ClientID: object };
    const value = {
      ClientID,
      Result: { Code: 200 },
      SessionID: `s-${++sessions}`,
      KeepAliveTime: 900,
      CapabilityRequest: true,
    };
    return { name: 'Login-Response', value };
  });
  handlers.set('ClientCapability-Request', (t, e) => {
    const { CapabilityList, ClientID } = t.primitive.value as { CapabilityList: object; ClientID: object };
    const value = e.version === '1.1' ? { ClientID, CapabilityList } : { AgreedCapabilityList: { ServerPollMin: 1 } };
    return { name: 'ClientCapability-Response', value } as Primitive;
  });
  handlers.set('Service-Request', (t, e) => {
    const { ClientID } = t.primitive.value as { ClientID: object };
    return { name: 'Service-Response', value: e.version === '1.1' ? { ClientID } : {} } as Primitive;
  });

  function next(): EnvelopeTransaction[] {
    const primitive = queue.shift();
    return primitive === undefined ? [] : [{ mode: 'Request', id: `srv-${++serverIds}`, primitive }];
  }

  function answerTo(t: EnvelopeTransaction, envelope: Envelope): FakeAnswer {
    if (t.primitive.name === 'Polling-Request' && !handlers.has('Polling-Request')) return { transactions: next() };
    if (t.mode === 'Response') return { transactions: fake.chain ? next() : [] };
    const made = handlers.get(t.primitive.name)?.(t, envelope) ?? status(200);
    return 'name' in made ? { transactions: [{ mode: 'Response', id: t.id, primitive: made }] } : made;
  }

  function handle(request: ServerRequest): ServerResponse | Promise<ServerResponse> {
    const taken = fake.raw?.(request);
    if (taken !== undefined) return taken;
    const type = header(request.headers, 'Content-Type') ?? '';
    const syntax = syntaxOfContentType(type) ?? 'xml';
    const { document } = read(request.body, syntax);
    const envelope = document === undefined ? undefined : unseal(document);
    if (document === undefined || envelope === undefined) return { status: 400 };
    messages.push({ envelope, request, document });
    const answers = envelope.transactions.map((t) => answerTo(t, envelope));
    const whole = answers.find((a) => a.http !== undefined)?.http;
    if (whole !== undefined) return whole;
    const transactions = answers.flatMap((a) => a.transactions ?? []);
    const headers = [['Content-Type', contentTypeFor(envelope.version, syntax)]] as const;
    if (transactions.length === 0 && !answers.some((a) => a.poll === true)) return { status: 200, headers };
    const sessionId = answers[0]?.sessionId ?? envelope.sessionId;
    const sealed = seal({
      version: envelope.version,
      sessionType: envelope.sessionType,
      sessionId,
      transactions,
      poll: answers.some((a) => a.poll === true) || queue.length > 0 ? true : undefined,
      cir: answers.find((a) => a.cir !== undefined)?.cir,
    });
    return { status: 200, headers, body: write(sealed, { syntax } as WriteOptions) };
  }

  const server: HttpServer = await listen({ handle });
  const fake: FakeServer = {
    url: `${server.url}/csp`,
    messages,
    names: () => messages.flatMap((m) => m.envelope.transactions.map((t) => t.primitive.name)),
    queue,
    on: (name, answer) => handlers.set(name, answer),
    raw: undefined,
    chain: false,
    close: () => server.close(100),
  };
  return fake;
}

/** A NewMessage with that text. */
export function newMessage(id: string, text: string): Primitive {
  return {
    name: 'NewMessage',
    value: {
      MessageInfo: {
        MessageID: id,
        ContentSize: text.length,
        Recipient: { User: [{ UserID: 'wv:alice' }] },
        Sender: { User: { UserID: 'wv:bob' } },
      },
      ContentData: text,
    },
  };
}

/** A clock that jumps: waits cost no time and are remembered. */
export function jumpingClock() {
  let now = 0;
  const waits: number[] = [];
  return {
    waits,
    now: () => now,
    async wait(ms: number) {
      waits.push(ms);
      now += ms;
    },
    advance(ms: number) {
      now += ms;
    },
  };
}
