/**
 * A short-message centre in this process: it takes messages from number to number, each to an application port,
 * and loses, doubles, turns or holds them when it is told to.
 */

/** Application port of the data channel of IMPS (transport reference, 5). */
export const SMS_DATA_PORT = 3590;

export interface ShortMessage {
  /** Telephone numbers. */
  readonly from: string;
  readonly to: string;
  readonly sourcePort: number;
  readonly destinationPort: number;
  /** The user data without the header that names the ports. */
  readonly data: Uint8Array;
  /** The coding of the data: 8-bit data unless it says packed septets. */
  readonly coding?: 'septets' | 'octets' | undefined;
}

/** A change of messages on their way: gives those that are delivered, in their order. */
export type Disturbance = (messages: readonly ShortMessage[]) => readonly ShortMessage[];

export interface ShortMessageCentre {
  /** Hears of every message to a number and port, until the function given back is called. */
  attach(number: string, port: number, receive: (message: ShortMessage) => void): () => void;
  /** Takes messages that go out together; what is for nobody is gone. */
  send(messages: readonly ShortMessage[]): void;
  /** From now on messages from a number are disturbed; without a disturbance they go through again. */
  disturb(from: string, disturbance: Disturbance | undefined): void;
  /** Holds messages back until the function given back is called. */
  hold(): () => void;
  /** Messages for nobody, and those that were held and fell out of the queue. */
  readonly lost: number;
}

/** Messages that are held at most: the oldest fall out. */
const MOST_HELD = 10_000;

export function createCentre(): ShortMessageCentre {
  const receivers = new Map<string, (message: ShortMessage) => void>();
  const disturbances = new Map<string, Disturbance>();
  let held: ShortMessage[] | undefined;
  let lost = 0;
  const keyOf = (number: string, port: number) => `${number} ${port}`;

  function deliver(messages: readonly ShortMessage[]): void {
    for (const message of messages) {
      const receive = receivers.get(keyOf(message.to, message.destinationPort));
      if (receive === undefined) lost += 1;
      else receive(message);
    }
  }

  return {
    get lost() {
      return lost;
    },
    attach(number, port, receive) {
      const key = keyOf(number, port);
      receivers.set(key, receive);
      return () => {
        if (receivers.get(key) === receive) receivers.delete(key);
      };
    },
    send(messages) {
      const [first] = messages;
      const disturbed = first === undefined ? undefined : disturbances.get(first.from);
      const through = disturbed?.(messages) ?? messages;
      if (held === undefined) return deliver(through);
      held.push(...through);
      lost += held.splice(0, held.length - MOST_HELD).length;
    },
    disturb(from, disturbance) {
      if (disturbance === undefined) disturbances.delete(from);
      else disturbances.set(from, disturbance);
    },
    hold() {
      held ??= [];
      return () => {
        const released = held ?? [];
        held = undefined;
        deliver(released);
      };
    },
  };
}
