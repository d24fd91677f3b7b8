/**
 * Message content as a person would see it: the transfer encoding undone, and without a line end that a writer set around
 * it. Content keeps the white space that was sent, so a reader must not take it off; a scenario may look past one line end
 * on each side, and says so.
 */
import { isBase64 } from '../../src/protocol/model/text-value.ts';
import type { World } from './world.ts';

/** What MessageInfo, WelcomeNote and the like say of content. */
export interface Carried {
  readonly ContentType?: string | undefined;
  readonly ContentEncoding?: string | undefined;
}

/** True where a transfer encoding is to be undone. In WBXML octets may stand as they are, whatever ContentEncoding says. */
function isEncoded(world: World, { ContentEncoding = 'None' }: Carried, data: string): boolean {
  if (ContentEncoding.trim().toUpperCase() !== 'BASE64') return false;
  return world.syntax === 'xml' || isBase64(data);
}

/** The octets of content, its transfer encoding undone. White space inside BASE64 does not count. */
export function octetsOf(world: World, info: Carried, data: string): Uint8Array {
  if (!isEncoded(world, info, data)) return new TextEncoder().encode(data);
  return new Uint8Array(Buffer.from(data.replaceAll(/\s/g, ''), 'base64'));
}

/** Content as text: BASE64 in the character set of its type, UTF-8 where it names none. */
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

/** A text without one line end on each side. */
export function withoutLineEnds(text: string): string {
  return text.replace(/^\r?\n/, '').replace(/\r?\n$/, '');
}

/** Content as text to be compared, for content that was sent without line ends around it. */
export function readable(world: World, info: Carried, data: string): string;
export function readable(world: World, info: Carried, data: string | undefined): string | undefined;
export function readable(world: World, info: Carried, data: string | undefined): string | undefined {
  if (data === undefined) return undefined;
  const text = textOfContent(world, info, data);
  const bare = withoutLineEnds(text);
  if (bare !== text) noteLineEnds(world);
  return bare;
}

/** Notes, once a scenario, that a line end around content was looked past. */
export function noteLineEnds(world: World): void {
  world.recall('line ends around content', () => {
    world.note('a line end stands around the content of a message; it was looked past');
    return true;
  });
}
