/** The views and their addresses: all in the fragment, so that one file holds every page and each can be linked to. */

export type Route =
  | { readonly view: 'run' }
  | { readonly view: 'items' }
  | { readonly view: 'item'; readonly id: string }
  | { readonly view: 'requirements'; readonly show: string }
  | { readonly view: 'requirement'; readonly id: string; readonly check: number | undefined }
  | { readonly view: 'scenarios'; readonly primitive: string | undefined }
  | { readonly view: 'scenario'; readonly key: string }
  | { readonly view: 'message'; readonly key: string; readonly number: number }
  | { readonly view: 'attributes' }
  | { readonly view: 'attribute'; readonly name: string }
  | { readonly view: 'definition'; readonly release: string | undefined; readonly id: string | undefined }
  | { readonly view: 'search'; readonly text: string }
  | { readonly view: 'unknown'; readonly hash: string };

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
  const [view = '', first = '', second] = parts;
  switch (view) {
    case '':
      return { view: 'run' };
    case 'items':
    case 'attributes':
      return { view };
    case 'attribute':
      return { view, name: first };
    case 'definition':
      return { view, release: first === '' ? undefined : first, id: second };
    case 'item':
      return { view, id: first };
    case 'requirements':
      return { view, show: first };
    case 'requirement':
      return { view, id: first, check: second === undefined ? undefined : Number.parseInt(second, 10) || 1 };
    case 'scenarios':
      return { view, primitive: first === '' ? undefined : first };
    case 'scenario':
      return { view, key: first };
    case 'message': {
      const number = Number.parseInt(second ?? '', 10);
      return Number.isInteger(number) ? { view, key: first, number } : unknown;
    }
    case 'search':
      return { view, text: first };
    default:
      return unknown;
  }
}

const at = (...parts: (string | number)[]) => `#/${parts.map((part) => encodeURIComponent(part)).join('/')}`;

/** Addresses, one function a view. */
export const to = {
  run: '#/',
  items: '#/items',
  /** The presence attributes, and one of them. */
  attributes: '#/attributes',
  attribute: (name: string) => at('attribute', name),
  /** The rows of the release definitions; with both, one row. */
  definition: (release?: string, id?: string) =>
    release === undefined || id === undefined ? '#/definition' : at('definition', release, id),
  item: (id: string) => at('item', id),
  requirements: (show = '') => (show === '' ? '#/requirements' : at('requirements', show)),
  requirement: (id: string, check?: number) =>
    check === undefined ? at('requirement', id) : at('requirement', id, check),
  scenarios: (primitive?: string) => (primitive === undefined ? '#/scenarios' : at('scenarios', primitive)),
  scenario: (key: string) => at('scenario', key),
  message: (key: string, number: number) => at('message', key, number),
  search: (text: string) => at('search', text),
} as const;
