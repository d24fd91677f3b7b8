/** The terms of this project and of IMPS that a reader of a report meets first, in one or two sentences each. */

export interface GlossaryTerm {
  readonly term: string;
  readonly meaning: string;
}

const term = (name: string, meaning: string): GlossaryTerm => ({ term: name, meaning });

/** In the order of the alphabet. */
export const GLOSSARY: readonly GlossaryTerm[] = [
  term(
    'adapter',
    'A way to do to the implementation under test something that no client can: reset it, move its clock, add an account. A control program of the vendor may offer it.',
  ),
  term(
    'area',
    'The requirements of one subject, such as login or contact lists. Its steps, scenarios, defects and variants lie under one path.',
  ),
  term('baseline', 'A list of known failures with reasons. It changes the exit code of a run, never a verdict.'),
  term(
    'CIR',
    'Communication initiation request: a signal on a channel of its own by which the server asks the client to poll.',
  ),
  term(
    'claim',
    'The items that the vendor says the implementation has, in the ICS. Only requirements of claimed items apply.',
  ),
  term(
    'confidence',
    'How sure the sources of a statement are: high, medium or low. A requirement of low confidence is observed, never judged.',
  ),
  term(
    'configuration',
    'A version of CSP with a syntax and a bearer, such as 1.2-xml. Each requirement is checked in every configuration it applies to.',
  ),
  term('CSP', 'Client-server protocol: the messages between an IMPS client and its server.'),
  term(
    'deciding message',
    'The message on which the verdict of a check rests; the pointer goes to its element and octet.',
  ),
  term(
    'defect',
    'A fault put into the reference server on purpose. The scenarios of the requirements it names must fail because of it: this proves that they can.',
  ),
  term(
    'ERDEF',
    'Enabler release definition: the document that says, row by row, what an implementation of a release must have.',
  ),
  term('error', 'A verdict: the harness is at fault. The implementation is not judged by it.'),
  term(
    'four-way login',
    'A login with a digest: request, challenge with a nonce, request with the digest of password and nonce, response.',
  ),
  term('ICS', 'Implementation conformance statement: the claims of the vendor, in the file given with --iut.'),
  term(
    'inconclusive',
    'A verdict: the check could not be decided. The cause is named, and the one root where several have the same.',
  ),
  term('informative', 'A weight: the outcome is reported and never counts.'),
  term(
    'item',
    'A row of a conformance table: a feature with its status in each version. Its requirements say what the feature has to do.',
  ),
  term('IUT', 'Implementation under test.'),
  term(
    'IXIT',
    'Implementation extra information for testing: addresses, accounts, timers and limits, in the file given with --iut.',
  ),
  term(
    'kill matrix',
    'The defects against the requirements that failed because of them. A defect that nothing detects shows a weak scenario.',
  ),
  term('legal variant', 'Another behaviour that the standard allows. Every scenario must pass with it.'),
  term('level', 'MUST, SHOULD or MAY. A SHOULD that is not followed gives a note.'),
  term('MCF, OCF', 'Mandatory and optional features of the client, in a conformance table.'),
  term('monitor', 'A rule that watches every message of the implementation, whatever the scenario is about.'),
  term('MSF, OSF', 'Mandatory and optional features of the server, in a conformance table.'),
  term('not applicable', 'The claim, the version or an expression leaves it out.'),
  term('note', 'A mark: it passes, and something deserves a look, mostly a SHOULD that was not followed.'),
  term('observed', 'A mark: reported and not judged, since the sources are not sure enough.'),
  term(
    'open point',
    'A place where the sources disagree or are silent. Each has a reading by default and, where a choice is left, a switch in the ICS.',
  ),
  term('PA', 'Presence attributes: what a user or a client publishes about itself.'),
  term('Poll flag', 'T in an answer tells the client that more waits for it and that it should poll.'),
  term('primitive', 'A message by name, such as Login-Request. A transaction carries one.'),
  term('PTS', 'Plain text syntax: CSP in short texts, for SMS.'),
  term('reading', 'The meaning a run gives to an open point.'),
  term(
    'reference server',
    'The server of this project, held in memory. It shows that the scenarios can be met, and carries the defects.',
  ),
  term(
    'requirement',
    'One observable statement under an item, with level, sources and confidence. Its identifier never changes its meaning.',
  ),
  term(
    'round',
    'In the evaluation of a release definition: rows refer to each other, so false ones are struck again and again until nothing changes.',
  ),
  term('scenario', 'A test, written in steps that read as English. It cites the requirements it decides.'),
  term('SCR', 'Static conformance requirements: the tables of items.'),
  term('service tree', 'The functions that client and server agree on at the beginning of a session.'),
  term('SSP', 'Server-server protocol: the messages between the servers of two domains.'),
  term('status', 'Of an item in a version: M mandatory, O optional, C mandatory under a condition, NA not applicable.'),
  term('transcript', 'Everything that went over the wire in a scenario, with times. Verdicts follow from it.'),
  term('TRC', 'Transaction content: the namespace of primitives.'),
  term('untestable', 'A requirement for which the tester lacks means; the report says which.'),
  term('WBXML', 'Binary XML: tokens instead of tags. The tokens stand on code pages.'),
  term('weight', 'What a failure means for the answer: mandatory, optional or informative.'),
];

/** The term of a name; letter case does not matter. */
export function glossaryTerm(name: string): GlossaryTerm | undefined {
  const asked = name.toLowerCase();
  return GLOSSARY.find(({ term: known }) => known.toLowerCase().split(', ').includes(asked));
}
