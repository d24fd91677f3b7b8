/** Shell completion, made from the commands and options there are. */

/** A command as completion sees it. */
export interface Completed {
  /** Its words: `run`, `baseline update`. */
  readonly name: string;
  readonly description: string;
  /** Options in their long form: `--select`. */
  readonly options: readonly string[];
}

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

export function completionFor(shell: Shell, commands: readonly Completed[]): string {
  const write = { bash, zsh, fish }[shell];
  return `${write(commands).join('\n')}\n`;
}

const firstWords = (commands: readonly Completed[]) => [
  ...new Set(commands.map(({ name }) => name.split(' ')[0] ?? '')),
];
const under = (word: string, commands: readonly Completed[]) =>
  commands.flatMap(({ name }) => (name.startsWith(`${word} `) ? [name.slice(word.length + 1)] : []));

/** Cases of a shell's `case`: what may follow each command. */
function cases(commands: readonly Completed[]): string[] {
  return commands.map(({ name, options }) => {
    const words = [...under(name, commands), ...options, '--help'].join(' ');
    return `    ${JSON.stringify(name)}) words="${words}" ;;`;
  });
}

function bash(commands: readonly Completed[]): string[] {
  return [
    '# impsc completion bash > /etc/bash_completion.d/impsc, or: source <(impsc completion bash)',
    '_impsc() {',
    `  local current="\${COMP_WORDS[COMP_CWORD]}" command="\${COMP_WORDS[1]}" words=""`,
    `  case "\${COMP_WORDS[1]} \${COMP_WORDS[2]}" in`,
    ...commands
      .filter(({ name }) => name.includes(' '))
      .map(({ name }) => `    ${JSON.stringify(name)}) [ "$COMP_CWORD" -gt 2 ] && command=${JSON.stringify(name)} ;;`),
    '  esac',
    `  if [ "$COMP_CWORD" -eq 1 ]; then words="${firstWords(commands).join(' ')} --help --version"; else`,
    '  case "$command" in',
    ...cases(commands),
    '  esac; fi',
    '  COMPREPLY=($(compgen -W "$words" -- "$current"))',
    `  [ \${#COMPREPLY[@]} -eq 0 ] && COMPREPLY=($(compgen -f -- "$current"))`,
    '  return 0',
    '}',
    'complete -o filenames -F _impsc impsc',
  ];
}

function zsh(commands: readonly Completed[]): string[] {
  return [
    '#compdef impsc',
    `# impsc completion zsh > "\${fpath[1]}/_impsc", or: source <(impsc completion zsh)`,
    '_impsc() {',
    `  local command="\${words[2]}" words_of=""`,
    '  local candidates',
    `  if (( CURRENT == 2 )); then candidates=(${firstWords(commands).join(' ')} --help --version); compadd -a candidates; return; fi`,
    `  if (( CURRENT > 3 )); then case "\${words[2]} \${words[3]}" in`,
    ...commands
      .filter(({ name }) => name.includes(' '))
      .map(({ name }) => `    ${JSON.stringify(name)}) command=${JSON.stringify(name)} ;;`),
    '  esac; fi',
    '  case "$command" in',
    ...cases(commands).map((line) => line.replace('words=', 'words_of=')),
    '  esac',
    `  candidates=(\${=words_of}); compadd -a candidates; _files`,
    '}',
    'if [ "$funcstack[1]" = "_impsc" ]; then _impsc "$@"; else compdef _impsc impsc; fi',
  ];
}

function fish(commands: readonly Completed[]): string[] {
  const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  return [
    '# impsc completion fish > ~/.config/fish/completions/impsc.fish',
    ...commands.flatMap(({ name, description, options }) => {
      const [first = '', second] = name.split(' ');
      const when = second === undefined ? '__fish_use_subcommand' : `__fish_seen_subcommand_from ${first}`;
      const inside =
        second === undefined
          ? `__fish_seen_subcommand_from ${first}`
          : `__fish_seen_subcommand_from ${first}; and __fish_seen_subcommand_from ${second}`;
      return [
        `complete -c impsc -n ${quoted(when)} -a ${second ?? first} -d ${quoted(description)}`,
        ...options.map((option) => `complete -c impsc -n ${quoted(inside)} -l ${option.slice(2)}`),
      ];
    }),
  ];
}
