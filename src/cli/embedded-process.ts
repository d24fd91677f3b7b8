/** The process the reference server runs in: see embedded-apart.ts. It ends when its parent does, however that ends. */
import { type EmbeddedIut, embeddedIut } from './embedded.ts';

/** An operation of the adapter, asked of the process. */
export interface Call {
  readonly id: number;
  readonly operation: Exclude<keyof EmbeddedIut, 'kind' | 'name' | 'capabilities' | 'faults'>;
  readonly args: readonly unknown[];
}

export interface Reply {
  readonly id: number;
  readonly value?: unknown;
  /** Why it could not be done. */
  readonly error?: string;
  /** All programming errors of the server so far. */
  readonly faults: readonly { readonly where: string; readonly error: unknown }[];
}

const iut = embeddedIut();

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

async function perform({ operation, args }: Call): Promise<Pick<Reply, 'value' | 'error'>> {
  try {
    const asked = iut[operation] as ((...given: readonly unknown[]) => Promise<unknown>) | undefined;
    if (asked === undefined) throw new Error(`the reference server does not know how to ${operation}`);
    return { value: await asked(...args) };
  } catch (error) {
    return { error: textOf(error) };
  }
}

process.on('message', async (message) => {
  const call = message as Call;
  const done = await perform(call);
  const faults = iut.faults.map(({ where, error }) => ({ where, error: textOf(error) }));
  process.send?.({ id: call.id, ...done, faults } satisfies Reply);
});
// Ctrl-C reaches the whole group of processes; it is for the parent to end the run, and this one with it.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(0));
