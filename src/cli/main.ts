#!/usr/bin/env node
/** The command line. Each command is a file of its own, loaded when it is used. */
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError, Option } from 'commander';
import { SYNTAXES } from '../protocol/configuration.ts';
import { VERSIONS } from '../protocol/version.ts';
import { type Completed, completionFor, SHELLS } from './completion.ts';
import { complain, EXIT_CODES, UsageError } from './failure.ts';
import { FORMATS } from './formats.ts';
import { findProject } from './project.ts';

type Action<O> = (options: O, ...args: string[]) => Promise<number>;

/** Loads a command and sets the exit code it returns. */
function lazily<O>(load: () => Promise<Action<O>>) {
  return async (...parameters: unknown[]): Promise<void> => {
    // Commander hands over the arguments, the options and the command.
    const args = parameters
      .slice(0, -2)
      .flat()
      .filter((p): p is string => typeof p === 'string');
    const options = parameters.at(-2) as O;
    try {
      const action = await load();
      process.exitCode = await action(options, ...args);
    } catch (error) {
      process.exitCode = complain(error);
    }
  };
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('a whole number from 0 is needed');
  return value;
}
function positive(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError('a number above 0 is needed');
  return value;
}
/** One more value of an option that may be repeated. */
function another(text: string, before: readonly string[]): string[] {
  return [...before, text];
}

function several(values: readonly string[]) {
  return (text: string, before: readonly string[] = []): string[] => {
    const parts = text.split(',').map((p) => p.trim());
    const wrong = parts.find((p) => !values.includes(p));
    if (wrong !== undefined) throw new InvalidArgumentError(`"${wrong}" is none of ${values.join(', ')}`);
    return [...before, ...parts];
  };
}

// Whoever reads what is printed may stop reading (`impsc run | head`); the run goes on and its reports are written.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

const program = new Command('impsc')
  .description('Does this implementation do what OMA IMPS (Wireless Village) 1.1, 1.2 and 1.3 say?')
  .showHelpAfterError('("impsc --help" and "impsc COMMAND --help" say more)')
  .showSuggestionAfterError()
  .exitOverride()
  // After a command, --version names versions of the protocol.
  .enablePositionalOptions()
  .version(`imps-conformance ${findProject().version}`, '-V, --version', 'the version of this program')
  .addHelpText('after', `\n${EXIT_CODES}`);

program
  .command('run')
  .description('run the suite against an implementation; without --iut against the reference server')
  .option('--iut <file>', 'ICS/IXIT file of the implementation under test ("impsc init" writes one)')
  .option(
    '--defect <id>',
    'with a seeded defect of the reference server, to see a failing report ("impsc defects --list")',
  )
  .option('--variant <id>', 'with a legal variant of the reference server, which must pass')
  .addOption(
    new Option('--role <side>', 'without --iut: the reference server, or the simulated client').choices([
      'server',
      'client',
    ]),
  )
  .option('--select <expr>', 'requirements, items, areas, tables or feature files; and, or, not, ( ), patterns with *')
  .option('--version <list>', `only these versions: ${VERSIONS.join(', ')}`, several(VERSIONS))
  .option('--syntax <list>', `only these syntaxes: ${SYNTAXES.join(', ')}`, several(SYNTAXES))
  .option(
    '--only-failed <result>',
    'run only what failed or was open in this earlier result, and merge it into one result that names both runs',
  )
  .addOption(
    new Option(
      '--matrix <selection>',
      'covering: one syntax where that is enough; full: every scenario in every version and syntax that has it',
    ).choices(['covering', 'full']),
  )
  .option('--seed <number>', 'order of the scenarios; the same seed gives the same order', wholeNumber)
  .option('--baseline <file>', 'file of expected failures with their reasons')
  .option(
    '--laboratory <file>',
    'remarks and waivers of the laboratory; without it NAME.laboratory.yaml beside NAME.yaml of --iut',
  )
  .option('--certification', 'certification run: exit code 3 if any applicable requirement could not be tested')
  .option(
    '--real-time',
    'wait where time must pass for the implementation, and its clock cannot be moved; takes minutes more',
  )
  .option('--out <folder>', 'folder the results are written to', 'reports/latest')
  .addOption(
    new Option('--format <list>', `reports beside results.json: ${FORMATS.join(', ')}`).argParser(several(FORMATS)),
  )
  .option('--profile <name>', 'what a named profile selects ("impsc profile save"); robustness: malformed messages')
  .option('--profiles <file>', 'file of the profiles; without it impsc.profiles.yaml')
  .option('--messages <number>', 'malformed messages of --profile robustness; default: 2000', wholeNumber)
  .option('--message <number>', 'only this message of --profile robustness, with the --seed of its run', wholeNumber)
  .option('--fail-fast', 'end at the first requirement that counts and fails, unless the baseline expects it')
  .option('--json', 'one JSON object on standard output instead of the report; progress goes to standard error')
  .option('--verbose', 'a line for each scenario')
  .option('--quiet', 'no progress, only the report at the end')
  .option(
    '--jobs <number>',
    'processes to share the scenarios, with the embedded server only; default: one for each processor',
    wholeNumber,
  )
  .option(
    '--lanes <number>',
    'run scenarios side by side, each lane with users of its own; default: as many as the IXIT has sets of accounts',
    wholeNumber,
  )
  .option('--shard <i/n>', 'run one of n parts, to be put together by "impsc merge"; the seed is 1 unless it is given')
  .option('--pace <number>', 'requests a second at most, all lanes together', positive)
  .addOption(new Option('--helper').hideHelp())
  .addOption(new Option('--turned <number>').argParser(wholeNumber).hideHelp())
  .addHelpText(
    'after',
    `
Examples:
  $ impsc run                                    the whole suite against the reference server
  $ impsc run --iut server.yaml --out reports/server
  $ impsc run --select CSP-LOG --version 1.2     one area in one version
  $ impsc run --select "csp-server and not CSP-LOG-00*"
  $ impsc run --select features/csp/access/keep-alive.feature:8
  $ impsc run --defect keep-alive-202 --select CSP-KA      a failing report in a minute
  $ impsc run --iut server.yaml --baseline known.yaml --seed 7
  $ impsc run --only-failed reports/server --out reports/server
  $ impsc run --iut server.yaml --profile robustness --messages 20000

${EXIT_CODES}`,
  )
  .action(lazily(async () => (await import('./commands/run.ts')).runCommand));

program
  .command('certify')
  .description('run the suite by the rules of a certification, and write one archive that others can verify')
  .option('--iut <file>', 'ICS/IXIT file of the implementation under test, with version, build and laboratory')
  .option('--results <folder>', 'make the archive of this finished run, and run nothing')
  .option('--bundle <file>', 'the archive; default: bundle.imps.zip in the folder of the results')
  .option(
    '--key <file>',
    'private ed25519 key (PEM) to sign with; else the key in the variable IMPSC_SIGNING_KEY, if any',
  )
  .option('--select <expr>', 'as for "impsc run"; makes it a development run')
  .option('--version <list>', `only these versions: ${VERSIONS.join(', ')}`, several(VERSIONS))
  .option('--syntax <list>', `only these syntaxes: ${SYNTAXES.join(', ')}`, several(SYNTAXES))
  .option('--seed <number>', 'order of the scenarios', wholeNumber)
  .option('--baseline <file>', 'file of expected failures; makes it a development run')
  .option(
    '--laboratory <file>',
    'remarks and waivers of the laboratory; without it NAME.laboratory.yaml beside NAME.yaml of --iut',
  )
  .addOption(new Option('--defect <id>').hideHelp())
  .addOption(new Option('--variant <id>').hideHelp())
  .option('--real-time', 'wait where time must pass for the implementation, and its clock cannot be moved')
  .option('--out <folder>', 'folder the results are written to', 'reports/certification')
  .option('--quiet', 'no progress, only the report at the end')
  .option('--jobs <number>', 'processes to share the scenarios, with the embedded server only', wholeNumber)
  .addHelpText(
    'after',
    `
A run that breaks a rule is stamped a development run, with the reasons; it certifies nothing.

Examples:
  $ impsc certify --iut server.yaml --key laboratory.pem
  $ impsc verify reports/certification/bundle.imps.zip

Exit codes:
  0  a certificate
  1  not conformant
  2  wrong usage or configuration
  3  a development run: something was not run, not decided, or not stated
  4  error of the harness`,
  )
  .action(lazily(async () => (await import('./commands/certify.ts')).certifyCommand));

program
  .command('verify')
  .description('check an archive of "impsc certify" without a network: hashes, signature, schema, and every verdict')
  .argument('<bundle>', 'the archive')
  .option('--key <file>', 'ed25519 key (PEM) of the laboratory: the archive has to be signed with it')
  .option('--hashes', 'check hashes, signature and schema only, and judge nothing again')
  .option('--json', 'as JSON')
  .addHelpText(
    'after',
    `
Examples:
  $ impsc verify server.imps.zip
  $ impsc verify server.imps.zip --key laboratory.pub.pem

Exit codes:
  0  it is what was written
  1  a part was altered, is missing or was added, the signature is wrong, or a verdict differs
  2  wrong usage, or no archive that this program can read`,
  )
  .action(lazily(async () => (await import('./commands/verify.ts')).verifyCommand));

program
  .command('rejudge')
  .description('judge a finished run again from its transcripts, by the rules of this version; nothing is connected to')
  .argument('<result>', 'results.json of a run, its folder, or an archive of "impsc certify"')
  .option('--out <folder>', 'write the reports of the new verdicts there')
  .option('--json', 'the differences as JSON')
  .addHelpText(
    'after',
    `
Examples:
  $ impsc rejudge server.imps.zip
  $ impsc rejudge reports/latest --out reports/rejudged

Exit codes:
  0  the same verdicts
  1  a verdict or something else differs; each difference is named
  2  wrong usage, or a result that cannot be judged again`,
  )
  .action(lazily(async () => (await import('./commands/rejudge.ts')).rejudgeCommand));

const report = program
  .command('report')
  .description('write the reports of a folder once more, or those of a run that was killed, from its journal')
  .argument('[folder]', 'where "impsc run" wrote to', 'reports/latest')
  .addOption(new Option('--format <list>', `reports: ${FORMATS.join(', ')}`).argParser(several(FORMATS)))
  .addHelpText('after', `\nExamples:\n  $ impsc report reports/server\n\n${EXIT_CODES}`)
  .action(lazily(async () => (await import('./commands/report.ts')).reportCommand));

report
  .command('allure')
  .description('make the page of Allure from a result; needs Java and allure-commandline')
  .argument('[folder]', 'where "impsc run" wrote to', 'reports/latest')
  .option('--page <folder>', 'folder of the page; without it allure-report beside the result')
  .addHelpText(
    'after',
    `
Without Java the result files of Allure ("--format allure") can still be read by any Allure elsewhere.

Examples:
  $ impsc report allure reports/server

Exit codes:
  0  written, whatever the results say
  2  wrong usage, no result, or no Java or allure-commandline`,
  )
  .action(lazily(async () => (await import('./commands/allure.ts')).allureCommand));

program
  .command('merge')
  .description('put the shards of a run together into one result, as if it had been run in one piece')
  .argument('<folders...>', 'folders of the shards ("impsc run --shard 1/3 --out ...")')
  .option('--baseline <file>', 'file of expected failures with their reasons')
  .option('--out <folder>', 'folder the results are written to', 'reports/latest')
  .addOption(new Option('--format <list>', `reports: ${FORMATS.join(', ')}`).argParser(several(FORMATS)))
  .addHelpText(
    'after',
    `
A shard that is missing or ended early leaves the result incomplete (exit code 3).

Examples:
  $ impsc merge reports/shard-1 reports/shard-2 reports/shard-3 --out reports/server

${EXIT_CODES}`,
  )
  .action(lazily(async () => (await import('./commands/merge.ts')).mergeCommand));

program
  .command('compare')
  .description('hold a run against an earlier one: new failures, mended, newly open, no longer tested')
  .argument('<before>', 'results.json of the earlier run, or its folder')
  .argument('<after>', 'results.json of the later run, or its folder')
  .option('--only-common', 'what the later run did not test makes nothing worse')
  .option('--json', 'as JSON (docs/compare.md)')
  .option('--markdown', 'as Markdown, for a pull request')
  .option('--html <file>', 'as a page, written to a file beside what is printed')
  .addHelpText(
    'after',
    `
Examples:
  $ impsc compare reports/main reports/branch
  $ impsc compare before.json after.json --markdown > comment.md
  $ impsc compare before.json after.json --html compared.html

Exit codes:
  0  nothing is worse
  1  something is worse, is no longer tested, or nothing was judged in both runs
  2  wrong usage, a file that is not the result of a run`,
  )
  .action(lazily(async () => (await import('./commands/compare.ts')).compareCommand));

program
  .command('matrix')
  .description('put results of several implementations side by side, as one HTML file')
  .argument('<results...>', 'results.json of runs, or their folders')
  .option('--out <file>', 'file to write', 'reports/matrix.html')
  .addHelpText(
    'after',
    `
Examples:
  $ impsc matrix reports/ours reports/theirs
  $ impsc matrix reports/*/results.json --out matrix.html

Exit codes:
  0  written, whatever the results say
  2  wrong usage, a file that is not the result of a run`,
  )
  .action(lazily(async () => (await import('./commands/matrix.ts')).matrixCommand));

const baseline = program
  .command('baseline')
  .description('known failures and why they are accepted: write them from a result, or hold a result against them');

baseline
  .command('update')
  .description('add what fails in a result to a baseline; each new entry needs a reason written by you')
  .option('--results <folder>', 'folder of a run, or its results.json', 'reports/latest')
  .option('--baseline <file>', 'the file; it is made if there is none')
  .option('--open', 'add what stays open as well, with the verdict inconclusive')
  .option('--prune', 'take out entries that pass again')
  .addHelpText(
    'after',
    `
Reasons, order and comments of the file are kept. "impsc run" refuses an entry until its reason is written.

Examples:
  $ impsc baseline update --results reports/server --baseline known.yaml

Exit codes:
  0  written, or nothing to write
  2  wrong usage, a file that cannot be used`,
  )
  .action(lazily(async () => (await import('./commands/baseline.ts')).baselineUpdateCommand));

baseline
  .command('check')
  .description('hold a result against a baseline without running anything')
  .option('--results <folder>', 'folder of a run, or its results.json', 'reports/latest')
  .option('--baseline <file>', 'the file')
  .addHelpText(
    'after',
    `\nExamples:\n  $ impsc baseline check --results reports/server --baseline known.yaml\n\n${EXIT_CODES}`,
  )
  .action(lazily(async () => (await import('./commands/baseline.ts')).baselineCheckCommand));

program
  .command('schema')
  .description('print the JSON Schema of a file: results, bundle, comparison, baseline, laboratory')
  .argument('<name>', 'results, bundle, comparison, baseline or laboratory')
  .addHelpText('after', '\nExamples:\n  $ impsc schema results > results.schema.json')
  .action(lazily(async () => (await import('./commands/schema.ts')).schemaCommand));

program
  .command('flaky')
  .description('run the same scenarios several times, each time in another order, and name what wavers')
  .option('--runs <number>', 'runs, with one seed after the other', wholeNumber, 5)
  .option('--seed <number>', 'seed of the first run', wholeNumber, 1)
  .option('--iut <file>', 'ICS/IXIT file; without it each run has a reference server of its own')
  .option('--select <expr>', 'as for "impsc run"')
  .option('--version <list>', `only these versions: ${VERSIONS.join(', ')}`, several(VERSIONS))
  .option('--syntax <list>', `only these syntaxes: ${SYNTAXES.join(', ')}`, several(SYNTAXES))
  .option('--json', 'as JSON')
  .addHelpText(
    'after',
    `
Examples:
  $ impsc flaky --iut server.yaml --runs 10
  $ impsc flaky --select CSP-OFF --version 1.2

Exit codes:
  0  the same verdicts in all runs, whatever they are
  1  something wavers
  2  wrong usage or configuration
  3  a run ended early or judged nothing
  4  error of the harness`,
  )
  .action(lazily(async () => (await import('./commands/flaky.ts')).flakyCommand));

const profile = program.command('profile').description('named selections, kept in a file of your project');

profile
  .command('save')
  .description('save a selection under a name')
  .argument('<name>', 'letters, digits, hyphens')
  .option('--select <expr>', 'as for "impsc run"')
  .option('--version <list>', `only these versions: ${VERSIONS.join(', ')}`, several(VERSIONS))
  .option('--syntax <list>', `only these syntaxes: ${SYNTAXES.join(', ')}`, several(SYNTAXES))
  .option('--profiles <file>', 'file of the profiles; without it impsc.profiles.yaml')
  .addHelpText('after', '\nExamples:\n  $ impsc profile save smoke --select "CSP-LOG or CSP-KA" --version 1.2')
  .action(lazily(async () => (await import('./commands/profile.ts')).profileSaveCommand));

profile
  .command('list')
  .description('list the profiles')
  .option('--profiles <file>', 'file of the profiles; without it impsc.profiles.yaml')
  .action(lazily(async () => (await import('./commands/profile.ts')).profileListCommand));

program
  .command('version')
  .description('the version of this program, of Node, and of the catalogue')
  .option('--json', 'as JSON')
  .action(lazily(async () => (await import('./commands/version.ts')).versionCommand));

program
  .command('completion')
  .description('print a completion script for a shell')
  .argument('<shell>', SHELLS.join(', '))
  .addHelpText('after', '\nExamples:\n  $ source <(impsc completion bash)')
  .action(
    lazily(async () => async (_options: object, name = '') => {
      const shell = SHELLS.find((one) => one === name);
      if (shell === undefined) throw new UsageError(`"${name}" is none of ${SHELLS.join(', ')}`);
      process.stdout.write(completionFor(shell, completed(program.commands, '')));
      return 0;
    }),
  );

program
  .command('list')
  .description('list what the suite knows: areas, items, requirements, scenarios, primitives')
  .argument('[what]', 'areas, items, requirements, scenarios, primitives or tables', 'areas')
  .option('--select <expr>', 'as for "impsc run"')
  .option('--json', 'as JSON')
  .option('--markdown', 'the page docs/primitives.md, of primitives')
  .addHelpText(
    'after',
    '\nExamples:\n  $ impsc list items\n  $ impsc list requirements --select CSP-KA\n  $ impsc list scenarios --select IMPS-CSP-S-LOGIN',
  )
  .action(lazily(async () => (await import('./commands/list.ts')).listCommand));

program
  .command('show')
  .description('show one thing with all that belongs to it, and the places where it stands')
  .argument('<id>', 'for instance CSP-LOG-001, IMPS-CSP-S-LOGIN, CSP-LOG, keep-alive-202, Login-Request, 531, AMB-011')
  .option('--json', 'as JSON')
  .addHelpText(
    'after',
    `
Knows requirements, items, areas, tables, ERDEF rows, ambiguities, sources, seeded defects, legal variants,
monitors, primitives, elements, presence attributes and status codes.

Examples:
  $ impsc show CSP-LOG-001
  $ impsc show keep-alive-202
  $ impsc show Login-Request --json
  $ impsc show OnlineStatus`,
  )
  .action(lazily(async () => (await import('./commands/show.ts')).showCommand));

program
  .command('init')
  .description('write a commented ICS/IXIT file to fill in')
  .argument('[file]', 'where to', 'iut.yaml')
  .option('--force', 'overwrite a file that exists')
  .option('--probe <url>', 'log in at this address in every version and syntax, and write what is offered as claims')
  .option(
    '--account <user=password>',
    'a user for --probe, its password as env:NAME or file:PATH; up to four: alice, bob, carol, dave',
    another,
    [],
  )
  .addHelpText(
    'after',
    `
Without --account the users of the example file are tried.

Examples:
  $ impsc init
  $ impsc init our-server.yaml && impsc review our-server.yaml
  $ impsc init our-server.yaml --probe http://127.0.0.1:8080/ --account wv:ada@example.com=env:ADA_PASSWORD

Exit codes:
  0  written
  1  no user can log in at that address; nothing is written
  2  wrong usage
  3  nothing answers there; nothing is written`,
  )
  .action(lazily(async () => (await import('./commands/init.ts')).initCommand));

program
  .command('review')
  .description('review of an ICS/IXIT file: what the claims imply, what contradicts, what cannot be tested')
  .argument('<file>', 'the ICS/IXIT file')
  .option('--connect', 'reach the server as well: log every account in, hold what it negotiates against the claims')
  .option('--plan', 'print the test plan: every scenario in words, in order; --connect does, too')
  .option('--seed <number>', 'order of the test plan, as for "impsc run"; 1 unless it is given', wholeNumber)
  .option('--json', 'as JSON')
  .addHelpText(
    'after',
    `
Examples:
  $ impsc review server.yaml
  $ impsc review server.yaml --connect --seed 7

Exit codes:
  0  nothing stands against a run
  1  the claims cannot hold, an account cannot log in, or the server does not offer what is claimed
  2  wrong usage, a file that cannot be used
  3  nothing answers`,
  )
  .action(lazily(async () => (await import('./commands/review.ts')).reviewCommand));

program
  .command('explore')
  .description('open the standard and the runs in a browser: begin runs there, and watch them')
  .option('--iut <file>', 'ICS/IXIT file of the implementation under test; without it the reference server')
  .option('--port <number>', 'port to listen on; 0 for any', wholeNumber, 8090)
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .option('--out <folder>', 'folder the reports of each run are written to', 'reports/explore')
  .addHelpText(
    'after',
    '\nCtrl-C ends it, after the scenario that is on.\n\nExamples:\n  $ impsc explore\n  $ impsc explore --iut server.yaml --port 0',
  )
  .action(lazily(async () => (await import('./commands/explore.ts')).exploreCommand));

program
  .command('serve')
  .description('run the reference server alone')
  .option('--accounts <file>', 'YAML file with the users; without it alice, bob, carol and dave')
  .option('--port <number>', 'port to listen on; 0 for any', wholeNumber, 8080)
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .option(
    '--page <port>',
    'workbench: live page and control interface on this port of loopback; 0 for any',
    wholeNumber,
  )
  .option('--settings <file>', 'YAML file with settings of the server; --print-settings prints all with their defaults')
  .option('--print-settings', 'print every setting with its default, and end')
  .option('--script <file>', 'YAML file with switches and actions and when they are due')
  .option('--log <file>', 'append a line for each exchange to this file')
  .option('--state <file>', 'keep accounts and switches over a restart in this file')
  .option('--strict', 'refuse what the server does not know, instead of carrying on')
  .option('--quiet', 'no line for each exchange')
  .option('--verbose', 'with each exchange what was found in it, and both messages')
  .option('--lanes <number>', 'sets of users to serve, for a run in as many lanes', wholeNumber)
  .option('--delay <ms>', 'milliseconds before each answer, as of a server far away', wholeNumber)
  .option('--defect <id>', 'serve a seeded defect ("impsc defects --list")')
  .option('--variant <id>', 'serve a legal variant')
  .option('--describe <file>', 'write an ICS/IXIT file that describes the server, for "impsc run --iut"')
  .option('--peer <domain=url>', 'carry messages to and from the server of another domain; repeatable', another, [])
  .option('--dialect <file>', 'dialect of the server-server protocol; without it that of the project')
  .option('--cert <file>', 'speak TLS: the certificate (PEM)')
  .option('--key <file>', 'the key of that certificate (PEM)')
  .option('--client-ca <file>', 'demand a certificate of clients, of this authority (PEM)')
  .option('--cir <list>', 'call clients for what waits: tcp, udp, http, wap (push over UDP), as they ask for it')
  .option('--cir-port <number>', 'port for calls over TCP; default: any', wholeNumber)
  .option('--cir-address <address>', 'address told to clients for calls, if it is not that of --host')
  .addHelpText(
    'after',
    '\nCtrl-C ends it.\n\nExamples:\n  $ impsc serve\n  $ impsc serve --accounts users.yaml --port 0\n  $ impsc serve --defect keep-alive-202\n  $ impsc serve --cir tcp,udp,http\n  $ impsc serve --describe served.yaml     then, elsewhere: impsc run --iut served.yaml',
  )
  .action(lazily(async () => (await import('./commands/serve.ts')).serveCommand));

program
  .command('monitor')
  .description('stand between a client and a server, pass everything on, and judge both by what passes')
  .option('--listen <address>', 'where clients connect: host:port, or a port of the loopback interface')
  .option('--upstream <url>', 'the server everything is passed on to')
  .option('--from <file>', 'judge a recording instead: results.json of a run, HAR, pcap or pcapng of plain HTTP')
  .option('--anonymise <file>', 'of a recording: write it as HAR without names, texts and secrets, and judge nothing')
  .option('--out <folder>', 'folder the reports are written to', 'reports/monitor')
  .addOption(
    new Option('--format <list>', `reports beside results.json: ${FORMATS.join(', ')}`).argParser(several(FORMATS)),
  )
  .addOption(
    new Option('--fail-on <what>', 'exit code 1 for failures alone, or for notes as well')
      .choices(['fail', 'note'])
      .default('fail'),
  )
  .option('--baseline <file>', 'file of expected failures with their reasons')
  .option('--cert <file>', 'speak TLS to clients: the certificate (PEM)')
  .option('--key <file>', 'the key of that certificate (PEM)')
  .option('--ca <file>', 'certificates (PEM) an https server is trusted by, instead of the usual ones')
  .option('--insecure', 'take any certificate of the server')
  .option('--quiet', 'no line for each finding')
  .addHelpText(
    'after',
    `
Ctrl-C ends it and writes the report.

Examples:
  $ impsc monitor --listen 8081 --upstream http://127.0.0.1:8080/
  $ impsc monitor --from capture.pcap --out reports/capture
  $ impsc monitor --from capture.pcap --anonymise shown.har
  $ impsc monitor --listen 0.0.0.0:8443 --cert our.pem --key our.key --upstream https://imps.example.com/csp

${EXIT_CODES}`,
  )
  .action(lazily(async () => (await import('./commands/monitor.ts')).monitorCommand));

program
  .command('new')
  .description('lay out a requirement with scenario, step and defect, to be filled in; in a checkout of the sources')
  .argument('<kind>', 'requirement')
  .argument('<area>', 'for instance CSP-LOG ("impsc list areas")')
  .addHelpText('after', '\nExamples:\n  $ impsc new requirement CSP-KA')
  .action(lazily(async () => (await import('./commands/new.ts')).newCommand));

program
  .command('lint')
  .description('hold the catalogue, the feature files and the steps against each other')
  .action(lazily(async () => (await import('./commands/lint.ts')).lintCommand));

program
  .command('defects')
  .description('switch the seeded defects on, one after the other, and write the kill matrix; then the legal variants')
  .option('--select <expr>', 'as for "impsc run", and defects and variants by their ids: only these')
  .option('--no-variants', 'leave the legal variants out')
  .option('--list', 'only list what there is')
  .option('--thorough', 'legal variants in every version and syntax, not in one: takes minutes')
  .option('--jobs <number>', 'processes to share the work; default: one for each processor', wholeNumber)
  .addOption(new Option('--worker').hideHelp())
  .option('--out <folder>', 'folder kill-matrix.json is written to', 'reports/latest')
  .option('--quiet', 'no progress')
  .addHelpText(
    'after',
    '\nExit code 1 if a defect is not detected or makes other requirements fail, or if a legal variant fails.\n\nExamples:\n  $ impsc defects\n  $ impsc defects --select CSP-KA-*\n  $ impsc defects --list',
  )
  .action(lazily(async () => (await import('./commands/defects.ts')).defectsCommand));

/** The commands as completion sees them. */
function completed(commands: readonly Command[], before: string): readonly Completed[] {
  return commands.flatMap((command) => {
    const name = `${before}${command.name()}`;
    const options = command.options.flatMap(({ long, hidden }) =>
      hidden || long === undefined || long === null ? [] : [long],
    );
    return [{ name, description: command.description(), options }, ...completed(command.commands, `${name} `)];
  });
}

/** Carries out one command, and returns its exit code. */
export async function impsc(args: readonly string[]): Promise<number> {
  process.exitCode = 0;
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    // Commander has said what was wrong; --help is no error.
    const code = (error as { code?: string; exitCode?: number }).exitCode ?? 1;
    process.exitCode = code === 0 ? 0 : 2;
  }
  return Number(process.exitCode);
}

const [, started] = process.argv;
if (started !== undefined && realpathSync(started) === fileURLToPath(import.meta.url)) {
  process.exitCode = await impsc(process.argv.slice(2));
}
