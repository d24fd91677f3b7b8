/** Names of tokens in annotations. */

const LONGEST = 60;

/** Text in quotes, cut where it is long. */
export function quoted(text: string): string {
  return text.length <= LONGEST ? JSON.stringify(text) : `${JSON.stringify(text.slice(0, LONGEST))}…`;
}

/** A name for a message, cut where it is long. */
export function short(name: string): string {
  return name.length <= LONGEST ? name : `${name.slice(0, LONGEST)}…`;
}

/** `<Name> attributes and content follow`. */
export function tagLabel(name: string, attributes: boolean, content: boolean): string {
  const shown = short(name);
  if (attributes && content) return `<${shown}> attributes and content follow`;
  if (attributes) return `<${shown}/> attributes follow`;
  return content ? `<${shown}> content follows` : `<${shown}/>`;
}
