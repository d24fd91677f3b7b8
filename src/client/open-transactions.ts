/** Lets so many through at a time, the others in order of arrival: MultiTrans. */
export interface Gate {
  /** The function that gives the room back; a promise of it where there is none yet. */
  enter(): (() => void) | Promise<() => void>;
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
      if (inside < room && queue.length === 0) {
        inside++;
        return ticket();
      }
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
