/** Names of the protocol in texts, sources of statements: each leads to its page in the reference. */
import { definitionOf } from '../../../protocol/messages/compile.ts';
import { sourceParts } from '../../../report/view/sources.ts';
import { to } from '../router.ts';
import { WithAttributes } from './attributes.tsx';
import { useReference } from './reference.ts';

/** A name with a hyphen that the protocol has, or a code after a word that announces one. */
const NAMED =
  /\b([A-Z][A-Za-z]+(?:-[A-Z][A-Za-z]+)+|(?<=(?:Response|Status|code|codes|or|with|by|answered) )[1-9]\d\d(?= |\.|,|;|:|$))/;

/** A text in which primitives, status codes and presence attributes lead to their pages. */
export function Linked({ text }: { text: string }) {
  return (
    <>
      {text.split(NAMED).map((part, i) => {
        if (i % 2 === 0) return <WithAttributes key={i} text={part} />;
        if (/^\d/.test(part)) return <CodeLink key={i} code={part} />;
        return definitionOf(part) === undefined ? part : <PrimitiveLink key={i} name={part} />;
      })}
    </>
  );
}

export function PrimitiveLink({ name, kind = 'attr' }: { name: string; kind?: string }) {
  return (
    <a class={kind} href={to.entry('primitive', name)}>
      {name}
    </a>
  );
}

export function CodeLink({ code, kind = 'attr' }: { code: string; kind?: string }) {
  return (
    <a class={kind} href={to.entry('code', code)}>
      {code}
    </a>
  );
}

/** The element of a content model leads to its page. */
export function ElementLink({ name, kind = 'id' }: { name: string; kind?: string }) {
  return (
    <a class={kind} href={to.entry('element', name)}>
      {name.replace(/^PA:/, '')}
    </a>
  );
}

/** Sources in words with their tags: `Features and Functions 1.2: 9.3`, `ff-1.2`. */
export function SourceList({ sources }: { sources: readonly string[] }) {
  const reference = useReference();
  if (sources.length === 0) return <>none named</>;
  return (
    <ul class="sources">
      {sources.map((source) => {
        const { tag, place } = sourceParts(source);
        const known = reference?.sources.find((one) => one.tag === tag);
        return (
          <li key={source}>
            {known === undefined ? '' : `${known.title}${place === '' ? '' : `: ${place}`} `}
            <a class="id" href={to.entry('source', tag)}>
              {known === undefined ? source : tag}
            </a>
          </li>
        );
      })}
    </ul>
  );
}

/** Sources by their tags alone, for tables. */
export function SourceTags({ sources }: { sources: readonly string[] }) {
  return (
    <>
      {sources.map((source, i) => {
        const { tag, place } = sourceParts(source);
        return (
          <span key={source}>
            {i > 0 && '; '}
            <a class="quiet" href={to.entry('source', tag)}>
              {tag}
            </a>
            {place === '' ? '' : `: ${place}`}
          </span>
        );
      })}
    </>
  );
}
