/** A process that trains steps back behind those that answer: its work is long, theirs is waited for. */

import { readdirSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';

const BEHIND = constants.priority.PRIORITY_BELOW_NORMAL;

/**
 * Gives this process a low priority, as far as the system lets it: below normal, not idle, so that a
 * training goes on beside other work. To Linux a priority is that of a thread: those that run already
 * are asked one by one, and later ones take after the thread that makes them. A system that refuses
 * is left as it is: training then only delays others more.
 */
export function stepBack(): void {
  for (const id of threads()) {
    try {
      // Whoever was started further behind stays there.
      if (getPriority(id) < BEHIND) setPriority(id, BEHIND);
    } catch {
      // Not allowed, or a thread that has ended meanwhile.
    }
  }
}

/** Every thread of this process on Linux; elsewhere 0, which stands for the process. */
function threads(): number[] {
  try {
    return readdirSync('/proc/self/task').map(Number);
  } catch {
    return [0];
  }
}
