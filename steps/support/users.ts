/** Users by their addresses. */

/** The same user, whatever the case and whether or not scheme and domain are written. */
export function sameUser(a: string, b: string): boolean {
  const plain = (text: string) => text.trim().toLowerCase().replace(/^wv:/, '');
  const [x, y] = [plain(a), plain(b)];
  return x === y || x.split('@')[0] === y || x === y.split('@')[0];
}
