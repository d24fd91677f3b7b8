/** A command line to be copied whole, with a button that does it. */
import { useState } from 'preact/hooks';

export function Command({ text }: { text: string }) {
  return (
    <p class="command">
      <code>{text}</code> <Copy text={text} words="Copy" />
    </p>
  );
}

/** Copies a text; says so in its own words, and what to do where the browser refuses. */
export function Copy({ text, words, kind = 'add' }: { text: string | (() => string); words: string; kind?: string }) {
  const [said, setSaid] = useState(words);
  const copy = () => {
    const done = navigator.clipboard?.writeText(typeof text === 'string' ? text : text()) ?? Promise.reject();
    done.then(
      () => setSaid('Copied'),
      () => setSaid('The browser does not allow copying: select the text'),
    );
  };
  return (
    <button type="button" class={kind} onClick={copy} onBlur={() => setSaid(words)} aria-live="polite">
      {said}
    </button>
  );
}
