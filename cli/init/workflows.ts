import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Composed } from "./compose.ts";

/** Where the CI of a repository runs. */
export const hosts = ["github", "gitlab"] as const;
export type Host = (typeof hosts)[number];

const root = join(import.meta.dirname, "..", "..");

/**
 * The CI of a repository that installs slostack: the workflows of this project, with the steps as commands of the package, with the
 * programs that slostack builds in a cache, and without the tests of slostack itself.
 */
export function workflows(host: Host): Composed[] {
  if (host === "gitlab") return [{ path: ".gitlab-ci.yml", text: forGitLab(readFileSync(join(root, "docs", "ci.md"), "utf8")) }];
  const folder = join(root, ".github", "workflows");
  return readdirSync(folder)
    .sort()
    .map((name) => ({ path: `.github/workflows/${name}`, text: forGitHub(name, readFileSync(join(folder, name), "utf8")) }));
}

function forGitHub(name: string, text: string): string {
  const own =
    name === "deploy.yml" ? without(text, [/\n {2}# What deploys it: [\s\S]*?(?=\n {2}staging:)/, "", /\[check, test\]/, "check"]) : text;
  return withPrograms(commands(own), name === "deploy.yml");
}

function forGitLab(page: string): string {
  const [, text = ""] = /^```yaml\n(stages:[\s\S]*?)^```$/m.exec(page) ?? [];
  return commands(
    without(text, [
      /(?: {4}- npm (?:test|run lint|run typecheck)\n)+/,
      "",
      /(?<=^variables:\n)/m,
      "  SLOSTACK_CACHE: $CI_PROJECT_DIR/.cache/slostack\n",
      /(?<=^default:\n)/m,
      "  # Programs that slostack builds once, which needs Go in the image.\n  cache: { key: { files: [package-lock.json] }, paths: [.cache/slostack] }\n",
    ]),
  );
}

/** @param changes a pattern and what stands in its place, by turns. @throws Error for a pattern that is not in the text */
function without(text: string, changes: readonly (RegExp | string)[]): string {
  const [pattern, instead, ...rest] = changes;
  if (pattern === undefined || typeof instead !== "string") return text;
  if (typeof pattern === "string" || !pattern.test(text)) throw new Error(`the workflows of slostack do not contain ${pattern}`);
  return without(text.replace(pattern, instead), rest);
}

const commands = (text: string): string =>
  text
    .replaceAll(/npm run ci:([\w-]+)(?: -- (?=--))?/g, (call, step: string) => `npx slostack ci ${step}${call.endsWith(" -- ") ? " " : ""}`)
    .replaceAll(/\bci:(?=[a-z-]+ has|proposal\))/g, "slostack ci ")
    .replaceAll(/\bdocs\/ci\.md\b/g, "node_modules/slostack/docs/ci.md");

/** Steps that start programs, by what their caches are called: each job keeps those that it needs, since the first to write a key has it for good. */
const needsPrograms = [
  { kept: "proofs", step: /^ {6}(?:- | {2})run: npx slostack ci check(?![\w-])/ },
  { kept: "engine", step: /^ {6}(?:- | {2})run: npx slostack ci (?:preview|up|deployed|drift)(?![\w-])/ },
];

/** The cache is written where no one else's data is read: after a merge. */
function withPrograms(text: string, saves: boolean): string {
  const lines = text.split("\n");
  const places = lines.flatMap((line, at) => {
    const kept = needsPrograms.find(({ step }) => step.test(line))?.kept;
    return kept === undefined ? [] : [{ kept, at: lines.findLastIndex((one, index) => index <= at && /^ {6}- /.test(one)) }];
  });
  const comments = (at: number): number => (/^ {6}# /.test(lines[at - 1] ?? "") ? comments(at - 1) : at);
  for (const { kept, at } of places.reverse()) lines.splice(comments(at), 0, ...cacheStep(kept, saves));
  return lines.join("\n");
}

/** An expression of GitHub, as it stands in a workflow. */
const expression = (inner: string): string => `\${{ ${inner} }}`;

const cacheStep = (kept: string, saves: boolean): string[] => {
  const key = `slostack-${kept}-${expression("runner.os")}-${expression("runner.arch")}-`;
  return [
    "      # Programs that slostack builds once.",
    `      - uses: actions/cache${saves ? "" : "/restore"}@27d5ce7f107fe9357f9df03efb73ab90386fccae # v5.0.5`,
    "        with:",
    "          path: ~/.cache/slostack",
    `          key: ${key}${expression("hashFiles('package-lock.json')")}`,
    `          restore-keys: ${key}`,
  ];
};
