/**
 * Exchanges from a capture of packets: pcap and pcapng, Ethernet, Linux cooked, raw IP or loopback, IPv4 and IPv6, TCP,
 * plain HTTP. Segments are put in order and repetitions left out; a connection with a gap, or that begins before the
 * capture, is read as far as it can be. Nothing else is understood: no fragments of IP, no TLS.
 */
import { Conversation, type WireExchange } from '../wire/conversation.ts';

/** A packet: its link type, seconds as milliseconds, and its octets from the link layer on. */
interface Packet {
  readonly link: number;
  readonly at: number;
  readonly octets: Buffer;
}

interface Segment {
  readonly from: string;
  readonly to: string;
  readonly sequence: number;
  readonly flags: number;
  readonly data: Buffer;
  readonly at: number;
}

const SYN = 2;
const FIN = 1;
const RST = 4;
/** Octets of a connection that wait for a segment that is missing. */
const MOST_WAITING = 4 * 1024 * 1024;

const PCAP = new Map<number, { readonly little: boolean; readonly nano: boolean }>([
  [0xa1b2c3d4, { little: false, nano: false }],
  [0xd4c3b2a1, { little: true, nano: false }],
  [0xa1b23c4d, { little: false, nano: true }],
  [0x4d3cb2a1, { little: true, nano: true }],
]);
const PCAPNG = 0x0a0d0d0a;

export function isCapture(octets: Buffer): boolean {
  if (octets.length < 24) return false;
  const magic = octets.readUInt32BE(0);
  return PCAP.has(magic) || magic === PCAPNG;
}

/** The exchanges in a capture, and what could not be read of it. */
export function exchangesOfCapture(octets: Buffer): {
  readonly exchanges: readonly WireExchange[];
  readonly remarks: readonly string[];
} {
  const remarks = new Set<string>();
  const flows = new Flows((why) => remarks.add(why));
  for (const packet of packetsIn(octets)) {
    const segment = segmentIn(packet);
    if (segment === undefined) continue;
    flows.take(segment);
  }
  flows.end();
  return { exchanges: flows.exchanges.sort((a, b) => a.sentAt - b.sentAt), remarks: [...remarks] };
}

function* packetsIn(octets: Buffer): Generator<Packet> {
  const kind = PCAP.get(octets.readUInt32BE(0));
  if (kind === undefined) yield* blocksIn(octets);
  else yield* recordsIn(octets, kind);
}

function* recordsIn(
  octets: Buffer,
  { little, nano }: { readonly little: boolean; readonly nano: boolean },
): Generator<Packet> {
  const u32 = (at: number) => (little ? octets.readUInt32LE(at) : octets.readUInt32BE(at));
  const link = u32(20) & 0xffff;
  let at = 24;
  while (at + 16 <= octets.length) {
    const length = u32(at + 8);
    const from = at + 16;
    if (from + length > octets.length) return;
    const time = u32(at) * 1_000 + u32(at + 4) / (nano ? 1_000_000 : 1_000);
    yield { link, at: time, octets: octets.subarray(from, from + length) };
    at = from + length;
  }
}

/** The blocks of a pcapng file: section headers, interfaces and enhanced or simple packets; others are passed over. */
function* blocksIn(octets: Buffer): Generator<Packet> {
  let little = true;
  let interfaces: { readonly link: number; readonly unit: number }[] = [];
  let at = 0;
  while (at + 12 <= octets.length) {
    if (octets.readUInt32BE(at) === PCAPNG) {
      little = octets.readUInt32BE(at + 8) === 0x4d3c2b1a;
      interfaces = [];
    }
    const u32 = (place: number) => (little ? octets.readUInt32LE(place) : octets.readUInt32BE(place));
    const length = u32(at + 4);
    if (length < 12 || at + length > octets.length) return;
    const type = u32(at);
    if (type === 1)
      interfaces.push({
        link: little ? octets.readUInt16LE(at + 8) : octets.readUInt16BE(at + 8),
        unit: unitOf(octets, at, length, little),
      });
    if (type === 6 && length >= 32) {
      const own = interfaces[u32(at + 8)] ?? { link: 1, unit: 1e-6 };
      const captured = Math.min(u32(at + 20), length - 32);
      const ticks = u32(at + 12) * 2 ** 32 + u32(at + 16);
      yield { link: own.link, at: ticks * own.unit * 1_000, octets: octets.subarray(at + 28, at + 28 + captured) };
    }
    if (type === 3) {
      const captured = Math.min(u32(at + 8), length - 16);
      yield { link: interfaces[0]?.link ?? 1, at: 0, octets: octets.subarray(at + 12, at + 12 + captured) };
    }
    at += length;
  }
}

/** Seconds of a tick of an interface: option if_tsresol (9); a millionth where it is not given. */
function unitOf(octets: Buffer, block: number, length: number, little: boolean): number {
  const u16 = (place: number) => (little ? octets.readUInt16LE(place) : octets.readUInt16BE(place));
  let at = block + 16;
  while (at + 4 <= block + length - 4) {
    const [code, size] = [u16(at), u16(at + 2)];
    if (code === 0) break;
    const value = octets[at + 4] ?? 6;
    if (code === 9) return value >= 128 ? 2 ** -(value - 128) : 10 ** -value;
    at += 4 + Math.ceil(size / 4) * 4;
  }
  return 1e-6;
}

/** The packet from IP on, by its link type: Ethernet, loopback, raw, Linux cooked (one and two). */
function networkLayer({ link, octets }: Packet): Buffer | undefined {
  switch (link) {
    case 0:
    case 108:
      return octets.subarray(4);
    case 1: {
      let at = 12;
      while (octets.length > at + 2 && [0x8100, 0x88a8].includes(octets.readUInt16BE(at))) at += 4;
      return octets.subarray(at + 2);
    }
    case 12:
    case 101:
    case 228:
    case 229:
      return octets;
    case 113:
      return octets.subarray(16);
    case 276:
      return octets.subarray(20);
    default:
      return undefined;
  }
}

function segmentIn(packet: Packet): Segment | undefined {
  const ip = networkLayer(packet);
  if (ip === undefined || ip.length < 20) return undefined;
  const version = (ip[0] ?? 0) >> 4;
  if (version === 4) {
    const [head, total] = [((ip[0] ?? 0) & 15) * 4, ip.readUInt16BE(2)];
    const fragment = ip.readUInt16BE(6) & 0x3fff;
    if (ip[9] !== 6 || fragment !== 0) return undefined;
    const end = total === 0 ? ip.length : Math.min(total, ip.length);
    return tcpIn(
      ip.subarray(head, end),
      [...ip.subarray(12, 16)].join('.'),
      [...ip.subarray(16, 20)].join('.'),
      packet.at,
    );
  }
  if (version !== 6 || ip.length < 40 || ip[6] !== 6) return undefined;
  const [from, to] = [ip.subarray(8, 24).toString('hex'), ip.subarray(24, 40).toString('hex')];
  return tcpIn(ip.subarray(40, 40 + ip.readUInt16BE(4)), from, to, packet.at);
}

function tcpIn(tcp: Buffer, from: string, to: string, at: number): Segment | undefined {
  if (tcp.length < 20) return undefined;
  const head = ((tcp[12] ?? 0) >> 4) * 4;
  if (head < 20 || head > tcp.length) return undefined;
  return {
    from: `${from}:${tcp.readUInt16BE(0)}`,
    to: `${to}:${tcp.readUInt16BE(2)}`,
    sequence: tcp.readUInt32BE(4),
    flags: tcp[13] ?? 0,
    data: tcp.subarray(head),
    at,
  };
}

/** One direction of a connection: octets in their order. */
class Direction {
  #next: number | undefined;
  #waiting: { readonly offset: number; readonly data: Buffer }[] = [];
  #octets = 0;

  constructor(readonly hear: (data: Buffer) => void) {}

  begin(sequence: number): void {
    this.#next = (sequence + 1) >>> 0;
  }

  /** False when a segment is missing for good. */
  take(sequence: number, data: Buffer): boolean {
    if (data.length === 0) return true;
    this.#next ??= sequence;
    const offset = distance(this.#next, sequence);
    if (offset > 0) {
      this.#waiting.push({ offset: sequence, data });
      this.#octets += data.length;
      return this.#octets <= MOST_WAITING;
    }
    const fresh = data.subarray(Math.min(-offset, data.length));
    if (fresh.length > 0) {
      this.#next = (this.#next + fresh.length) >>> 0;
      this.hear(fresh);
    }
    const ready = this.#waiting.find(({ offset: at }) => distance(this.#next ?? 0, at) <= 0);
    if (ready === undefined) return true;
    this.#waiting = this.#waiting.filter((one) => one !== ready);
    this.#octets -= ready.data.length;
    return this.take(ready.offset, ready.data);
  }
}

/** From one sequence number to another, in either direction round the circle. */
function distance(from: number, to: number): number {
  return ((to - from + 0x80000000) >>> 0) - 0x80000000;
}

interface Flow {
  readonly client: string;
  readonly conversation: Conversation;
  readonly toServer: Direction;
  readonly toClient: Direction;
}

class Flows {
  readonly exchanges: WireExchange[] = [];
  readonly #flows = new Map<string, Flow>();
  #count = 0;
  #first: number | undefined;
  #now = 0;

  constructor(readonly remark: (why: string) => void) {}

  take(segment: Segment): void {
    const { from, to, flags, sequence, data, at } = segment;
    this.#first ??= at;
    this.#now = at - this.#first;
    const key = from < to ? `${from} ${to}` : `${to} ${from}`;
    let flow = this.#flows.get(key);
    if ((flags & SYN) !== 0 && (flags & 16) === 0) {
      flow?.conversation.closed();
      flow = this.#open(key, from, to);
    }
    // Joined in the middle: who sends a request is the client.
    if (flow === undefined && /^[A-Z]{3,8} \S+ HTTP\/1/.test(data.toString('latin1', 0, 200)))
      flow = this.#open(key, from, to);
    if (flow === undefined) return;
    const own = flow.client === from ? flow.toServer : flow.toClient;
    if ((flags & SYN) !== 0) own.begin(sequence);
    if (!own.take(sequence, data)) {
      this.remark('a connection has a gap and is not read further');
      this.#flows.delete(key);
      return;
    }
    if ((flags & RST) !== 0) flow.conversation.closed();
    else if ((flags & FIN) !== 0) {
      if (flow.client === from) flow.conversation.clientEnded();
      else flow.conversation.serverEnded();
    }
  }

  #open(key: string, client: string, server: string): Flow {
    this.#count += 1;
    const conversation = new Conversation({
      name: `c${this.#count}`,
      origin: `http://${server}`,
      now: () => this.#now,
      onExchange: (exchange) => this.exchanges.push(exchange),
      onUnread: this.remark,
    });
    const flow = {
      client,
      conversation,
      toServer: new Direction((data) => conversation.fromClient(data)),
      toClient: new Direction((data) => conversation.fromServer(data)),
    };
    this.#flows.set(key, flow);
    return flow;
  }

  end(): void {
    for (const { conversation } of this.#flows.values()) conversation.closed();
  }
}
