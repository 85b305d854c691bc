import { Argument, type Command } from "commander";
import { withExamples } from "../options.ts";
import type { Io } from "./io.ts";

/**
 * What each shell runs when it starts: a function that hands the words up to the cursor to `slostack complete`, so that
 * verbs, options and what the catalog names are said in one place.
 */
const scripts = {
  bash: `_slostack() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do COMPREPLY+=("$line"); done < <(slostack complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _slostack slostack
`,
  zsh: `_slostack() {
  local -a found
  found=("\${(@f)$(slostack complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "$found[1]" ]]; then compadd -- $found; else _files; fi
}
compdef _slostack slostack
`,
  fish: `complete -c slostack -a '(slostack complete -- (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'
`,
} as const;

/** `completion`, which a person types once, and `complete`, which the shell asks. */
export function addCompletionVerbs(program: Command, { write }: Io): void {
  withExamples(program.command("completion"), "completion bash >> ~/.bashrc", "completion zsh >> ~/.zshrc")
    .description("print what a shell needs to complete verbs, options, and names of the catalog")
    .addArgument(new Argument("<shell>", "the shell").choices(Object.keys(scripts)))
    .action((shell: keyof typeof scripts) => write(scripts[shell]));

  program
    .command("complete", { hidden: true })
    .argument("[words...]", "the words of the command up to the cursor")
    .action(async (words: readonly string[]) => {
      const { candidates } = await import("../completion.ts");
      for (const word of candidates(program, words)) write(`${word}\n`);
    });
}
