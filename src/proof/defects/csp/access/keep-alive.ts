/** Defects of keep-alive. */
import type { Change, Defect } from '../../../types.ts';
import { all, asPrimitive, handler, hooks, mistakesCode, rules } from '../../../ways/families.ts';

/** The time counts from messages of some kinds only. */
function countsOnly(heard: (primitives: readonly string[]) => boolean): Change {
  const last = new Map<string, number>();
  return (options) =>
    all(
      hooks({
        incoming(document, { session }) {
          const text = JSON.stringify(document.content);
          const id = session?.id ?? /"SessionID":"([^"]+)"/.exec(text)?.[1];
          const names = [...text.matchAll(/"([A-Z][A-Za-z]+-Request)":/g)].map(([, name = '']) => name);
          if (id !== undefined && heard(names)) last.set(id, options.clock?.now() ?? Date.now());
          return document;
        },
      }),
      rules((standard) => ({
        deadline(session) {
          const since = last.get(session.id) ?? session.lastHeard;
          last.set(session.id, since);
          return since + (standard.deadline(session) - session.lastHeard);
        },
      })),
    )(options);
}

export const keepAliveDefects: readonly Defect[] = [
  {
    id: 'keep-alive-202',
    title: 'answers KeepAlive-Request with 202 instead of 200',
    requirements: ['CSP-KA-001'],
    unavoidable: ['CSP-KA-002', 'CSP-KA-004'],
    change: handler('KeepAlive-Request', (standard) => (request, call) => {
      const answer = asPrimitive(standard(request, call));
      const asked = request.TimeToLive;
      if (asked !== undefined || answer.name !== 'KeepAlive-Response') return answer;
      return { ...answer, value: { Result: { Code: 202 } } };
    }),
  },
  {
    id: 'keep-alive-time-0',
    title: 'answers a TimeToLive equal to the time in force with KeepAliveTime 0',
    requirements: ['CSP-KA-002'],
    change: handler('KeepAlive-Request', (standard) => (request, call) => {
      const asked = request.TimeToLive;
      const same = asked !== undefined && asked === call.session?.keepAlive;
      const answer = asPrimitive(standard(request, call));
      if (!same || answer.name !== 'KeepAlive-Response') return answer;
      return { ...answer, value: { ...answer.value, KeepAliveTime: 0 } };
    }),
  },
  {
    id: 'keep-alive-not-in-force',
    title: 'confirms another TimeToLive and goes on with the old time',
    requirements: ['CSP-KA-003', 'CSP-KA-005'],
    change: handler('KeepAlive-Request', (standard) => (request, call) => {
      const asked = request.TimeToLive;
      return asked === undefined ? standard(request, call) : standard({}, call);
    }),
  },
  {
    id: 'keep-alive-never-ends',
    title: 'never ends a session for want of messages',
    requirements: ['CSP-KA-003', 'CSP-KA-005'],
    change: rules(() => ({ deadline: () => Number.MAX_SAFE_INTEGER })),
  },
  {
    id: 'keep-alive-ends-late',
    title: 'lets sessions live twice as long as the agreed time and the margin it declares',
    requirements: ['CSP-KA-003', 'CSP-KA-005'],
    change: rules((standard) => ({
      deadline: (session) => session.lastHeard + 2 * (standard.deadline(session) - session.lastHeard),
    })),
  },
  {
    id: 'keep-alive-counts-nothing-else',
    title: 'restarts the time for KeepAlive-Request only',
    requirements: ['CSP-KA-006'],
    change: countsOnly((names) => names.includes('KeepAlive-Request') || names.includes('Login-Request')),
  },
  {
    id: 'keep-alive-does-not-count',
    title: 'restarts the time for everything but KeepAlive-Request',
    requirements: ['CSP-KA-007'],
    change: countsOnly((names) => !names.includes('KeepAlive-Request')),
  },
  {
    id: 'keep-alive-unknown-session-404',
    title: 'refuses KeepAlive-Request in an unknown session with a code that means something else',
    requirements: ['CSP-KA-009'],
    change: mistakesCode(604, 404, 'KeepAlive-Request'),
  },
];
