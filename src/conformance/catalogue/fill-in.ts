/** The mark of everything that `impsc new` lays out and a person has to write; `impsc lint` finds it. */
export const FILL_IN = 'FILL IN';
