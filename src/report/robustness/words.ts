/** A robustness profile in the words that all its reports share. */
import { counts, type Problem, type RobustnessFinding, type RobustnessResults } from '../../results/robustness.ts';

const PROBLEMS: Readonly<Record<Problem, string>> = {
  death: 'the server was gone',
  hang: 'no answer within the bound',
  fault: 'a fault of the server',
  twin: 'the well-formed message after it was not answered as it has to be',
  leak: 'memory grows with every such message',
  amplification: 'the answer is many times as large as the message',
  session: 'the session was over',
};

export function problemInWords({ problem }: RobustnessFinding): string {
  return PROBLEMS[problem];
}

/** The findings that count first. */
export function inOrder({ findings }: RobustnessResults): readonly RobustnessFinding[] {
  return findings.toSorted((a, b) => Number(counts(b.problem)) - Number(counts(a.problem)));
}

export function verdict({ findings, ended, planned, sent, leftOut }: RobustnessResults): string {
  const wrong = findings.filter(({ problem }) => counts(problem)).length;
  const told = `${sent} of ${planned} malformed messages were sent${leftOut === 0 ? '' : `, ${leftOut} left out`}`;
  const found = wrong === 0 ? 'nothing went wrong' : `${wrong} ${wrong === 1 ? 'thing' : 'things'} went wrong`;
  return `${told}; ${found}${ended === undefined ? '' : `; it ended early: ${ended}`}`;
}

/** Facts of the run, each a line. */
export function facts(results: RobustnessResults): readonly string[] {
  const { lived, restarts, sessions, memory, missing, seed, durationMs } = results;
  const [first = 0] = memory;
  const mega = (octets: number) => `${(octets / 1_000_000).toFixed(1)} MB`;
  return [
    `seed ${seed}, ${Math.round(durationMs / 100) / 10} s, ${sessions} sessions`,
    lived ? 'the server lives' : 'the server does not live',
    ...(restarts === 0 ? [] : [`it was started, or came back, ${restarts} times`]),
    ...(memory.length < 2
      ? ['its memory cannot be seen']
      : [`memory: ${mega(first)} at first, ${mega(memory.at(-1) ?? 0)} at last`]),
    ...missing.map(({ channel, why }) => `not over ${channel}: ${why}`),
  ];
}

/** Most octets of an input that are shown; robustness.json has all of them. */
const SHOWN = 200;

/** Octets as text where they are mostly that, else in hexadecimal. */
export function shownInput(base64: string): string {
  const octets = Buffer.from(base64, 'base64');
  const cut = octets.subarray(0, SHOWN);
  const printable = cut.filter((octet) => octet >= 0x20 && octet < 0x7f).length;
  const more = octets.length > SHOWN ? ` ... (${octets.length} octets)` : '';
  if (printable < cut.length * 0.8) return `${cut.toString('hex').replace(/(..)(?=.)/g, '$1 ')}${more}`;
  return `${cut.toString('latin1').replace(/[^\x20-\x7e]/g, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`)}${more}`;
}

/** Answers of one row, the most frequent first. */
export function answersInWords(answers: Readonly<Record<string, number>>): string {
  const all = Object.entries(answers);
  const shown = all.slice(0, 6).map(([answer, times]) => `${answer} ${times}`);
  return [...shown, ...(all.length > 6 ? [`${all.length - 6} others`] : [])].join(', ');
}
