/** Tools of a report: its results as a file, a print, a link to this place. */
import { useState } from 'preact/hooks';
import { resultsOf } from '../data/download.ts';
import { messageOf, useReport } from './context.ts';
import { Copy } from './copy.tsx';

export function Tools({ kind }: { kind: string }) {
  const report = useReport();
  const [said, setSaid] = useState('Download results.json');
  const download = () => {
    setSaid('Reading the run');
    resultsOf(report).then(
      (text) => {
        const link = document.createElement('a');
        link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
        link.download = 'results.json';
        link.click();
        URL.revokeObjectURL(link.href);
        setSaid('Download results.json');
      },
      (error: unknown) => setSaid(messageOf(error)),
    );
  };
  return (
    <div class={kind}>
      <button type="button" class="add" onClick={download}>
        {said}
      </button>
      <button type="button" class="add" onClick={() => print()}>
        Print
      </button>
      <Copy text={() => location.href} words="Copy link" />
    </div>
  );
}
