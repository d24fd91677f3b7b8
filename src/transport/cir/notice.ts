/** The CIR: the few words by which a server asks a client to poll (transport reference, 6.1). They carry no content. */

export interface Notice {
  /** CSP version of the session, `1.2`; receivers do not go by it. */
  readonly version: string;
  /** SessionCookie of the login, verbatim. */
  readonly cookie: string;
}

/** The text of a CIR, without a line end: `WVCI 1.2 ck4711`. */
export function writeNotice({ version, cookie }: Notice): string {
  return `WVCI ${version} ${cookie}`;
}

/** The parts of a CIR; undefined for any other text. One line end is taken off: some send it in datagrams as well. */
export function readNotice(text: string): Notice | undefined {
  const [, version = '', cookie = ''] = /^WVCI (\S+) (\S+)(?:\r\n|\n)?$/.exec(text) ?? [];
  return cookie === '' ? undefined : { version, cookie };
}
