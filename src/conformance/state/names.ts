/**
 * Names of the lists, groups, texts and invitations a run makes. They follow a fixed pattern, by which a later run
 * recognises the leftovers of an interrupted one: `friends-ctsk3f9a-1f-0` is a label, `cts` with the five letters of
 * the run, the number of the scenario and a number within it.
 */

const MADE = /-cts([0-9a-z]{5})-([0-9a-z]+)-[0-9a-z]+(?![0-9a-z-])/gi;

/** A name of letters, digits and hyphens. */
export function madeName(label: string, run: string, scenario: number, count: number): string {
  const readable = label.replace(/[^A-Za-z0-9-]/g, '').slice(0, 12);
  return `${readable}-cts${run}-${scenario.toString(36)}-${count.toString(36)}`;
}

/** True if a text holds a name made by any run. */
export function isMade(text: string): boolean {
  return [...text.matchAll(MADE)].length > 0;
}

/** The names in a text that another run made. */
export function madeByOthers(text: string, run: string): readonly string[] {
  if (!text.includes('-cts')) return [];
  return [...text.matchAll(MADE)].filter(([, by]) => by?.toLowerCase() !== run.toLowerCase()).map(([name]) => name);
}

/** True if a text holds made names, all of them by other scenarios or runs. */
export function isMadeElsewhere(text: string, run: string, scenario: number): boolean {
  if (!text.includes('-cts')) return false;
  const found = [...text.matchAll(MADE)];
  const here = [run.toLowerCase(), scenario.toString(36)];
  return (
    found.length > 0 && found.every(([, by, at]) => by?.toLowerCase() !== here[0] || at?.toLowerCase() !== here[1])
  );
}
