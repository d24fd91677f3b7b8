/** Content on its way between clients of different syntaxes and versions. */

import { HarnessError } from '../../src/conformance/scenario/signals.ts';
import { syntaxesOf } from '../../src/protocol/configuration.ts';
import type { Value } from '../../src/protocol/messages/infer.ts';
import { contentSizes } from '../../src/protocol/model/text-value.ts';
import { octetsOf, readable, sameType } from './content-text.ts';
import { collectAll, sendMessage, textMessage, toUser } from './messages.ts';
import { lookFor } from './waits.ts';
import type { Party, World } from './world.ts';

/** Texts that one of the syntaxes could harm, by words. */
const TEXTS: Readonly<Record<string, string>> = {
  'letters of many octets': 'Zoë, Ünï, Ωμέγα, 漢字, हिन्दी and \u{1f600}\u{1f469}\u200d\u{1f680}',
  'signs of markup': '<b> & "quoted" and \'single\' ]]> &amp; <!-- -->',
  'separators of plain text': 'a=b, (c) & "d"" e',
  'white space within': 'one  two   three',
  'a large number': '18446744073709551615.000000001',
  'a date': '20261130T235959Z',
  'nothing but a quote': '"',
};

export function textNamed(words: string): string {
  const text = TEXTS[words];
  if (text === undefined) throw new HarnessError(`"${words}" is no kind of text`);
  return text;
}

/**
 * A speaks the configuration of the scenario; B and C the other claimed syntaxes, each in another version where several are
 * claimed. Plain text is left to whom it is about.
 */
export function speakEverySyntax(world: World): void {
  const { versions, syntaxes } = world.ics;
  const { version, syntax } = world.configuration;
  const others = syntaxes.filter((one) => one !== syntax && one !== 'pts');
  if (others.length === 0) world.untestable('ics.syntaxes', 'no other syntax than that of the scenario is claimed');
  for (const [i, key] of ['B', 'C'].entries()) {
    const other = others[i % others.length] ?? syntax;
    const able = versions.filter((one) => syntaxesOf(one).includes(other));
    world.speak(key, { version: able[(able.indexOf(version) + i + 1) % able.length] ?? version, syntax: other });
  }
}

/** Content of messages, by words: the text that is compared, and the message around it. */
export function messageWith(from: Party, to: Party, words: string): Value<'SendMessage-Request'> {
  const recipient = toUser(to.user);
  if (words === 'binary content') {
    const octets = String.fromCharCode(...Array.from({ length: 256 }, (_, i) => i));
    const message = textMessage(from, recipient, btoa(octets));
    const { MessageInfo } = message;
    const info = {
      ...MessageInfo,
      ContentType: 'application/octet-stream',
      ContentEncoding: 'BASE64',
      ContentSize: 256,
    };
    return { ...message, MessageInfo: info } as Value<'SendMessage-Request'>;
  }
  // More octets than a number of two octets counts.
  const text = words === 'a long text' ? 'long '.repeat(14_000) : textNamed(words);
  return textMessage(from, recipient, `${text} [end]`);
}

export async function sendWhole(world: World, from: Party, to: Party, words: string): Promise<void> {
  const message = world.keep('whole', messageWith(from, to, words));
  world.expect.success(await sendMessage(world, from, message));
}

/** Fails unless the message came to a party with its content, and with a size by one of the readings of AMB-068. */
export async function cameWhole(world: World, to: Party): Promise<void> {
  const { ContentData, MessageInfo } = world.kept<Value<'SendMessage-Request'>>('whole');
  const waited = await lookFor(world, to, 'NewMessage', async () => (await collectAll(world, to)).at(-1));
  if (waited.found === undefined) return world.fail('the message', `no message ${waited.within}`);
  const { found } = waited;
  const wanted = asText(world, MessageInfo, ContentData);
  const data = asText(world, found.info, found.data);
  world.expect.equal('characters of the content', data.length, wanted.length);
  world.expect.that(data === wanted, shortened(wanted), shortened(data));
  const { ContentSize } = found.info;
  const sizes = contentSizes(found.data ?? '');
  if (ContentSize !== undefined && MessageInfo.ContentSize !== undefined)
    world.expect.that(sizes.includes(ContentSize), `ContentSize ${sizes[0]}`, `ContentSize ${ContentSize}`);
}

/** Text without a line end around it; other content as BASE64. */
function asText(world: World, info: Value<'SendMessage-Request'>['MessageInfo'], data = ''): string {
  if (!sameType(info.ContentType, 'application/octet-stream')) return readable(world, info, data);
  return Buffer.from(octetsOf(world, info, data)).toString('base64');
}

function shortened(text: string): string {
  return text.length <= 120 ? text : `${text.slice(0, 60)}... (${text.length} characters)`;
}
