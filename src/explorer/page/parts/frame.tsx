/** The frame around every view: bar, place, headline, footer. */
import type { ComponentChildren } from 'preact';
import type { Mark as MarkName } from '../../../report/view/marks.ts';
import { to } from '../router.ts';
import { useReport } from './context.ts';
import { Mark } from './mark.tsx';
import { Tools } from './tools.tsx';

/** The path from the run down to this page. */
export function Where({ steps, here }: { steps: readonly (readonly [words: string, href: string])[]; here: string }) {
  return (
    <nav aria-label="Where you are">
      <ol class="where">
        {[['Run', to.run] as const, ...steps].map(([words, href]) => (
          <li key={href}>
            <a href={href}>{words}</a>
          </li>
        ))}
        <li aria-current="page">{here}</li>
      </ol>
    </nav>
  );
}

/** The result of a page in words and a mark: it opens every view. */
export function Headline({ mark, children }: { mark: MarkName; children: ComponentChildren }) {
  return (
    <div class="headline">
      <Mark mark={mark} />
      <h1 tabIndex={-1}>{children}</h1>
    </div>
  );
}

export function Facts({ facts }: { facts: readonly (readonly [term: ComponentChildren, value: ComponentChildren])[] }) {
  return (
    <dl class="facts">
      {facts.map(([term, value]) => (
        <>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </>
      ))}
    </dl>
  );
}

/** A section with a margin beside it. */
export function Section(props: {
  title?: string;
  id?: string;
  first?: boolean;
  wide?: boolean;
  side?: ComponentChildren;
  children: ComponentChildren;
}) {
  const { title, id, side } = props;
  const head = title === undefined ? null : <h2 id={id}>{title}</h2>;
  const kind = `row${props.first === true ? ' first' : ''}${props.wide === true ? ' wide' : ''}`;
  if (props.wide === true) {
    return (
      <section class={kind} aria-labelledby={id}>
        {head}
        {props.children}
      </section>
    );
  }
  return (
    <section class={kind} aria-labelledby={id}>
      <div>
        {head}
        {props.children}
      </div>
      <div class="side">{side}</div>
    </section>
  );
}

/** A table that may be wider than the screen scrolls inside itself and can be focused to do so. */
export function Scroll({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section class="scroll" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}

export function Footer() {
  const { tool } = useReport().run;
  return (
    <footer>
      <Tools kind="tools-below" />
      <p>
        {tool.name} {tool.version}, commit {tool.commit}. ERDEF identifiers are those of the published release
        definition; all other item and requirement identifiers are this project’s own. Statements are in this project’s
        words; the sources beside them say where they come from.
      </p>
    </footer>
  );
}

/** A placeholder for something that cannot be shown. */
export function Missing({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="row first">
      <div>
        <Headline mark="not-run">{title}</Headline>
        <p class="lede">{children}</p>
        <p>
          <a href={to.run}>To the overview of the run</a>
        </p>
      </div>
    </section>
  );
}
