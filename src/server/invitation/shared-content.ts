/**
 * Shared content (F&F 1.2 section 8): a user shares content by inviting others to its URLs and stops by cancelling the
 * invitation. Nothing is uploaded or fetched; all there is to it is what such an invitation has to hold.
 */
import { Refusal } from '../element.ts';

/** The type of invitation that shares content. */
export const SHARED_CONTENT = 'SC';

/**
 * The URLs of an invitation or its cancellation, in the order given, each once.
 * @throws Refusal 402 for more than `most`, or for a URL that is none.
 */
export function sharedUrls(list: { readonly URL: readonly string[] } | undefined, most: number): readonly string[] {
  const urls = [...new Set((list?.URL ?? []).map((url) => url.trim()))];
  if (urls.length > most) throw new Refusal(402, `more than ${most} URLs`);
  const bad = urls.find((url) => !URL.canParse(url));
  if (bad !== undefined) throw new Refusal(402, `'${bad.slice(0, 50)}' is no URL; write it with its scheme`);
  return urls;
}
