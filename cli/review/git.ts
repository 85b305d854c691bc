import { type ExecFileException, execFile } from "node:child_process";

/** What git said when it could not do what was asked; the message is its own first line. */
export class GitFault extends Error {
  readonly missing: boolean;
  /** the command that git itself advises */
  readonly advice: string | undefined;
  constructor(message: string, { missing = false, advice }: { readonly missing?: boolean; readonly advice?: string | undefined } = {}) {
    super(message);
    this.name = "GitFault";
    this.missing = missing;
    this.advice = advice;
  }
}

/** Bytes of one answer of git: a listing or the files of one revision, never a whole history. */
const mostBytes = 256 * 1024 * 1024;

/**
 * Nothing is asked of a terminal, fetched in passing or written into the repository, and no variable that an outer git
 * set (in a hook, for example) leads to another repository.
 */
function quietEnvironment(): NodeJS.ProcessEnv {
  const { GIT_DIR: _dir, GIT_WORK_TREE: _tree, GIT_INDEX_FILE: _index, GIT_PREFIX: _prefix, ...rest } = process.env;
  return {
    ...rest,
    LC_ALL: "C",
    GIT_TERMINAL_PROMPT: "0",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_NO_LAZY_FETCH: "1",
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_LITERAL_PATHSPECS: "1",
  };
}

/**
 * Runs git and answers what it printed.
 *
 * @param input what it reads from its standard input
 * @throws GitFault when it fails, or is not there
 */
export function git(folder: string, args: readonly string[], input = ""): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const settings = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"];
    const run = execFile(
      "git",
      [...settings, "-C", folder, ...args],
      { encoding: "buffer", env: quietEnvironment(), maxBuffer: mostBytes },
      (fault, stdout, stderr) => (fault ? reject(faultOf(fault, stderr.toString("utf8"))) : resolve(stdout)),
    );
    // If git ends early, nothing reads; its error is reported above.
    run.stdin?.on("error", () => {});
    run.stdin?.end(input);
  });
}

/** As {@link git}, one text without the line break at its end. */
export async function line(folder: string, args: readonly string[]): Promise<string> {
  return (await git(folder, args)).toString("utf8").replace(/\n$/, "");
}

/** As {@link line}; nothing where git fails. @throws GitFault when there is no git */
export async function lineIfAny(folder: string, args: readonly string[]): Promise<string | undefined> {
  try {
    return await line(folder, args);
  } catch (fault) {
    if (fault instanceof GitFault && !fault.missing) return undefined;
    throw fault;
  }
}

function faultOf(fault: ExecFileException, said: string): GitFault {
  if (fault.code === "ENOENT") return new GitFault("git is not on PATH; a review reads revisions with it", { missing: true });
  const [first = fault.message] = said.split("\n").filter((text) => text.trim() !== "");
  // Advice is indented below the error, as `git config --global --add safe.directory …` where the folder has another owner.
  const advice = /^\s+(git .+)$/m.exec(said)?.[1];
  return new GitFault(first.replace(/^(?:fatal|error): /, ""), { advice });
}
