import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeExample } from "../../../cli/history/example.ts";
import { slostackIn } from "../../cli/command.ts";
import { root } from "../markdown.ts";

/** One change of hastecrm.yaml that the page works through; each begins from the catalog as it is committed. */
interface Scene {
  readonly edits: readonly (readonly [text: string, instead: string])[];
  /** what follows `slostack review --base main` */
  readonly args: readonly string[];
  /** titles of the sections of the output that are shown; absent: all of it */
  readonly sections?: readonly string[];
}

/** The change that the README begins with too: a looser objective. */
export const target = [
  ["target: 99.9%", "target: 99.5%"],
  ["floor: 99.5%", "floor: 99%"],
] as const;
const backlog = ["when: { above: 1000 }", "when: { above: 5000 }"] as const;
const attempt = [
  "      slow:\n        title: High latency\n",
  "      failing:\n        title: Some requests fail\n        signal: success\n        when: { bad-share: { above: 2%, over: 10m, least: 10 } }\n        for: 5m\n        missing: absence\n        severity: critical\n        stage: shadow\n        runbook: high-error-rate\n      slow:\n        title: High latency\n",
] as const;
const history = ["--history", "example/history.csv", "--incidents", "example/incidents.yaml"];

const scenes: Readonly<Record<string, Scene>> = {
  target: { edits: target, args: [] },
  history: { edits: target, args: history, sections: ["On recorded data"] },
  comment: { edits: target, args: [...history, "--format", "markdown", "--out", "review"] },
  approved: {
    edits: target,
    args: ["--check", "--author", "crm-engineer-3", "--approved-by", "crm-engineer-2,dreamlust-senior"],
    sections: ["Approvals"],
  },
  blind: { edits: [backlog], args: ["--check"], sections: ["Findings", "What changes"] },
  declared: {
    edits: [[backlog[0], `${backlog[1]}\n        unseen: up to 5000 jobs are worked off within the hour, measured in May`]],
    args: ["--check", "--approved-by", "crm-engineer-2,dreamlust-senior"],
    sections: ["What changes"],
  },
  shadow: { edits: [attempt], args: [], sections: ["What changes"] },
};

/** What a scene shows: its edit as a difference, the output, and the exit code. */
export interface Shown {
  readonly diff: string;
  readonly output: string;
  readonly code: number;
  /** what `--out` wrote, by name */
  readonly files: Readonly<Record<string, string>>;
}

/** A repository of its own, with the products' catalog committed on `main` and an example history beside it. */
export interface Repository {
  readonly folder: string;
  readonly git: (...args: readonly string[]) => string;
  /** Begins from the catalog as it is committed. */
  readonly edit: (edits: Scene["edits"]) => void;
  readonly remove: () => void;
}

export async function repositoryWith(edits: Scene["edits"] = []): Promise<Repository> {
  const folder = mkdtempSync(join(tmpdir(), "review-scenes-"));
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=Docs", "-c", "user.email=docs@example.com", ...args], { cwd: folder, encoding: "utf8" });
  const edit = (changes: Scene["edits"]) => {
    git("checkout", "--quiet", "--", "catalog");
    const file = join(folder, "catalog", "systems", "hastecrm.yaml");
    writeFileSync(file, edited(readFileSync(file, "utf8"), changes));
  };
  for (const path of ["catalog", "docs"]) cpSync(join(root, "test", "products", path), join(folder, path), { recursive: true });
  git("init", "--quiet", "--initial-branch=main");
  git("add", "--all");
  git("commit", "--quiet", "--message", "base");
  await writeExample(join(folder, "example"));
  edit(edits);
  return { folder, git, edit, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Runs every scene in a repository of its own, with the arguments that people type. */
export async function played(): Promise<Readonly<Record<string, Shown>>> {
  const { folder, git, edit, remove } = await repositoryWith();
  try {
    const all: Record<string, Shown> = {};
    for (const [name, scene] of Object.entries(scenes)) {
      edit(scene.edits);
      all[name] = await shown(scene, folder, git("diff", "--unified=1", "--no-color", "--", "catalog"));
    }
    return all;
  } finally {
    remove();
  }
}

function edited(text: string, edits: Scene["edits"]): string {
  return edits.reduce((so, [old, instead]) => {
    const parts = so.split(old);
    if (parts.length !== 2) throw new Error(`${JSON.stringify(old)} stands ${parts.length - 1} times in hastecrm.yaml`);
    return parts.join(instead);
  }, text);
}

async function shown({ args, sections }: Scene, folder: string, diff: string): Promise<Shown> {
  mkdirSync(join(folder, "review"), { recursive: true });
  const { stdout, stderr, exitCode } = await slostackIn(folder, "review", "--base", "main", ...args);
  if (exitCode !== 0 && exitCode !== 1) throw new Error(`slostack review ${args.join(" ")}: ${stderr}`);
  const output = sections ? only(sections, stdout) : stdout;
  const names = args.includes("--out")
    ? stderr
        .replace(/^review: /, "")
        .trim()
        .split(", ")
    : [];
  return {
    diff: diff
      .split("\n")
      .slice(2)
      .map((line) => line.replace(/^@@.*?@@ ?(.*)$/, "@@ $1"))
      .join("\n"),
    output: anyCommit(output),
    code: exitCode,
    files: Object.fromEntries(names.map((name) => [name, anyCommit(readFileSync(join(folder, "review", name), "utf8"))])),
  };
}

/** The hash is another one after every edit of the catalog, and says nothing here. */
const anyCommit = (text: string): string => text.replaceAll(/\b(main) \([0-9a-f]{10}\)/g, "$1 (6f1d0c2b9a)");

/** The verdict and some sections of what a terminal shows; the rest is left out, visibly. */
function only(titles: readonly string[], text: string): string {
  const [head = "", ...parts] = text.trimEnd().split("\n\n");
  const kept = parts.map((part) => (titles.some((title) => part.startsWith(`${title}\n`)) ? part : "…"));
  return `${[head, ...kept.filter((part, index) => part !== "…" || kept[index - 1] !== "…")].join("\n\n")}\n`;
}
