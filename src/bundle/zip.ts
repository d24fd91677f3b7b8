/**
 * Zip archives of one shape: no folders, no comments, no extra fields, one fixed time, so that each octet outside the
 * parts has one right value. Other archives are read as well, within bounds, and told apart by {@link packedOtherwise}.
 */
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { BundleError } from './problem.ts';

/** A part as it lies in the archive. */
export interface Packed {
  readonly name: string;
  /** 0: stored, 8: deflated. */
  readonly method: number;
  readonly crc: number;
  readonly size: number;
  readonly octets: Uint8Array;
  /** Place of its octets in the archive. */
  readonly at: number;
}

export interface ZipLimits {
  /** Octets of all parts together. */
  readonly total: number;
  readonly parts: number;
  /** Size of a part against the octets it is packed in. */
  readonly ratio: number;
}

/** A bundle of 100,000 messages has some 100 million octets, packed ten to one. */
export const ZIP_LIMITS: ZipLimits = { total: 1024 * 1024 * 1024, parts: 10_000, ratio: 200 };
/** Below this size a part is no bomb, however small it is packed. */
const HARMLESS = 1024 * 1024;

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const LOCAL_LENGTH = 30;
const CENTRAL_LENGTH = 46;
const END_LENGTH = 22;
/** The first day of this calendar: archives of the same parts are the same octets. */
const DATE = 0x21;
const UTF8 = 0x0800;

/** Packs parts, in their order; `stored` parts are not compressed. */
export function pack(name: string, octets: Uint8Array, stored = false): Packed {
  const packed = stored ? octets : deflateRawSync(octets, { level: 6 });
  return { name, method: stored ? 0 : 8, crc: crc32(octets), size: octets.length, octets: packed, at: 0 };
}

function headerOf({ name, method, crc, size, octets }: Packed, central: { readonly at: number } | undefined): Buffer {
  const title = Buffer.from(name, 'utf8');
  const head = Buffer.alloc(central === undefined ? LOCAL_LENGTH : CENTRAL_LENGTH);
  head.writeUInt32LE(central === undefined ? LOCAL : CENTRAL, 0);
  const from = central === undefined ? 4 : 6;
  if (central !== undefined) head.writeUInt16LE(20, 4);
  head.writeUInt16LE(20, from);
  head.writeUInt16LE(UTF8, from + 2);
  head.writeUInt16LE(method, from + 4);
  head.writeUInt16LE(0, from + 6);
  head.writeUInt16LE(DATE, from + 8);
  head.writeUInt32LE(crc, from + 10);
  head.writeUInt32LE(octets.length, from + 14);
  head.writeUInt32LE(size, from + 18);
  head.writeUInt16LE(title.length, from + 22);
  if (central !== undefined) head.writeUInt32LE(central.at, 42);
  return Buffer.concat([head, title]);
}

/** The archive, and for each of its octets the part it belongs to. */
export function zip(parts: readonly Packed[]): {
  readonly octets: Buffer;
  /** The part that an octet belongs to. */
  readonly partAt: (place: number) => string | undefined;
} {
  const pieces: Uint8Array[] = [];
  const owners: { readonly end: number; readonly name: string | undefined }[] = [];
  let length = 0;
  const add = (piece: Uint8Array, name: string | undefined) => {
    pieces.push(piece);
    length += piece.length;
    owners.push({ end: length, name });
  };
  const places = parts.map((part) => {
    const at = length;
    add(headerOf(part, undefined), part.name);
    add(part.octets, part.name);
    return at;
  });
  const directory = length;
  for (const [i, part] of parts.entries()) add(headerOf(part, { at: places[i] ?? 0 }), part.name);
  const end = Buffer.alloc(END_LENGTH);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(length - directory, 12);
  end.writeUInt32LE(directory, 16);
  add(end, undefined);
  return {
    octets: Buffer.concat(pieces),
    partAt: (place) => owners.find((owner) => place < owner.end)?.name,
  };
}

/** A name that leaves the folder it is unpacked to, or means different things on different systems. */
function nameProblem(name: string): string | undefined {
  if (name === '' || name.length > 200) return 'is empty or too long';
  if (/[\0-\x1f\x7f\\:]/.test(name)) return 'holds a character that no part has';
  if (name.startsWith('/')) return 'is an absolute path';
  const steps = name.split('/');
  if (steps.some((step) => step === '..')) return 'leads out of the bundle';
  return steps.some((step) => step === '' || step === '.') ? 'is no plain path' : undefined;
}

/** The place of the record that ends a directory, which a comment may follow. */
function endOf(view: Buffer): number {
  const first = Math.max(0, view.length - END_LENGTH - 0xffff);
  for (let at = view.length - END_LENGTH; at >= first; at--) {
    if (view.readUInt32LE(at) === END) return at;
  }
  throw new BundleError('it is no zip archive, or its end is missing');
}

/**
 * The parts of an archive, still packed.
 * @throws BundleError for what is no archive, for names that lead out of it, for parts that stand in it twice, for more than
 * the limits allow
 */
export function partsOf(octets: Uint8Array, limits: ZipLimits = ZIP_LIMITS): readonly Packed[] {
  const view = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength);
  const end = endOf(view);
  const count = view.readUInt16LE(end + 10);
  if (count > limits.parts) throw new BundleError(`it has ${count} parts; a bundle has at most ${limits.parts}`);
  const parts: Packed[] = [];
  let at = view.readUInt32LE(end + 16);
  let total = 0;
  for (let i = 0; i < count; i++) {
    if (at + CENTRAL_LENGTH > end || view.readUInt32LE(at) !== CENTRAL) {
      const after = parts.at(-1)?.name;
      throw new BundleError(
        `its directory is broken ${after === undefined ? 'at its first entry' : `after the entry of ${after}`}`,
      );
    }
    const part = entryAt(view, at);
    if (parts.some(({ name }) => name === part.name)) {
      throw new BundleError(`it holds ${JSON.stringify(part.name)} twice`);
    }
    total += part.size;
    demandSize(part, total, limits);
    parts.push(part);
    at += CENTRAL_LENGTH + view.readUInt16LE(at + 28) + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32);
  }
  return parts;
}

function entryAt(view: Buffer, at: number): Packed {
  const name = view.toString('utf8', at + CENTRAL_LENGTH, at + CENTRAL_LENGTH + view.readUInt16LE(at + 28));
  const problem = nameProblem(name);
  if (problem !== undefined)
    throw new BundleError(`the name of a part, ${JSON.stringify(name.slice(0, 80))}, ${problem}`);
  const method = view.readUInt16LE(at + 10);
  if ((view.readUInt16LE(at + 8) & 1) === 1) throw new BundleError(`${name} is encrypted`);
  if (method !== 0 && method !== 8)
    throw new BundleError(`${name} is packed by method ${method}, which no bundle uses`);
  if (view.readUInt32LE(at + 38) >>> 28 === 0xa) throw new BundleError(`${name} is a link, no file`);
  const local = view.readUInt32LE(at + 42);
  if (local + LOCAL_LENGTH > view.length || view.readUInt32LE(local) !== LOCAL) {
    throw new BundleError(`${name} does not lie where the directory says`);
  }
  const from = local + LOCAL_LENGTH + view.readUInt16LE(local + 26) + view.readUInt16LE(local + 28);
  const length = view.readUInt32LE(at + 20);
  if (from + length > view.length) throw new BundleError(`${name} is cut off`);
  return {
    name,
    method,
    crc: view.readUInt32LE(at + 16),
    size: view.readUInt32LE(at + 24),
    octets: view.subarray(from, from + length),
    at: from,
  };
}

function demandSize({ name, size, octets }: Packed, total: number, limits: ZipLimits): void {
  if (total > limits.total) throw new BundleError(`with ${name} it unpacks to more than ${limits.total} octets`);
  if (size > HARMLESS && size > octets.length * limits.ratio) {
    throw new BundleError(
      `${name} grows from ${octets.length} to ${size} octets: no part of a bundle is packed so small`,
    );
  }
}

/** The content of a part, or the word for what is wrong with it. */
export function unpack({ method, crc, size, octets }: Packed): Uint8Array | string {
  let content: Uint8Array;
  try {
    // A part that is larger than it says is not unpacked any further.
    content = method === 0 ? octets : inflateRawSync(octets, { maxOutputLength: Math.max(1, size) });
  } catch {
    return 'cannot be unpacked';
  }
  if (content.length !== size) return `has ${content.length} octets, and the directory says ${size}`;
  return crc32(content) === crc ? content : 'is not what its checksum says';
}

/** The first octet that an archive of these parts, packed by this program, has otherwise. */
export function packedOtherwise(
  octets: Uint8Array,
  parts: readonly Packed[],
): { readonly place: number; readonly part: string | undefined } | undefined {
  const { octets: right, partAt } = zip(parts);
  const given = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength);
  if (given.equals(right)) return undefined;
  const shorter = Math.min(given.length, right.length);
  let place = 0;
  while (place < shorter && given[place] === right[place]) place++;
  return { place, part: partAt(place) };
}
