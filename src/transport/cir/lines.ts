/** Octets of a stream to its lines, whatever segments they come in. Bounded: a line that never ends is given up. */

const LF = 0x0a;
const NOTHING: Uint8Array = new Uint8Array(0);

export class LineBuffer {
  #rest: Uint8Array = NOTHING;
  readonly #longest: number;

  /** `longest`: octets of a line, its end included. */
  constructor(longest: number) {
    this.#longest = longest;
  }

  /** The begun line that has not come to its end. */
  get rest(): Uint8Array {
    return this.#rest;
  }

  /** The lines that end in this segment, each with its end; undefined once a line is too long. */
  push(segment: Uint8Array): readonly Uint8Array[] | undefined {
    const lines: Uint8Array[] = [];
    let from = 0;
    for (let at = segment.indexOf(LF); at >= 0; at = segment.indexOf(LF, from)) {
      const line = this.#whole(segment.subarray(from, at + 1));
      if (line.length > this.#longest) return undefined;
      lines.push(line);
      this.#rest = NOTHING;
      from = at + 1;
    }
    if (this.#rest.length + segment.length - from > this.#longest) return undefined;
    // A copy: the segment is a piece of a larger buffer, which would be held with it.
    if (from < segment.length) this.#rest = this.#whole(new Uint8Array(segment.subarray(from)));
    return lines;
  }

  #whole(end: Uint8Array): Uint8Array {
    if (this.#rest.length === 0) return end;
    const whole = new Uint8Array(this.#rest.length + end.length);
    whole.set(this.#rest);
    whole.set(end, this.#rest.length);
    return whole;
  }
}
