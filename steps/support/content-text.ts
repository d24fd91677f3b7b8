/**
 * Message content as a person would see it: decoded, and without a line end that a writer put around it. The reader keeps
 * all white space of content; a scenario may ignore one line end on each side, and notes it.
 */
import { isBase64 } from '../../src/protocol/model/text-value.ts';
import type { World } from './world.ts';

/** Description of content in MessageInfo, WelcomeNote and similar elements. */
export interface Carried {
  readonly ContentType?: string | undefined;
  readonly ContentEncoding?: string | undefined;
}

/** True if the content has to be decoded. In WBXML it may be plain octets, whatever ContentEncoding says. */
function isEncoded(world: World, { ContentEncoding = 'None' }: Carried, data: string): boolean {
  if (ContentEncoding.trim().toUpperCase() !== 'BASE64') return false;
  return world.syntax === 'xml' || isBase64(data);
}

/** The decoded octets of content. White space inside BASE64 is ignored. */
export function octetsOf(world: World, info: Carried, data: string): Uint8Array {
  if (!isEncoded(world, info, data)) return new TextEncoder().encode(data);
  return new Uint8Array(Buffer.from(data.replaceAll(/\s/g, ''), 'base64'));
}

/** Content as text: BASE64 is decoded in the character set of its type, UTF-8 by default. */
export function textOfContent(world: World, info: Carried, data: string): string {
  if (!isEncoded(world, info, data)) return data;
  return decoderFor(info.ContentType ?? '').decode(octetsOf(world, info, data));
}

function decoderFor(type: string): TextDecoder {
  const label = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(type)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder();
  }
}

/** True if both are the same media type; letter case and parameters do not matter. */
export function sameType(one: unknown, other: unknown): boolean {
  const [a, b] = [one, other].map((type) => String(type).split(';', 1)[0]?.trim().toLowerCase());
  return a === b;
}

/** The text with at most one line end removed on each side. */
export function withoutLineEnds(text: string): string {
  return text.replace(/^\r?\n/, '').replace(/\r?\n$/, '');
}

/** Content as text for comparison, if it was sent without line ends around it. */
export function readable(world: World, info: Carried, data: string): string;
export function readable(world: World, info: Carried, data: string | undefined): string | undefined;
export function readable(world: World, info: Carried, data: string | undefined): string | undefined {
  if (data === undefined) return undefined;
  const text = textOfContent(world, info, data);
  const bare = withoutLineEnds(text);
  if (bare !== text) noteLineEnds(world);
  return bare;
}

/** Notes, once per scenario, that a line end around content was ignored. */
export function noteLineEnds(world: World): void {
  world.recall('line ends around content', () => {
    world.note('a line end stands around the content of a message; it was looked past');
    return true;
  });
}
