/** The views and their addresses: all in the fragment, so that one file holds every page and each can be linked to. */

export type Route =
  | { readonly view: 'run' }
  | { readonly view: 'items' }
  | { readonly view: 'item'; readonly id: string }
  | { readonly view: 'requirements'; readonly show: string; readonly only: Only }
  /** `check`: a configuration, with the scenario where it has several: see `addressOf` in data/report.ts. */
  | { readonly view: 'requirement'; readonly id: string; readonly check: string | undefined }
  | { readonly view: 'scenarios'; readonly primitive: string | undefined; readonly show: string }
  /** `address`: of a transcript, `csp/access/login.feature:14/1.2-xml`. */
  | { readonly view: 'scenario'; readonly address: string }
  | { readonly view: 'message'; readonly address: string; readonly number: number }
  | { readonly view: 'attributes' }
  | { readonly view: 'attribute'; readonly name: string }
  | { readonly view: 'workbench' }
  /** The lists of the reference. */
  | { readonly view: 'reference'; readonly kind: string }
  | { readonly view: 'entry'; readonly kind: EntryKind; readonly name: string }
  | { readonly view: 'definition'; readonly release: string | undefined; readonly id: string | undefined }
  | { readonly view: 'configurations' }
  /** A scenario that differs between two configurations, by its number from 1. */
  | { readonly view: 'difference'; readonly number: number }
  | { readonly view: 'search'; readonly text: string }
  | { readonly view: 'unknown'; readonly hash: string };

/** Kinds of things that have a page in the reference. */
export type EntryKind = 'primitive' | 'element' | 'code' | 'source' | 'open-point' | 'defect' | 'term';

export function parseRoute(hash: string): Route {
  const unknown: Route = { view: 'unknown', hash };
  let parts: string[];
  try {
    parts = hash
      .replace(/^#?\/?/, '')
      .split('/')
      .map(decodeURIComponent);
  } catch {
    return unknown;
  }
  const [view = '', first = '', second, ...more] = parts;
  const rest = parts.slice(1);
  switch (view) {
    case '':
      return { view: 'run' };
    case 'items':
    case 'configurations':
    case 'attributes':
    case 'workbench':
      return { view };
    case 'attribute':
      return { view, name: first };
    case 'reference':
      return { view, kind: first === '' ? 'primitives' : first };
    case 'primitive':
    case 'element':
    case 'code':
    case 'source':
    case 'open-point':
    case 'defect':
    case 'term':
      return { view: 'entry', kind: view, name: first };
    case 'definition':
      return { view, release: first === '' ? undefined : first, id: second };
    case 'item':
      return { view, id: first };
    case 'requirements':
      return { view, show: first, only: onlyFrom(parts.slice(2)) };
    case 'requirement':
      return { view, id: first, check: second === undefined ? undefined : [second, ...more].join('/') };
    case 'scenarios':
      return { view, primitive: first === '' || first === 'all' ? undefined : first, show: second ?? 'all' };
    case 'scenario':
      return { view, address: rest.join('/') };
    case 'message': {
      const number = Number(rest.at(-1));
      return Number.isInteger(number) && rest.length > 1
        ? { view, address: rest.slice(0, -1).join('/'), number }
        : unknown;
    }
    case 'difference':
      return { view, number: Number(first) };
    case 'search':
      return { view, text: first };
    default:
      return unknown;
  }
}

/** The filter of a list of requirements. */
export type Only = Readonly<Partial<Record<(typeof NARROWED)[number], string>>>;

/** Properties by which requirements can be narrowed. */
export const NARROWED = ['area', 'level', 'confidence', 'version'] as const;

/** `level=MUST`, `area=CSP-LOG`; what is no property is left out. */
function onlyFrom(parts: readonly string[]): Only {
  const pairs = parts.map((part) => part.split('='));
  return Object.fromEntries(
    NARROWED.flatMap((name) => {
      const value = pairs.find(([given]) => given === name)?.[1] ?? '';
      return value === '' ? [] : [[name, value]];
    }),
  );
}

const encoded = (part: string | number) => encodeURIComponent(part).replaceAll('%3A', ':').replaceAll('%3D', '=');
const at = (...parts: (string | number)[]) => `#/${parts.map(encoded).join('/')}`;

/** Addresses, one function a view. */
export const to = {
  run: '#/',
  items: '#/items',
  workbench: '#/workbench',
  /** A list of the reference, and an entry of one. */
  reference: (kind?: string) => (kind === undefined ? '#/reference' : at('reference', kind)),
  entry: (kind: EntryKind, name: string) => at(kind, name),
  /** The presence attributes, and one of them. */
  attributes: '#/attributes',
  attribute: (name: string) => at('attribute', name),
  /** The rows of the release definitions; with both, one row. */
  definition: (release?: string, id?: string) =>
    release === undefined || id === undefined ? '#/definition' : at('definition', release, id),
  item: (id: string) => at('item', id),
  requirements(show = '', only: Only = {}) {
    const narrowed = NARROWED.flatMap((name) => (only[name] === undefined ? [] : [`${name}=${only[name]}`]));
    if (narrowed.length > 0) return at('requirements', show === '' ? 'all' : show, ...narrowed);
    return show === '' ? '#/requirements' : at('requirements', show);
  },
  /** A requirement, or one of its checks: its configuration, with the scenario where there are several. */
  requirement: (id: string, check?: string) =>
    check === undefined ? at('requirement', id) : at('requirement', id, ...check.split('/')),
  /** All scenarios, those with a primitive, those of one verdict. */
  scenarios(primitive?: string, show = 'all') {
    if (show !== 'all') return at('scenarios', primitive ?? 'all', show);
    return primitive === undefined ? '#/scenarios' : at('scenarios', primitive);
  },
  scenario: (address: string) => at('scenario', ...address.split('/')),
  message: (address: string, number: number) => at('message', ...address.split('/'), number),
  /** The configurations, and a scenario that differs between two of them. */
  configurations: '#/configurations',
  difference: (number: number) => at('difference', number),
  search: (text: string) => at('search', text),
} as const;
