/** Words about a client under test that scenarios of several areas use. */
import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import { type Bench, benchOf, type Seen } from '../../src/conformance/scenario/client-bench.ts';
import { HarnessError, Inconclusive } from '../../src/conformance/scenario/signals.ts';
import type { PrimitiveName } from '../../src/protocol/messages/envelope.ts';
import type { World } from '../support/world.ts';
import { USER_ACTIONS } from './actions.ts';
import { sampleOf } from './samples.ts';

Given('the client is set up', async function (this: World) {
  await benchOf(this).setUp();
});

Given('the client is logged in', async function (this: World) {
  const bench = benchOf(this);
  await bench.does('log-in');
  if (bench.stream.length === 0) {
    throw Inconclusive.untestable('the client', 'the client never came: nothing reached the server of the tester');
  }
  const opened = bench.answers('Login-Response').some(({ value }) => value.SessionID !== undefined);
  if (!opened) throw Inconclusive.prerequisite('CSP-CLT-001', 'the client has no session');
});

for (const [words, act] of USER_ACTIONS) {
  When(words, async function (this: World) {
    const { action, parameters } = act(this);
    await benchOf(this).does(action, parameters);
  });
}

When('the client is left alone for {int} seconds', async function (this: World, seconds: number) {
  await benchOf(this).pass(seconds);
});

/** Longest time in which a client has to come for something, seconds: its pace of polling is its own. */
const COMING = 180;
/** Seconds in which a client answers what it got. */
const ANSWERING = 30;

async function begin(world: World, name: PrimitiveName): Promise<Seen> {
  const bench = benchOf(world);
  const xml = sampleOf(name, world.version);
  if (xml === undefined) throw new HarnessError(`there is no sample of ${name} that a server could begin`);
  const from = bench.stream.length;
  if (!bench.meeting.begin(world.fromXml(xml))) {
    world.nothingToSee(`the client has no session, or did not agree to the function that ${name} belongs to`);
  }
  const told = await bench.until(COMING, () => bench.told(name, from)[0]);
  if (told === undefined) {
    throw Inconclusive.untestable('a poll', `the client did not come for the ${name} within ${COMING} seconds`);
  }
  await bench.settle();
  return world.keep('told', told);
}

Given('the server has begun a/an {primitive}', async function (this: World, name: PrimitiveName) {
  await begin(this, name);
});

When('the server begins a/an {primitive}', async function (this: World, name: PrimitiveName) {
  await begin(this, name);
});

Then(
  /^the client answers it with (\S+)(?: and code (\d{3}))?$/,
  async function (this: World, name: string, code: string | null) {
    const bench = benchOf(this);
    const told = this.kept<Seen>('told');
    const expected = `${name}${code === null ? '' : ` ${code}`} to ${told.name}`;
    const reply = await bench.until(ANSWERING, () => bench.replies(told.transaction.id ?? '')[0]);
    if (reply === undefined) return this.fail(expected, 'no answer under its TransactionID', told.place);
    this.expect.equal('the answer', reply.name, name, reply.place);
    if (code === null) return;
    const { Code } = (reply.value.Result ?? {}) as { readonly Code?: number };
    this.expect.equal('Code', Code, Number(code), reply.place);
  },
);

Then('watching finds no fault', function (this: World) {
  const bench = benchOf(this);
  for (const id of this.run.scheduled.requirements) {
    const { seen, violations } = bench.watched(id);
    const [first] = violations;
    if (first !== undefined) this.fail(first.expected, first.observed, first.place);
    if (seen === 0) this.nothingToSee(`the client gave no occasion to apply the rule of ${id}`);
    this.expect.met();
  }
});

function wanted(world: World, bench: Bench, name: PrimitiveName): Seen {
  const sent = bench.asked(name, bench.mark).at(-1);
  if (sent === undefined) return world.fail(name, namesOf(bench.sent(bench.mark)));
  return sent;
}

function namesOf(sent: readonly Seen[]): string {
  return [...new Set(sent.map(({ name }) => name))].join(', ') || 'nothing';
}

/** The value at a path; the first of several elements of a name. */
function at(value: unknown, path: string): unknown {
  return path.split('/').reduce<unknown>((found, step) => {
    const one: unknown = Array.isArray(found) ? found[0] : found;
    return (one as Readonly<Record<string, unknown>> | undefined)?.[step];
  }, value);
}

function inWords(value: unknown): string {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  if (one === undefined) return 'missing';
  if (typeof one === 'boolean') return one ? 'T' : 'F';
  return typeof one === 'object' ? 'there' : String(one);
}

Then('the client sends a/an {primitive}', function (this: World, name: PrimitiveName) {
  const sent = wanted(this, benchOf(this), name);
  demandValid(this, sent);
});

Then('the client sends a/an {primitive} with', function (this: World, name: PrimitiveName, table: DataTable) {
  const sent = wanted(this, benchOf(this), name);
  demandValid(this, sent);
  for (const [path = '', expected = ''] of table.raw()) {
    // Versions have different places for some: any of those that are named will do.
    const places = path.split(' or ').map((one) => inWords(at(sent.value, one)));
    const observed = places.find((one) => one !== 'missing') ?? 'missing';
    const value = this.fill(expected);
    if (value === 'there') this.expect.that(observed !== 'missing', `${path} there`, observed, sent.place);
    else if (value.startsWith('one of ')) {
      const choice = value.slice('one of '.length).split(', ');
      this.expect.that(choice.includes(observed), `${path} ${value}`, `${path} ${observed}`, sent.place);
    } else this.expect.equal(path, observed, value, sent.place);
  }
});

Then('the client sends no {primitive}', function (this: World, name: PrimitiveName) {
  const bench = benchOf(this);
  const [sent] = bench.asked(name, bench.mark);
  this.expect.that(sent === undefined, `no ${name}`, name, sent?.place);
});

function demandValid(world: World, { observed, name, place }: Seen): void {
  const finding = observed.request?.read.findings.find(({ severity }) => severity === 'error');
  world.expect.that(finding === undefined, `a valid ${name}`, finding?.message ?? 'valid', place);
}

/** Longest time between two messages of a client that is alive, seconds. */
const ALIVE = 240;

Then('the client goes on with its session', async function (this: World) {
  const bench = benchOf(this);
  const from = bench.stream.length;
  const { sessionId } = bench.meeting;
  const next = await bench.until(ALIVE, () => bench.sent(from)[0]);
  const of = next?.observed.request?.envelope?.sessionId;
  this.expect.that(
    next !== undefined && of === sessionId && sessionId !== undefined,
    'further messages in its session',
    next === undefined
      ? `nothing for ${ALIVE} seconds`
      : `${next.name} ${of === sessionId ? '' : 'in another or in no session'}`,
    next?.place,
  );
});

Then('the client sends nothing more in its session', async function (this: World) {
  const bench = benchOf(this);
  const from = bench.stream.length;
  await bench.pass(ALIVE);
  const [next] = bench.sent(from).filter(({ observed }) => observed.request?.envelope?.sessionType !== 'Outband');
  this.expect.that(next === undefined, 'nothing more in the session', next?.name ?? 'nothing', next?.place);
});
