import { afterEach, describe, expect, it } from 'vitest';
import { createTap } from '../tap.ts';
import { byMediaType } from './by-media-type.ts';
import { createHttpClient } from './client.ts';
import { type HttpServer, listen } from './server.ts';

const text = (said: string) => () => ({ status: 200, body: new TextEncoder().encode(said) });

describe('one port for two protocols', () => {
  let server: HttpServer | undefined;
  const http = createHttpClient({ tap: createTap() });
  afterEach(async () => {
    http.close();
    await server?.close();
  });

  async function answerTo(contentType: string | undefined): Promise<string> {
    const exchange = await http.exchange(
      {
        method: 'POST',
        url: server?.url ?? '',
        headers: contentType === undefined ? [] : [['Content-Type', contentType]],
        body: new Uint8Array([1]),
      },
      { party: 'alice' },
    );
    const { status, body } = exchange.response ?? { status: 0, body: new Uint8Array() };
    return status === 200 ? new TextDecoder().decode(body) : String(status);
  }

  it('hands each request to the handler of its media type, whatever its letter case and parameters', async () => {
    server = await listen(byMediaType({ 'application/a': text('a'), 'application/b': text('b') }));
    expect(await answerTo('application/a')).toBe('a');
    expect(await answerTo('Application/B; charset=UTF-8')).toBe('b');
  });

  it('answers 415 to any other, or hands it to the handler for the rest', async () => {
    server = await listen(byMediaType({ 'application/a': text('a') }));
    expect(await answerTo('constructor')).toBe('415');
    expect(await answerTo(undefined)).toBe('415');
    await server.close();
    server = await listen(byMediaType({ 'application/a': text('a') }, text('rest')));
    expect(await answerTo('text/plain')).toBe('rest');
    expect(await answerTo(undefined)).toBe('rest');
  });
});
