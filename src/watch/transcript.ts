/** The transcript of a finding: the message that caused it, and what the same party exchanged just before. */
import { contentOf } from '../conformance/monitors/sent.ts';
import type { Observed } from '../conformance/monitors/stream.ts';
import { entryOf, type Room, redactors } from '../conformance/transcripts/transcript.ts';
import type { Transcript } from '../results/results.ts';
import { type Loose, text } from './session.ts';

/** Elements of a login that are secret. */
const SECRET = ['Password', 'DigestBytes', 'SessionCookie'];

export function transcriptOf(
  key: string,
  about: { readonly requirement: string; readonly configuration: string },
  shown: readonly Observed[],
  room: Room,
): { readonly transcript: Transcript; clean(text: string): string } {
  const redactor = redactors([])({ secrets: shown.flatMap(secretsIn) });
  const entries = shown.map((observed, i) => ({ ...entryOf(observed, undefined, redactor, room), number: i + 1 }));
  const cause = shown.at(-1);
  const transcript: Transcript = {
    key,
    scenario: `exchange ${cause?.exchange.number ?? 0} of the traffic, of ${cause?.exchange.party ?? 'nobody'}`,
    feature: 'traffic',
    line: cause?.exchange.number ?? 0,
    configuration: about.configuration,
    requirements: [about.requirement],
    verdict: 'fail',
    steps: [],
    entries,
    findings: [],
  };
  return { transcript, clean: redactor.text };
}

function secretsIn({ request }: Observed): readonly string[] {
  return (request?.envelope?.transactions ?? [])
    .filter(({ primitive }) => primitive.name === 'Login-Request')
    .flatMap((login) => SECRET.flatMap((name) => text(contentOf<Loose>(login), name) ?? []))
    .filter((secret) => secret.length > 0);
}
