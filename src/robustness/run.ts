/**
 * A robustness profile: malformed messages in great number, each followed by its well-formed twin in the same session.
 * Wrong behaviour is told once for each flaw, with the smallest input that causes it.
 */
import { AnswerError } from '../client/errors.ts';
import { syntaxesOf } from '../protocol/configuration.ts';
import type { Channel, RobustnessFinding, RobustnessResults } from '../results/robustness.ts';
import { CHANNELS, ROBUSTNESS_SCHEMA } from '../results/robustness.ts';
import { TransportError } from '../transport/types.ts';
import { channelOf, type Input, type Message, syntaxOf, writeIn } from './generate.ts';
import { eachLeaves, grows, leaks, shrinkLeak } from './leaks.ts';
import { type Random, randomOf } from './random.ts';
import { createSender, type Sender, type Stretch } from './sender.ts';
import { type Shrunk, shrink } from './shrink.ts';
import type { Subject } from './subject.ts';
import { createTally, type Found, type Tally } from './tally.ts';

export interface RobustnessOptions {
  readonly subject: Subject;
  readonly seed: number;
  readonly messages: number;
  /** The one message to send, by its number. */
  readonly only?: number | undefined;
  readonly channels?: readonly Channel[] | undefined;
  /** The command that repeats a message. */
  readonly replay: (message: number) => string;
  readonly signal?: AbortSignal | undefined;
  readonly progress?: ((sent: number, of: number) => void) | undefined;
  /** Most inputs tried to find a smaller one. */
  readonly tries?: number | undefined;
}

/** Messages that share a session. */
const BLOCK = 20;
/** Looks at the memory, and milliseconds between two looks for a server that is gone. */
const LOOKS = 8;
const PAUSE = 200;
const TRIES = 400;
/** Milliseconds of waits for the sake of a smaller input, and deaths of a server that somebody else starts anew. */
const LONGEST_SEARCH = 60_000;
const DEATHS = 20;

interface Course {
  readonly options: RobustnessOptions;
  readonly sender: Sender;
  readonly tally: Tally;
  readonly channels: readonly Channel[];
  readonly memory: number[];
  sent: number;
  leftOut: number;
  restarts: number;
  ended: string | undefined;
  lived: boolean;
}

export async function runRobustness(options: RobustnessOptions): Promise<RobustnessResults> {
  const begun = performance.now();
  const { subject, seed } = options;
  const sender = createSender(subject, seed);
  const missing = await missingChannels(options);
  const channels = (options.channels ?? CHANNELS).filter((channel) => !missing.some((one) => one.channel === channel));
  const course: Course = {
    options,
    sender,
    tally: createTally(),
    channels,
    memory: [],
    sent: 0,
    leftOut: 0,
    restarts: 0,
    ended: channels.length === 0 ? 'no channel is open' : undefined,
    lived: true,
  };
  try {
    await sendAll(course);
    const findings = await explain(course);
    await sender.leave();
    const { tally, sent, leftOut, restarts, ended, lived, memory } = course;
    return {
      schema: ROBUSTNESS_SCHEMA,
      target: subject.name,
      seed,
      planned: options.only === undefined ? options.messages : 1,
      sent,
      leftOut,
      missing,
      ended,
      lived,
      restarts,
      sessions: sender.sessions,
      memory,
      durationMs: Math.round(performance.now() - begun),
      counts: tally.counts(),
      findings,
    };
  } finally {
    sender.close();
  }
}

/** Channels that the server does not have, or does not let us use, each with its reason. */
async function missingChannels({ subject, channels = CHANNELS }: RobustnessOptions) {
  const missing: { channel: Channel; why: string }[] = [];
  for (const channel of channels) {
    const syntax = syntaxOf(channel);
    if (!subject.syntaxes.includes(syntax)) missing.push({ channel, why: `${syntax} is not claimed` });
    else if (versionsFor(subject, channel).length === 0)
      missing.push({ channel, why: `no claimed version has ${syntax}` });
    else if (channel === 'cir' && subject.http === undefined) {
      const why = await whyNoCalls(subject);
      if (why !== undefined) missing.push({ channel, why });
    }
  }
  return missing;
}

function versionsFor(subject: Subject, channel: Channel) {
  return subject.versions.filter((version) => syntaxesOf(version).includes(syntaxOf(channel)));
}

async function whyNoCalls(subject: Subject): Promise<string | undefined> {
  const sender = createSender(subject, 0);
  const [version = '1.2'] = versionsFor(subject, 'cir');
  try {
    return (await sender.calls(version)) ? undefined : 'the server does not agree to CIR over TCP';
  } catch (error) {
    return `no session: ${(error as Error).message}`;
  } finally {
    await sender.leave();
    sender.close();
  }
}

/** The version and channel of a message: the same for all of a block. */
function stretchOf({ options, channels }: Course, number: number): Stretch {
  const random = randomOf(options.seed ^ 0x5bd1e995, Math.floor(number / BLOCK));
  const channel = channelOf(random, channels);
  return { channel, version: random.of(versionsFor(options.subject, channel)) };
}

async function sendAll(course: Course): Promise<void> {
  const { options } = course;
  const { messages, only, signal, progress } = options;
  const first = only ?? 0;
  const end = only === undefined ? messages : only + 1;
  const look = Math.max(1, Math.floor((end - first) / LOOKS));
  for (let number = first; number < end && course.ended === undefined; number++) {
    if (signal?.aborted === true) course.ended = String(signal.reason);
    else await sendOne(course, number);
    if ((number - first + 1) % look === 0) {
      course.memory.push(...(options.subject.memory === undefined ? [] : [options.subject.memory()]));
      progress?.(number - first + 1, end - first);
    }
  }
}

async function sendOne(course: Course, number: number): Promise<void> {
  const { sender, tally, options } = course;
  const stretch = stretchOf(course, number);
  const random = randomOf(options.seed, number);
  if (number % BLOCK === 0) await sender.leave();
  const message = await madeFor(course, stretch, random, number);
  if (message === undefined) return;
  if (tally.isEnough(message)) {
    course.leftOut += 1;
    return;
  }
  const shown = await sender.pair(message);
  course.sent += 1;
  tally.add(message, shown);
  if (shown.problem === 'death') await revive(course, `message ${number}`);
}

/** The message; undefined where no session can be had any longer, and the profile is over. */
async function madeFor(course: Course, stretch: Stretch, random: Random, number: number): Promise<Message | undefined> {
  try {
    return await course.sender.make(stretch, random, number);
  } catch (error) {
    if (!(error instanceof TransportError || error instanceof AnswerError)) throw error;
    if (!(await revive(course, `message ${number}`))) return undefined;
    try {
      return await course.sender.make(stretch, randomOf(course.options.seed, number), number);
    } catch {
      course.ended = `before message ${number} no session could be opened: ${error.message}`;
      return undefined;
    }
  }
}

/** Waits for a server that is gone, or starts it anew. False where it stays away: the profile is over. */
async function revive(course: Course, when: string): Promise<boolean> {
  const { options, sender } = course;
  const { subject } = options;
  sender.forget();
  if (await answers(subject, sender)) return true;
  if (subject.restart !== undefined) {
    course.restarts += 1;
    await subject.restart();
    sender.forget();
    return true;
  }
  const { restart } = subject.ixit().timers;
  for (let waited = 0; waited < restart; waited += PAUSE) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    sender.forget();
    if (await answers(subject, sender)) {
      course.restarts += 1;
      return true;
    }
  }
  course.lived = false;
  course.ended = `the server is gone since ${when}, and was not back within ${restart} ms (timers.restart)`;
  return false;
}

/** True if a session can be opened. */
async function answers(subject: Subject, sender: Sender): Promise<boolean> {
  const [version] = subject.versions;
  if (version === undefined) return false;
  try {
    await sender.calls(version);
    await sender.leave();
    return true;
  } catch {
    return false;
  }
}

/** Everything that went wrong, each with its smallest input. */
async function explain(course: Course): Promise<readonly RobustnessFinding[]> {
  const findings: RobustnessFinding[] = [];
  for (const found of course.tally.found) findings.push(findingOf(course, found, await smallest(course, found)));
  const leaking = await leakingOnes(course);
  return [...findings, ...leaking];
}

type Smallest = Shrunk & { readonly because?: string | undefined };

function findingOf({ options }: Course, found: Found, { input, whole, because }: Smallest): RobustnessFinding {
  const { problem, message, times, answer, ms } = found;
  const { channel, version, category, flaw, number } = message;
  return {
    problem,
    channel,
    version,
    category,
    flaw,
    message: number,
    times,
    answer,
    ms: Math.round(ms * 10) / 10,
    octets: message.input.octets.length,
    smallest: Buffer.from(input.octets).toString('base64'),
    shrunk: whole,
    because: because ?? (whole ? undefined : 'there were more inputs to try than allowed'),
    replay: options.replay(number),
  };
}

/** The octets of a tree in the syntax of a message. */
function writtenFor({ channel, version }: Message) {
  return (tree: NonNullable<Input['tree']>): Uint8Array | undefined => {
    try {
      return writeIn(syntaxOf(channel), version, tree);
    } catch {
      return undefined;
    }
  };
}

/** Times that an input may do it again: each hang takes its wait, each death an operator who starts the server. */
function mostTimes({ problem, ms }: Found, { restart }: Subject): number {
  if (problem === 'hang') return Math.ceil(LONGEST_SEARCH / Math.max(1, ms));
  return problem === 'death' && restart === undefined ? DEATHS : Number.POSITIVE_INFINITY;
}

async function smallest(course: Course, found: Found): Promise<Smallest> {
  const { problem, message } = found;
  const { sender, options } = course;
  const { tries = TRIES, subject, signal } = options;
  let left = mostTimes(found, subject);
  if (!course.lived) return { input: message.input, whole: false, because: 'the server is gone' };
  const does = async (input: Input): Promise<boolean> => {
    if (!course.lived || left <= 0 || signal?.aborted === true) return false;
    const shown = await sender.pair(message, input).catch(() => undefined);
    if (shown === undefined || shown.problem === 'death') await revive(course, 'a smaller input was looked for');
    if (shown?.problem !== problem) return false;
    left -= 1;
    return true;
  };
  if (!(await does(message.input))) {
    return { input: message.input, whole: false, because: 'it did not do it a second time' };
  }
  const shrunk = await shrink(message.input, { does, written: writtenFor(message), tries });
  if (!course.lived) return { ...shrunk, whole: false, because: 'the server is gone' };
  return left > 0 ? shrunk : { ...shrunk, whole: false, because: 'each further try would have taken its wait' };
}

/** After memory grew: the flaws that make it grow, one message of each sent many times. */
async function leakingOnes(course: Course): Promise<readonly RobustnessFinding[]> {
  const { options, sender, tally } = course;
  const { memory } = options.subject;
  if (memory === undefined || course.ended !== undefined || !grows(course.memory)) return [];
  const findings: RobustnessFinding[] = [];
  for (const number of tally.kinds.values()) {
    const stretch = stretchOf(course, number);
    const message = await sender.make(stretch, randomOf(options.seed, number), number);
    if (tally.isEnough(message)) continue;
    const leaking = { memory, send: (input: Input) => sender.alone(message, input) };
    if (!(await leaks(message.input, leaking))) continue;
    const each = Math.round(await eachLeaves(message.input, leaking));
    const found = { problem: 'leak', message, answer: `each leaves ${each} octets`, ms: 0, times: 1 } as const;
    findings.push(findingOf(course, found, await shrinkLeak(message, leaking, writtenFor(message), options.tries)));
  }
  return findings;
}
