/** The text of a file that a person wrote: UTF-8 and nothing else. */
import { readFileSync, statSync } from 'node:fs';
import { ConfigurationError } from '../problems.ts';

/** Octets of the largest file that is read. */
const LARGEST = 128 * 1024 * 1024;

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a directory',
  EACCES: 'reading it is not permitted',
  EPERM: 'reading it is not permitted',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'its symbolic links lead in a circle',
};

/** The reason in words why a file cannot be read. */
export function whyUnreadable(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return REASONS[code] ?? (code === '' ? (error as Error).message : code);
}

/** Reads a file; a missing, unreadable or binary one is a {@link ConfigurationError}. */
export function readText(file: string, what: string): string {
  return decode(readOctets(file, what), file, what);
}

function readOctets(file: string, what: string): Buffer {
  const refuse = (why: string) => new ConfigurationError(`${file}: cannot read the ${what}: ${why}`);
  let octets: Buffer;
  try {
    const status = statSync(file);
    // A device has no end.
    if (status.isCharacterDevice() || status.isBlockDevice()) throw refuse('it is a device');
    if (status.size > LARGEST) throw refuse(`it is larger than ${LARGEST} octets`);
    octets = readFileSync(file);
  } catch (error) {
    throw error instanceof ConfigurationError ? error : refuse(whyUnreadable(error));
  }
  return octets;
}

/** The text of a file. @throws ConfigurationError with the line and column of the first octet that is not UTF-8 */
function decode(octets: Buffer, file: string, what: string): string {
  const wide = [0xfffe, 0xfeff].includes(octets.length < 2 ? 0 : octets.readUInt16BE(0));
  const at = wide ? 0 : firstBadOctet(octets);
  if (at === undefined) return new TextDecoder().decode(octets);
  const why = wide
    ? 'it begins as UTF-16 does; save it as UTF-8'
    : octets[at] === 0
      ? 'the octet 00 stands here, which no text has (UTF-16, or a binary file?)'
      : `the octet ${hex(octets[at] ?? 0)} does not fit here; save the file as UTF-8`;
  const before = octets.toString('latin1', 0, at);
  throw new ConfigurationError(`The ${what} is not UTF-8.`, [
    {
      file,
      line: before.split('\n').length,
      column: at - before.lastIndexOf('\n'),
      key: '',
      message: `not UTF-8: ${why}`,
    },
  ]);
}

const hex = (octet: number) => octet.toString(16).toUpperCase().padStart(2, '0');

/** Offset of the first octet that is 00 or no part of UTF-8. */
function firstBadOctet(octets: Buffer): number | undefined {
  const zero = octets.indexOf(0);
  const end = zero < 0 ? octets.length : zero;
  if (decodes(octets, end)) return zero < 0 ? undefined : zero;
  // The longest beginning that decodes, by halving.
  let good = 0;
  let bad = end;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (decodes(octets, middle, true)) good = middle;
    else bad = middle;
  }
  // A character that is cut off is wrong from its first octet.
  while (!decodes(octets, good)) good--;
  return good;
}

function decodes(octets: Buffer, end: number, cut = false): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(octets.subarray(0, end), { stream: cut });
    return true;
  } catch {
    return false;
  }
}
