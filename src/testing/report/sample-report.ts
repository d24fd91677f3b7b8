/** A report over the sample run, without a page around it. Used by tests only. */

import { type Report, reportOf } from '../../explorer/page/data/report.ts';
import type { BakedIndex } from '../../report/html/baked.ts';
import { PAGE_SCHEMA } from '../../report/html/baked.ts';
import type { RunResults } from '../../results/results.ts';
import { type SampleOptions, sampleResults } from './sample.ts';

export function sampleReport(options: SampleOptions = {}, change: (r: RunResults) => RunResults = (r) => r): Report {
  const { transcripts, ...results } = change(sampleResults({ configurations: ['1.3-xml'], ...options }));
  const index: BakedIndex = {
    schema: PAGE_SCHEMA,
    results,
    transcripts: transcripts.map(({ entries, steps: _, findings, ...head }, i) => ({
      ...head,
      at: [0, i],
      messages: entries.length * 2,
      primitives: [...new Set(entries.flatMap((e) => [...e.sent, ...e.received]))],
      findings: findings.length,
    })),
  };
  const nothing = () => Promise.reject(new Error('this report has no transcripts'));
  return reportOf(index, {
    index: async () => index,
    reference: async () => undefined,
    transcriptBlock: nothing,
    bodyBlock: nothing,
  });
}
