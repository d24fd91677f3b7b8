/** A page without a script: one file, no network, in the styles of the report page. */
import { createHash } from 'node:crypto';
import type { Mark } from '../view/marks.ts';
import { visible } from '../view/octets.ts';
import { MARK_CLASSES, SHAPES } from '../view/shapes.ts';
import { xmlAttribute, xmlText } from '../xml-text.ts';
import { pageTemplate } from './template.ts';

export interface StillPage {
  readonly title: string;
  /** Styles beside those of the report page. */
  readonly style: string;
  /** Content of `main`, as HTML. */
  readonly main: string;
}

export async function stillPage({ title, style, main }: StillPage): Promise<string> {
  const template = await pageTemplate();
  const styles = (/<style>([\s\S]*?)<\/style>/.exec(template)?.[1] ?? '') + style;
  const hash = createHash('sha256').update(styles).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${text(title)}</title>
<link rel="icon" href="data:,">
<style>${styles}</style>
</head>
<body>
${symbols()}
<a class="skip" href="#main">Skip to the content</a>
<header class="bar"><div><span class="mark">impsc</span></div></header>
<main id="main">
${main}
</main>
<footer><p>ERDEF identifiers are those of the published release definition; all other item and requirement identifiers are this project's own.</p></footer>
</body>
</html>
`;
}

/** Text as HTML, with control characters made visible. */
export const text = (given: string) => xmlText(visible(given));
const attribute = (name: string, given: string) => xmlAttribute(name, visible(given));

const MARKS = Object.keys(SHAPES) as Mark[];

function symbols(): string {
  const all = MARKS.map((mark) => {
    const shapes = SHAPES[mark].map(({ tag, attributes }) => {
      const given = Object.entries(attributes).map(([name, value]) => xmlAttribute(name, value));
      return `<${tag}${given.join('')}/>`;
    });
    return `<symbol id="g-${MARK_CLASSES[mark]}" viewBox="0 0 16 16">${shapes.join('')}</symbol>`;
  });
  return `<svg class="symbols" width="0" height="0" aria-hidden="true">${all.join('')}</svg>`;
}

/** Marks without a tooltip. */
const QUIET: readonly Mark[] = ['pass', 'not-run', 'not-applicable'];

/** The shape of a mark alone, with its words in a label, or hidden where they stand beside it. */
export function shape(mark: Mark, label?: string): string {
  const name = label === undefined ? ' aria-hidden="true"' : ` role="img"${attribute('aria-label', label)}`;
  const tip = label === undefined || QUIET.includes(mark) ? '' : `<title>${text(label)}</title>`;
  const use = `<use href="#g-${MARK_CLASSES[mark]}"/>`;
  return `<svg class="v v-${MARK_CLASSES[mark]}" viewBox="0 0 16 16"${name}>${tip}${use}</svg>`;
}
