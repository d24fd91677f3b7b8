/** The target of a request to a URL: directly, over TLS, or through a forward proxy. */
import type { Endpoint, TlsSettings } from './connection.ts';

export interface Target {
  readonly endpoint: Endpoint;
  /** The target as the request line has it. */
  readonly requestTarget: string;
  /** For the Host header. */
  readonly host: string;
  readonly proxyAuthorization: string | undefined;
  /** Equal for URLs that may share a connection. */
  readonly key: string;
}

function parseUrl(url: string, what: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || (parsed.protocol !== 'http:' && parsed.protocol !== 'https:')) {
    throw new RangeError(
      `${what} "${url}" is not an absolute http or https URL, for instance http://127.0.0.1:8080/csp`,
    );
  }
  return parsed;
}

function plainHost(url: URL): string {
  return url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname;
}

function credentialsOf(url: URL): string | undefined {
  if (url.username === '') return undefined;
  const text = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return `Basic ${Buffer.from(text).toString('base64')}`;
}

export interface TargetSettings {
  readonly proxy: string | undefined;
  readonly tls: TlsSettings | undefined;
}

/** A function from URLs to targets, which throws RangeError for URLs that cannot be served. */
export function createTargets(settings: TargetSettings): (url: string) => Target {
  const proxy = settings.proxy === undefined ? undefined : parseUrl(settings.proxy, 'the proxy');
  if (proxy?.protocol === 'https:') {
    throw new RangeError('the proxy must be an http URL: TLS to a proxy is not supported');
  }
  const known = new Map<string, Target>();
  return (url) => {
    const found = known.get(url);
    if (found !== undefined) return found;
    const u = parseUrl(url, 'the URL');
    const secure = u.protocol === 'https:';
    if (secure && proxy !== undefined) {
      throw new RangeError('a proxy is supported for http URLs only; leave it out for https');
    }
    const port = u.port === '' ? (secure ? 443 : 80) : Number(u.port);
    const endpoint: Endpoint =
      proxy === undefined
        ? { host: plainHost(u), port, tls: secure ? (settings.tls ?? {}) : undefined }
        : { host: plainHost(proxy), port: proxy.port === '' ? 80 : Number(proxy.port) };
    const path = `${u.pathname}${u.search}`;
    const target: Target = {
      endpoint,
      requestTarget: proxy === undefined ? path : `http://${u.host}${path}`,
      host: u.host,
      proxyAuthorization: proxy === undefined ? undefined : credentialsOf(proxy),
      key: `${secure ? 'tls' : 'tcp'} ${endpoint.host}:${endpoint.port}`,
    };
    known.set(url, target);
    return target;
  };
}
