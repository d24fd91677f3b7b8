/** The page: bar, view, footer; where one is, and how one moves. */
import type { ComponentType } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Report } from './data/report.ts';
import { entriesOf, search } from './data/search.ts';
import { ReportContext, useLoaded } from './parts/context.ts';
import { Footer, Missing } from './parts/frame.tsx';
import { Live, Troubles } from './parts/live.tsx';
import { LiveContext, useLive, useLivePage } from './parts/live-state.ts';
import { Symbols } from './parts/mark.tsx';
import { Tools } from './parts/tools.tsx';
import { parseRoute, type Route, to } from './router.ts';
import { isDark, setDark } from './theme.ts';
import { AttributesView, AttributeView } from './views/attribute.tsx';
import { DefinitionView, rowId } from './views/definition.tsx';
import { ConfigurationsView, DifferenceView } from './views/difference.tsx';
import { ItemsView, ItemView } from './views/item.tsx';
import { ItemMap } from './views/item-map.tsx';
import { MessageView } from './views/message.tsx';
import { EntryView } from './views/reference/entry.tsx';
import { ReferenceView } from './views/reference/lists.tsx';
import { RequirementView } from './views/requirement.tsx';
import { RequirementsView } from './views/requirements.tsx';
import { RunView } from './views/run.tsx';
import { ScenarioView } from './views/scenario.tsx';
import { ScenariosView } from './views/scenarios.tsx';
import { SearchView } from './views/search.tsx';

/** `bench`: the view of a workbench, where this page belongs to one; it is the first view then. */
export function App({ first, bench }: { first: Report; bench?: ComponentType | undefined }) {
  const asked = useRoute();
  const route: Route = bench !== undefined && asked.view === 'run' ? { view: 'workbench' } : asked;
  const { report, live } = useLivePage(first);
  return (
    <LiveContext.Provider value={live}>
      <ReportContext.Provider value={report}>
        <Symbols />
        <SkipLink />
        <Shell report={report} route={route} bench={bench} />
      </ReportContext.Provider>
    </LiveContext.Provider>
  );
}

/** The route of the address. A new page starts at its top with the focus on its headline; going back returns to where one was. */
function useRoute(): Route {
  const [hash, setHash] = useState(location.hash);
  const places = useRef(new Map<string, number>());
  const travelled = useRef(false);
  useEffect(() => {
    history.scrollRestoration = 'manual';
    let now = location.hash;
    const leave = () => places.current.set(now, scrollY);
    const pop = () => {
      travelled.current = true;
    };
    const change = () => {
      now = location.hash;
      setHash(now);
    };
    addEventListener('scroll', leave, { passive: true });
    addEventListener('popstate', pop);
    addEventListener('hashchange', change);
    return () => {
      removeEventListener('scroll', leave);
      removeEventListener('popstate', pop);
      removeEventListener('hashchange', change);
    };
  }, []);
  const shown = useRef<string | undefined>(undefined);
  useEffect(() => {
    const route = parseRoute(hash);
    const before = shown.current;
    shown.current = pageOf(route);
    document.title = titleOf(route, hash);
    if (before === undefined || before === shown.current || route.view === 'search') return;
    const known = places.current.get(hash);
    // A fragment typed or followed fires popstate as well; only a place that was left before is returned to.
    scrollTo(0, travelled.current && known !== undefined && clicked !== hash ? known : 0);
    travelled.current = false;
    clicked = undefined;
    document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
    if (route.view === 'definition' && route.id !== undefined) {
      document.getElementById(rowId(route.release ?? '', route.id))?.scrollIntoView();
    }
  }, [hash]);
  return parseRoute(hash);
}

/** Identity of a page: a filter or another check of the same requirement changes it without leaving it. */
function pageOf(route: Route): string {
  if (route.view === 'requirements' || route.view === 'scenarios' || route.view === 'reference') return route.view;
  return route.view === 'requirement' ? `${route.view} ${route.id}` : JSON.stringify(route);
}

/** The fragment of the link that was just followed. */
let clicked: string | undefined;
addEventListener('click', (event) => {
  const link = (event.target as Element | null)?.closest?.('a');
  if (link !== null && link !== undefined) clicked = link.getAttribute('href') ?? undefined;
});

const ownTitle = document.title;

function titleOf(route: Route, hash: string): string {
  switch (route.view) {
    case 'run':
      return ownTitle;
    case 'item':
    case 'requirement':
      return `${route.id}: ${ownTitle}`;
    case 'attribute':
    case 'entry':
      return `${route.name}: ${ownTitle}`;
    case 'attributes':
      return `Presence attributes: ${ownTitle}`;
    case 'message':
      return `Message ${route.number}: ${ownTitle}`;
    case 'unknown':
      return `${hash}: ${ownTitle}`;
    default:
      return `${route.view.charAt(0).toUpperCase()}${route.view.slice(1)}: ${ownTitle}`;
  }
}

function SkipLink() {
  const skip = (event: Event) => {
    event.preventDefault();
    const main = document.getElementById('main');
    main?.focus();
    main?.scrollIntoView();
  };
  return (
    // biome-ignore lint/a11y/useValidAnchor: it leads to a place in the page, which routes use the fragment for
    <a class="skip" href="#main" onClick={skip}>
      Skip to the content
    </a>
  );
}

const VIEWS: readonly (readonly [words: string, href: string, views: readonly Route['view'][]])[] = [
  ['Run', to.run, ['run']],
  ['Items', to.items, ['items', 'item']],
  ['Requirements', to.requirements(), ['requirements', 'requirement']],
  ['Scenarios', to.scenarios(), ['scenarios', 'scenario', 'message', 'configurations', 'difference']],
  ['Definition', to.definition(), ['definition']],
  ['Reference', to.reference(), ['reference', 'entry', 'attributes', 'attribute']],
];

/** The reference is read when somebody searches: the first view needs none of it. */
const nothing = Promise.resolve(undefined);

/** A workbench has no run: what is left is itself, and what there is to look up. */
const WORKBENCH_VIEWS: typeof VIEWS = [
  ['Workbench', to.workbench, ['workbench']],
  ['Requirements', to.requirements(), ['requirements', 'requirement']],
  ['Reference', to.reference(), ['reference', 'entry', 'attributes', 'attribute']],
];

function Shell({ report, route, bench }: { report: Report; route: Route; bench: ComponentType | undefined }) {
  const searching = route.view === 'search';
  const loaded = useLoaded(searching ? 'reference' : '', () => (searching ? report.reference() : nothing));
  const reference = loaded.state === 'loaded' ? loaded.value : undefined;
  const entries = useMemo(() => entriesOf(report, reference), [report, reference]);
  const text = route.view === 'search' ? route.text : '';
  const found = useMemo(() => search(entries, text), [entries, text]);
  const [chosen, setChosen] = useState(0);
  const [dark, setDarkState] = useState(isDark());
  const field = useRef<HTMLInputElement>(null);
  const live = useLive();
  const running = live?.state?.running === true ? live.state : undefined;
  const before = useRef<{ hash: string; focus: HTMLElement | null }>({ hash: to.run, focus: null });

  // At once, not after the first paint: a slash typed early would be lost.
  useLayoutEffect(() => {
    const key = (event: KeyboardEvent) => {
      const typing = /^(INPUT|TEXTAREA|SELECT)$/.test((event.target as HTMLElement).tagName);
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    };
    document.addEventListener('keydown', key);
    return () => document.removeEventListener('keydown', key);
  }, []);

  const enter = (event: FocusEvent) => {
    if (route.view !== 'search') {
      const from = event.relatedTarget;
      before.current = { hash: location.hash, focus: from instanceof HTMLElement ? from : null };
    }
  };
  const type = () => {
    const asked = field.current?.value ?? '';
    setChosen(0);
    if (asked.trim() === '') {
      if (route.view === 'search') location.replace(before.current.hash || to.run);
    } else if (route.view === 'search') location.replace(to.search(asked));
    else location.hash = to.search(asked);
  };
  const walk = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      if (field.current !== null) field.current.value = '';
      if (route.view === 'search') location.replace(before.current.hash || to.run);
      field.current?.blur();
      before.current.focus?.focus();
      return;
    }
    if (route.view !== 'search') return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const by = event.key === 'ArrowDown' ? 1 : -1;
      setChosen((now) => Math.max(0, Math.min(found.entries.length - 1, now + by)));
    } else if (event.key === 'Enter') {
      const entry = found.entries[chosen];
      if (entry !== undefined) {
        clicked = entry.href;
        location.hash = entry.href;
      }
    }
  };

  return (
    <>
      <header class="bar">
        <div>
          <a class="mark" href={to.run}>
            impsc
          </a>
          <nav aria-label="Views">
            {(bench === undefined ? VIEWS : WORKBENCH_VIEWS).map(([words, href, views]) => (
              <a key={href} href={href} aria-current={views.includes(route.view) ? 'page' : undefined}>
                {words}
              </a>
            ))}
          </nav>
          <div class="find">
            <input
              ref={field}
              type="search"
              value={text}
              aria-label="Search items, requirements, rows, primitives, elements, codes, sources, open points, defects and scenarios (press /)"
              aria-keyshortcuts="/"
              placeholder="Requirement, primitive, code, words"
              onFocus={enter}
              onInput={type}
              onKeyDown={walk}
            />
            <Tools kind="tools" />
            <button
              type="button"
              class="tool"
              aria-label="Change between light and dark"
              onClick={() => {
                setDark(!dark);
                setDarkState(!dark);
              }}
            >
              {dark ? 'Light' : 'Dark'}
            </button>
          </div>
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        {route.view === 'search' ? (
          <SearchView text={text} found={found} chosen={chosen} />
        ) : (
          <>
            {live !== undefined && route.view === 'run' && <Live live={live} />}
            {running !== undefined && route.view === 'run' ? (
              <>
                <h1 class="vh" tabIndex={-1}>
                  A run is on
                </h1>
                <ItemMap />
                <Troubles state={running} />
              </>
            ) : (
              <View key={pageOf(route)} route={route} bench={bench} />
            )}
          </>
        )}
      </main>
      <Footer />
    </>
  );
}

interface ViewProps {
  readonly route: Exclude<Route, { view: 'search' }>;
  readonly bench: ComponentType | undefined;
}

function View({ route, bench: Bench }: ViewProps) {
  switch (route.view) {
    case 'workbench':
      return Bench === undefined ? (
        <Missing title="No workbench">This page was not served by impsc serve.</Missing>
      ) : (
        <Bench />
      );
    case 'run':
      return <RunView />;
    case 'items':
      return <ItemsView />;
    case 'item':
      return <ItemView id={route.id} />;
    case 'requirements':
      return <RequirementsView show={route.show} only={route.only} />;
    case 'requirement':
      return <RequirementView id={route.id} check={route.check} />;
    case 'configurations':
      return <ConfigurationsView />;
    case 'difference':
      return <DifferenceView number={route.number} />;
    case 'scenarios':
      return <ScenariosView primitive={route.primitive} show={route.show} />;
    case 'scenario':
      return <ScenarioView address={route.address} />;
    case 'message':
      return <MessageView address={route.address} number={route.number} />;
    case 'attributes':
      return <AttributesView />;
    case 'attribute':
      return <AttributeView name={route.name} />;
    case 'definition':
      return <DefinitionView />;
    case 'reference':
      return <ReferenceView kind={route.kind} />;
    case 'entry':
      return <EntryView kind={route.kind} name={route.name} />;
    case 'unknown':
      return <Missing title="No such page">This report has no page {route.hash}.</Missing>;
  }
}
