/** Tables that forget what was not used for longest: neither side of a conversation can make them grow without bound. */

export class Recent<K, V> {
  readonly #held = new Map<K, V>();
  /** True once an entry was forgotten: what is not in the table may have been. */
  forgot = false;

  constructor(
    readonly most: number,
    readonly onForgotten?: (value: V) => void,
  ) {}

  get size(): number {
    return this.#held.size;
  }

  has(key: K): boolean {
    return this.#held.has(key);
  }

  /** The value, which counts as used by that. */
  get(key: K): V | undefined {
    const value = this.#held.get(key);
    if (value === undefined) return undefined;
    this.#held.delete(key);
    this.#held.set(key, value);
    return value;
  }

  set(key: K, value: V): void {
    this.#held.delete(key);
    this.#held.set(key, value);
    if (this.#held.size <= this.most) return;
    const [oldest] = this.#held;
    if (oldest === undefined) return;
    this.#held.delete(oldest[0]);
    this.forgot = true;
    this.onForgotten?.(oldest[1]);
  }

  delete(key: K): void {
    this.#held.delete(key);
  }

  clear(): void {
    this.#held.clear();
  }

  keys(): IterableIterator<K> {
    return this.#held.keys();
  }

  values(): IterableIterator<V> {
    return this.#held.values();
  }

  entries(): IterableIterator<[K, V]> {
    return this.#held.entries();
  }
}
