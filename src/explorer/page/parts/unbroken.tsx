/** Identifiers never break inside. */

/** Words with a comma between them, each in one piece. */
export function Unbroken({ words }: { words: readonly string[] }) {
  return (
    <>
      {words.map((word, i) => (
        <span key={word}>
          <span class="nowrap">
            {word}
            {i < words.length - 1 && ','}
          </span>{' '}
        </span>
      ))}
    </>
  );
}

/** A sentence in which identifiers (S-017, CSP-IMS-011) stand in one piece. */
export function WithIds({ text }: { text: string }) {
  return (
    <>
      {text.split(/\b((?:[A-Z]+-)+\d{3})\b/).map((part, i) =>
        i % 2 === 1 ? (
          <span key={i} class="nowrap">
            {part}
          </span>
        ) : (
          part
        ),
      )}
    </>
  );
}
