import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Context, Environment } from "../../../cli/ci/settings.ts";

/** A folder for one test, and a context of steps whose checkout is `checkout` below it. */
export function place(env: Environment = {}) {
  const folder = mkdtempSync(join(tmpdir(), "slostack-ci-"));
  const root = join(folder, "checkout");
  mkdirSync(root);
  const said: string[] = [];
  const context: Context = {
    env: { PATH: process.env.PATH, HOME: folder, SLOSTACK_CI_FOLDER: join(folder, "ci"), SLOSTACK_CI_PAUSE: "1", ...env },
    root,
    command: join(root, "cli/slostack.ts"),
    write: (text) => said.push(text),
  };
  return {
    folder,
    root,
    context,
    /** everything that the steps said */
    told: () => said.join(""),
    /** a file of the folder in which steps leave things; undefined where it is not there */
    left: (file: string): string | undefined => {
      try {
        return readFileSync(join(folder, "ci", file), "utf8");
      } catch {
        return undefined;
      }
    },
    leave: (file: string, content: unknown) => write(join(folder, "ci", file), content),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export function write(file: string, content: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
}

/** Runs git with a name of its own and no settings of the machine. */
export function git(cwd: string, ...args: readonly string[]): string {
  const who = {
    GIT_AUTHOR_NAME: "Kim",
    GIT_AUTHOR_EMAIL: "kim@example.com",
    GIT_COMMITTER_NAME: "Kim",
    GIT_COMMITTER_EMAIL: "kim@example.com",
  };
  const env = { PATH: process.env.PATH, HOME: cwd, GIT_CONFIG_NOSYSTEM: "1", ...who };
  return execFileSync("git", ["-C", cwd, ...args], { env, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
}

/** Writes files and commits all of them. Answers the commit. */
export function commit(cwd: string, files: Readonly<Record<string, string>>): string {
  for (const [name, text] of Object.entries(files)) write(join(cwd, name), text);
  git(cwd, "add", "--all");
  git(cwd, "commit", "--quiet", "--message", "change");
  return git(cwd, "rev-parse", "HEAD");
}

/** What GitHub answers about a pull request. */
export const pull = (number: number, sha: string, more: Readonly<Record<string, unknown>> = {}) => ({
  number,
  state: "open",
  user: { login: "author" },
  head: { sha, ref: "change", repo: { full_name: "acme/slo" } },
  base: { ref: "main", repo: { full_name: "acme/slo" } },
  ...more,
});

/** What GitHub answers of a pull request beside its reviews; nothing for other paths. */
export function besides(
  path: string,
  authors: readonly string[] = ["author"],
  pusher = "author",
  head = "",
): { body: unknown } | undefined {
  const mail = { email: "someone@example.com" };
  if (/\/pulls\/\d+\/commits/.test(path))
    return {
      body: authors.map((login) => ({ author: { login }, committer: { login }, commit: { author: mail, committer: mail, message: "" } })),
    };
  if (/\/issues\/\d+\/events/.test(path)) return { body: [] };
  return path.includes("/activity?") ? { body: [{ after: head, actor: { login: pusher } }] } : undefined;
}

/** The variables of a job at GitHub whose API and git are on this machine. */
export const atGitHub = (api: string, server = "https://github.example.com"): Environment => ({
  GITHUB_REPOSITORY: "acme/slo",
  GITHUB_TOKEN: "t0ken",
  GITHUB_API_URL: api,
  GITHUB_SERVER_URL: server,
  GITHUB_RUN_ID: "99",
});
