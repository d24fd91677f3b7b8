/** Addresses in an ICS/IXIT file: their validity and their secrets. */

/** A URL as it may be shown: user name and password, query and fragment are covered. */
export function withoutSecrets(url: string): string {
  return url
    .replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1***@')
    .replace(/^([a-z][a-z0-9+.-]*:\/\/[^?#]*)[?#].*$/is, '$1?***');
}

/**
 * Secrets in a URL: user name and password together, the password alone, the query and each of its values; as written
 * and percent-decoded.
 */
export function secretsOf(url: string): string[] {
  if (!URL.canParse(url)) return [];
  const { username, password, search, searchParams } = new URL(url);
  const credentials = username === '' ? [] : [`${username}:${password}`, password, decoded(password)];
  const raw = /\?([^#]*)/.exec(url)?.[1] ?? '';
  const parts = raw.split('&').map((part) => part.slice(part.indexOf('=') + 1));
  return [...new Set([...credentials, search.slice(1), raw, ...parts, ...searchParams.values()])].filter(
    (s) => s !== '',
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Why an address of a service access point cannot be used, and what to write instead. */
export function addressProblem(url: string): string | undefined {
  const problem = urlProblem(url);
  if (problem !== undefined) return problem;
  if (new URL(url).username !== '' || new URL(url).password !== '') {
    return 'user name and password do not belong into an address; write ixit.http.headers: { Authorization: "env:NAME" }';
  }
  return url.includes('#') ? 'an address with a fragment (#) cannot be requested; leave it out' : undefined;
}

/** The same for a proxy, which may ask for a user name and password of its own. */
export function proxyProblem(proxy: string, addresses: readonly string[]): string | undefined {
  const problem = urlProblem(proxy);
  if (problem !== undefined) return problem;
  if (new URL(proxy).protocol === 'https:') return 'the proxy itself is reached over http, not https';
  return addresses.some((address) => /^https:/i.test(address))
    ? 'a proxy serves http addresses only; this file has an https address'
    : undefined;
}

function urlProblem(url: string): string | undefined {
  const authority = /^[a-z]+:\/\/([^/?#]*)/i.exec(url)?.[1] ?? '';
  const port = /^(?:\[[^\]]*\]|[^:[]*):(.*)$/.exec(authority.slice(authority.lastIndexOf('@') + 1))?.[1];
  if (port !== undefined && port !== '' && (!/^[0-9]+$/.test(port) || Number(port) < 1 || Number(port) > 65_535)) {
    return `the port ${port.slice(0, 20)} is none: a number from 1 to 65535 is needed`;
  }
  return URL.canParse(url) ? undefined : `"${withoutSecrets(url).slice(0, 60)}" is no URL that can be requested`;
}
