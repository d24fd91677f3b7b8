/** Opens the page on what is baked into it; the script of a report and that of a workbench begin alike. */
import { type ComponentType, render } from 'preact';
import { App } from './app.tsx';
import { bakedSource } from './data/baked-source.ts';
import { reportOf } from './data/report.ts';
import { messageOf } from './parts/context.ts';
import './style/tokens.css';
import './style/base.css';
import './style/run.css';
import './style/wire.css';
import './style/message.css';
import './style/search.css';
import './style/narrow.css';
import './style/print.css';

export async function open(bench?: ComponentType): Promise<void> {
  const place = document.getElementById('page');
  if (place === null) throw new Error('the page has no place to be drawn in');
  try {
    const source = bakedSource(document);
    const index = await source.index();
    render(<App first={reportOf(index, source)} bench={bench} />, place);
  } catch (error) {
    place.textContent = `The run cannot be shown: ${messageOf(error)}.`;
  }
}
