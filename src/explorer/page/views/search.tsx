/** Results of a search: arrows in the search field move, Enter opens, Esc goes back. */
import { useEffect, useRef } from 'preact/hooks';
import { groupDigits } from '../../../report/view/words.ts';
import type { Entry, Found } from '../data/search.ts';
import { Section } from '../parts/frame.tsx';
import { Verdict } from '../parts/mark.tsx';
import { to } from '../router.ts';

export function SearchView({ text, found, chosen }: { text: string; found: Found; chosen: number }) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector('.on')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <Section first side={<p>Arrows move, Enter opens, Esc closes.</p>}>
      <h1 tabIndex={-1}>Search</h1>
      <p class="label" role="status">
        {groupDigits(found.total)} of {groupDigits(found.of)} entries
        {found.total > found.entries.length && `, the first ${found.entries.length} are shown`}
      </p>
      {found.entries.length > 0 ? (
        <ul class="hits" ref={list}>
          {found.entries.map((entry, i) => (
            <Hit key={`${entry.kind} ${entry.href}`} entry={entry} text={text} on={i === chosen} />
          ))}
        </ul>
      ) : (
        text.trim() !== '' && (
          <p class="lead-in">
            No entry has <em>{text}</em>.{' '}
            {found.nearest !== undefined && (
              <>
                Nearest: <a href={to.search(found.nearest)}>{found.nearest}</a>.
              </>
            )}
          </p>
        )
      )}
    </Section>
  );
}

function Hit({ entry, text, on }: { entry: Entry; text: string; on: boolean }) {
  return (
    <li class={on ? 'on' : undefined}>
      <span class="label">{entry.kind}</span>
      <a class="id" href={entry.href}>
        {entry.id}
      </a>
      <span class="tx">
        <Marked text={entry.text} words={text} />
      </span>
      {entry.mark === undefined ? <span /> : <Verdict mark={entry.mark} />}
    </li>
  );
}

/** The words asked for stand out in the text. */
function Marked({ text, words }: { text: string; words: string }) {
  const asked = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (asked.length === 0) return <>{text}</>;
  const pattern = new RegExp(`(${asked.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`, 'gi');
  return <>{text.split(pattern).map((part, i) => (i % 2 === 1 ? <mark key={i}>{part}</mark> : part))}</>;
}
