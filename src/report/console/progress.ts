/** The progress of a run on a terminal: one line that is rewritten, or plain lines where nothing can be rewritten. */
import type { RunListener, ScenarioBegun, ScenarioDone } from '../../conformance/events.ts';
import { causeInWords } from '../view/findings.ts';
import { oneLine } from '../view/octets.ts';
import { count, duration } from '../view/words.ts';
import { style, type Terminal, truncate } from './terminal.ts';

/** Milliseconds between two drawings of the live line. */
const REDRAW_MS = 80;

/** Scenarios, and the share of the run as its reciprocal, after which the time left is told. */
const ENOUGH = 20;

/**
 * Progress on a terminal is one line that is rewritten; elsewhere (pipe, file, CI) a plain line each tenth of the run. What
 * does not pass is a line of its own in both, at once.
 */
export function createProgress(
  terminal: Terminal,
  now: () => number = () => performance.now(),
  verbose = false,
): Required<RunListener> {
  const s = style(terminal);
  const seen = { pass: 0, fail: 0, inconclusive: 0, error: 0 };
  const running = new Map<number, ScenarioBegun>();
  let total = 0;
  let startedAt = 0;
  let drawnAt = Number.NEGATIVE_INFINITY;
  let tenth = 0;
  let drawn = false;

  const done = () => seen.pass + seen.fail + seen.inconclusive + seen.error;
  /** Time left at the pace so far: nothing before enough has run to know it. */
  const left = (): string[] => {
    const rest = total - done();
    if (rest === 0 || done() < Math.max(ENOUGH, total / ENOUGH)) return [];
    return [`about ${duration(((now() - startedAt) / done()) * rest)} left`];
  };
  const erase = () => {
    if (drawn) terminal.write('\r\u001b[2K');
    drawn = false;
  };
  const line = (text: string) => {
    erase();
    terminal.write(`${text}\n`);
  };
  const tally = (): string =>
    [
      `${done()} of ${total}`,
      duration(now() - startedAt),
      ...left(),
      ...(seen.fail > 0 ? [`${seen.fail} fail`] : []),
      ...(seen.inconclusive > 0 ? [`${seen.inconclusive} inconclusive`] : []),
      ...(seen.error > 0 ? [`${seen.error} error`] : []),
    ].join('  ');
  const draw = (force: boolean) => {
    if (!terminal.live || (!force && now() - drawnAt < REDRAW_MS)) return;
    drawnAt = now();
    const at = [...running.values()].at(-1);
    const where = at === undefined ? '' : `  ${at.name} [${at.configuration}]`;
    terminal.write(`\r\u001b[2K${truncate(`${tally()}${where}`, terminal.columns - 1)}`);
    drawn = true;
  };

  return {
    runStarted(plan) {
      total = plan.scenarios;
      startedAt = now();
      const what = [
        count(plan.requirements, 'requirement'),
        count(plan.scenarios, 'scenario'),
        plan.configurations.map((c) => c.id).join(' '),
        `seed ${plan.seed}`,
      ];
      line(`${oneLine(plan.target.name)}: ${what.join(', ')}`);
      draw(true);
    },
    waitingBegun({ scenarios, alone, places }) {
      const beside = alone > 0 && places > 1 ? `, ${alone} of them up to ${places} side by side` : '';
      line(`Waiting for time to pass on the implementation: ${count(scenarios, 'scenario')}${beside}`);
    },
    lanesBegun({ lanes, beside, alone }) {
      const after = alone > 0 ? `, then ${alone} alone` : '';
      line(`${count(lanes, 'lane')}: ${count(beside, 'scenario')} side by side${after}`);
    },
    scenarioStarted(scenario) {
      running.set(scenario.index, scenario);
      draw(false);
    },
    scenarioFinished(scenario) {
      running.delete(scenario.index);
      const { verdict, configuration, requirements } = scenario.transcript;
      seen[verdict]++;
      if (verdict !== 'pass') {
        const text = `${requirements.join(' ')} [${configuration}]  ${because(scenario)}`;
        line(`${s.mark(verdict)}  ${truncate(text, terminal.columns - verdict.length - 4)}`);
      }
      if (verbose) {
        const { entries, steps, scenario: id } = scenario.transcript;
        const took = duration(steps.reduce((sum, { durationMs }) => sum + durationMs, 0));
        line(`${verdict}  ${oneLine(id)} [${configuration}]  ${count(entries.length, 'exchange')}, ${took}`);
      }
      if (terminal.live) draw(verdict !== 'pass');
      else if (total > 0 && Math.floor((done() * 10) / total) > tenth) {
        tenth = Math.floor((done() * 10) / total);
        line(tally());
      }
    },
    runAborted(why) {
      line(`${s.mark('inconclusive')}  the run ends early: ${truncate(why, terminal.columns * 2)}`);
    },
    runFinished() {
      erase();
    },
  };
}

/** The observation, or the reason why it stays open, on one line. */
function because({ checks }: ScenarioDone): string {
  const check = checks.map((c) => c.check).find((c) => c.verdict !== 'pass');
  if (check === undefined) return '';
  const text = check.cause === undefined ? `observed ${check.observed ?? 'nothing'}` : causeInWords(check.cause);
  return text.replace(/\s+/g, ' ');
}
