/**
 * Links elements and octets both ways: what carries the number of a row lights up together with every other thing that
 * does. Done on the document itself, since a message has thousands of octets and the pointer moves fast.
 */
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { offset } from '../../../report/view/words.ts';
import type { Layout } from './layout.ts';

export function useLinking(
  container: RefObject<HTMLElement | null>,
  reading: RefObject<HTMLElement | null>,
  layout: Layout,
  drawn: string,
): void {
  // `drawn` says which parts are in the document: other tabs bring other elements.
  useEffect(() => {
    const root = container.current;
    if (root === null) return;
    const byRow = new Map<string, HTMLElement[]>();
    for (const element of root.querySelectorAll<HTMLElement>('[data-n]')) {
      const n = element.dataset.n ?? '';
      byRow.set(n, [...(byRow.get(n) ?? []), element]);
    }
    let lit: readonly HTMLElement[] = [];
    let octet = -1;

    const light = (n: string | undefined): void => {
      for (const element of lit) element.classList.remove('hot');
      lit = n === undefined ? [] : (byRow.get(n) ?? []);
      for (const element of lit) element.classList.add('hot');
    };
    const say = (text: string): void => {
      if (reading.current !== null) reading.current.textContent = text;
    };
    const show = (element: HTMLElement): void => {
      const { n, at } = element.dataset;
      light(n);
      if (at !== undefined) {
        octet = Number(at);
        say(octetWords(layout, octet));
      } else say(rowWords(layout, Number(n)));
    };
    const over = (event: Event): void => {
      const element = (event.target as Element).closest<HTMLElement>('[data-n]');
      if (element !== null) show(element);
    };
    const key = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement;
      if (target.classList.contains('hexes')) {
        const cells = [...target.querySelectorAll<HTMLElement>('[data-at]')];
        const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 16, ArrowUp: -16 }[event.key];
        if (by === undefined || cells.length === 0) return;
        event.preventDefault();
        const cell = cells[Math.max(0, Math.min(cells.length - 1, octet < 0 ? 0 : octet + by))];
        if (cell === undefined) return;
        show(cell);
        for (const other of target.querySelectorAll('.at')) other.classList.remove('at');
        cell.classList.add('at');
        cell.scrollIntoView({ block: 'nearest' });
      } else if (target.classList.contains('walk')) {
        const rows = [...target.querySelectorAll<HTMLElement>('tr[data-n]')];
        if (event.key === 'Enter') target.querySelector<HTMLElement>('tr.hot a.el')?.click();
        const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
        if (by === 0 || rows.length === 0) return;
        event.preventDefault();
        const now = rows.findIndex((row) => row.classList.contains('hot'));
        const row = rows[Math.max(0, Math.min(rows.length - 1, now < 0 ? 0 : now + by))];
        if (row === undefined) return;
        show(row);
        row.scrollIntoView({ block: 'nearest' });
      }
    };
    root.addEventListener('mouseover', over);
    root.addEventListener('click', over);
    root.addEventListener('keydown', key);
    return () => {
      light(undefined);
      root.removeEventListener('mouseover', over);
      root.removeEventListener('click', over);
      root.removeEventListener('keydown', key);
    };
  }, [layout, drawn]);
}

export function octetWords(layout: Layout, octet: number): string {
  const segment = layout.segments.find((s) => octet >= s.start && octet < s.end);
  const row = segment === undefined ? undefined : layout.rows[segment.row];
  const element = row === undefined || segment?.label.includes(row.name) ? '' : `, in ${row.name}`;
  return `${offset(octet)}  ${segment?.label ?? 'no octet'}${element}`;
}

function rowWords(layout: Layout, n: number): string {
  const row = layout.rows[n];
  if (row === undefined) return layout.head;
  return `${offset(row.start)}  ${row.name}, ${row.end - row.start} octets`;
}
