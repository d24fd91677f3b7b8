/** Lets so many through at a time, the others in order of arrival: MultiTrans. */
export interface Gate {
  /** Resolves when there is room, with the function that gives the room back. */
  enter(): Promise<() => void>;
  /** Sets how many may be inside. */
  widen(capacity: number): void;
}

export function createGate(capacity: number): Gate {
  const queue: (() => void)[] = [];
  let inside = 0;
  let room = capacity;
  const admit = () => {
    while (inside < room) {
      const next = queue.shift();
      if (next === undefined) return;
      inside++;
      next();
    }
  };
  const ticket = () => {
    let used = false;
    return () => {
      if (used) return;
      used = true;
      inside--;
      admit();
    };
  };
  return {
    enter() {
      return new Promise((resolve) => {
        queue.push(() => resolve(ticket()));
        admit();
      });
    },
    widen(next) {
      room = Math.max(1, next);
      admit();
    },
  };
}
