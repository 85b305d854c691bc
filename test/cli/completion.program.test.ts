import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { commandLine } from "../../cli/command-line.ts";
import { candidates } from "../../cli/completion.ts";
import { root } from "../docs/markdown.ts";

const program = commandLine({ write: () => {}, log: () => {}, columns: () => ({}) });
const catalog = ["--catalog", "test/products/catalog"];

describe("a word is completed", () => {
  test.each<[words: readonly string[], found: readonly string[]]>([
    [["che"], ["check"]],
    [["check", "--ex"], ["--explain"]],
    [["check", "--explain", "--ex"], []],
    [
      ["check", "--format", ""],
      ["github", "json", "terminal"],
    ],
    [
      ["ci", "drift"],
      ["drift", "drift-issue"],
    ],
    [
      ["completion", ""],
      ["bash", "fish", "zsh"],
    ],
    [
      [...["check", ...catalog], "--env", ""],
      ["prod", "staging"],
    ],
    [["drift", ...catalog, "--stack", "st"], ["staging"]],
    [["oncall", ...catalog, "--service", "hastecrm/a"], ["hastecrm/api"]],
    [["oncall", ...catalog, "--severity", "c"], ["critical"]],
    [["show", ...catalog, "hastecrm/d"], ["hastecrm/database"]],
    [["show", "page"], ["pagerduty"]],
    [["oncall", ...catalog, "--catalog", "test/catalog", "--service", "hastecrm/a"], ["hastecrm/api"]],
    [["check", "--catalog", "nowhere", "--env", ""], []],
    [["check", "--catalog", "test"], []],
  ])("%j", (words, found) => {
    expect(candidates(program, words)).toEqual(found);
  });

  test("and every verb where there is none yet, but not what the shell asks", () => {
    expect(candidates(program, [""])).toEqual(expect.arrayContaining(["check", "ci", "review", "show"]));
    expect(candidates(program, ["compl"])).toEqual(["completion"]);
  });
});

const folder = mkdtempSync(join(tmpdir(), "slostack-completion-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, "slostack"), `#!/bin/sh\nexec "${process.execPath}" "${join(root, "cli/slostack.ts")}" "$@"\n`);
chmodSync(join(folder, "slostack"), 0o755);
const env = { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` };

/** What a shell prints that has just run the script which `slostack completion` printed for it. */
function shell(name: string, ask: string): string {
  const { stdout, stderr, status } = spawnSync(name, ["-c", ask], { cwd: root, env, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
const isInstalled = (name: string) => spawnSync(name, ["--version"]).error === undefined;

const inBash = (line: string): string =>
  shell(
    "bash",
    `eval "$(slostack completion bash)"; COMP_WORDS=(${line}); COMP_CWORD=$(( \${#COMP_WORDS[@]} - 1 )); _slostack; printf '%s\\n' "\${COMPREPLY[@]}"`,
  );

describe("in a real shell", () => {
  test("bash takes the function for the command, and asks it", () => {
    expect(shell("bash", 'eval "$(slostack completion bash)"; complete -p slostack')).toBe("complete -o default -F _slostack slostack\n");
    expect(inBash("slostack check --ex")).toBe("--explain\n");
    expect(inBash(`slostack check ${catalog.join(" ")} --env ''`)).toBe("prod\nstaging\n");
  });

  test.runIf(isInstalled("zsh"))("zsh reads the script", () => {
    expect(shell("zsh", 'autoload -U compinit; compinit -u; eval "$(slostack completion zsh)"; print $_comps[slostack]')).toBe(
      "_slostack\n",
    );
  });

  test.runIf(isInstalled("fish"))("fish asks for it", () => {
    expect(shell("fish", 'slostack completion fish | source; complete -C "slostack check --ex"')).toContain("--explain");
  });
});
