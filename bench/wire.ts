/** The barest HTTP client there can be, so that what is measured is the other side. One request at a time. */
import { connect as connectSocket } from 'node:net';

export interface Wire {
  /** Posts a body and returns that of the answer. @throws Error for any status but 200. */
  post(body: Uint8Array): Promise<Buffer>;
  close(): void;
}

const HEAD_END = Buffer.from('\r\n\r\n');

/** A connection that stays open, to a server on this machine. */
export function connect(port: number, contentType: string): Promise<Wire> {
  return new Promise((resolve, reject) => {
    const socket = connectSocket({ port, host: '127.0.0.1', noDelay: true });
    let came: Buffer = Buffer.alloc(0);
    let waiting: { readonly done: (body: Buffer) => void; readonly failed: (error: Error) => void } | undefined;
    const fail = (error: Error) => {
      socket.destroy();
      reject(error);
      waiting?.failed(error);
    };
    socket.on('error', fail);
    socket.on('close', () => fail(new Error('the connection was closed')));
    socket.on('data', (chunk: Buffer) => {
      came = came.length === 0 ? chunk : Buffer.concat([came, chunk]);
      const end = came.indexOf(HEAD_END);
      if (end === -1) return;
      const head = came.toString('latin1', 0, end);
      const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? Number.NaN);
      if (!head.startsWith('HTTP/1.1 200') || Number.isNaN(length))
        return fail(new Error(`not the answer awaited: ${head}`));
      const start = end + HEAD_END.length;
      if (came.length < start + length) return;
      const body = came.subarray(start, start + length);
      came = came.subarray(start + length);
      const { done } = waiting ?? {};
      waiting = undefined;
      done?.(body);
    });
    socket.on('connect', () =>
      resolve({
        post: (body) =>
          new Promise((done, failed) => {
            waiting = { done, failed };
            socket.cork();
            socket.write(
              `POST / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: ${contentType}\r\nContent-Length: ${body.length}\r\n\r\n`,
              'latin1',
            );
            socket.write(body);
            socket.uncork();
          }),
        close() {
          waiting = undefined;
          socket.destroy();
        },
      }),
    );
  });
}
