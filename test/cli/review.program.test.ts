import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type ReviewOptions, review } from "../../cli/review.ts";
import type { Edit } from "../model/edited.ts";
import { emptyGitFolder, type GitFolder, gitFolder, temporaryFolder } from "./review/git-folder.ts";

interface Reviewed {
  readonly code: number;
  readonly text: string;
  readonly told: string;
}

async function reviewed({ catalog }: GitFolder, options: Partial<ReviewOptions> = {}): Promise<Reviewed> {
  const written: string[] = [];
  const told: string[] = [];
  const code = await review({
    catalogDir: catalog,
    base: "main",
    environment: "prod",
    format: "markdown",
    check: false,
    approvedBy: [],
    ...options,
    write: (text) => written.push(text),
    log: (text) => told.push(text),
  });
  return { code, text: written.join(""), told: told.join("") };
}

const jsonOf = async (folder: GitFolder, options: Partial<ReviewOptions> = {}) =>
  JSON.parse((await reviewed(folder, { ...options, format: "json" })).text);

const shop = (replace: string, replacement: string): Edit => ({ file: "systems/shop.yaml", replace, with: replacement });
const organization = (replace: string, replacement: string): Edit => ({ file: "organization.yaml", replace, with: replacement });

const policy: Edit = {
  file: "organization.yaml",
  replace: "calendars:\n",
  with: `review:
  approvers: { sre: [bob] }
  approvals: [{ change: [blind, looser], by: [owner, sre] }]

calendars:
`,
};
const looser = shop("above: 5%", "above: 10%");
const blind = shop(
  "      errors: { signal: success, when: { bad-share: { above: 5%, over: 5m, least: 10 } }, for: 5m, missing: absence, severity: critical, runbook: fix }\n",
  "",
);

/** A second system, like the first. */
function second(text: string): Edit {
  return { file: "systems/second.yaml", write: text };
}
const secondSound = `system: second
name: Second
owner: shop
on-call: shop
source: prom
policy: standard
services:
  api:
    name: API
    where: { service: second }
    metrics:
      load: { gauge: second_load, labels: [core] }
    signals:
      busy: { value: { of: load, aggregation: max } }
    alerts:
      hot: { signal: busy, when: { above: 80 }, for: 15m, missing: absence, severity: critical, runbook: fix }
`;

describe("a change of a threshold", () => {
  test("is said with its direction, what follows, and whose approval it needs", async () => {
    const folder = gitFolder();
    folder.commit(policy);
    folder.edit(looser);
    const { code, text, told } = await reviewed(folder);
    expect(code).toBe(0);
    expect(told).toBe("");
    expect(text).toMatch(/^## looser: 1; approvals missing: owner \(Shop\), sre\n/);
    expect(text).toMatch(/^\*\*looser\*\*, pages, tier 1: `shop\/api\/errors` .*5%.* -&gt; .*10%/m);
    expect(text).toContain("`staging`: 1 further change (looser: 1)");
  });

  test("is reviewed between commits as well, and nothing of the work tree counts then", async () => {
    const folder = gitFolder();
    folder.commit(policy);
    folder.git("switch", "--quiet", "--create", "change");
    const hash = folder.commit(looser);
    folder.edit(shop("above: 10%", "above: 50%"));
    const value = await jsonOf(folder, { head: "change" });
    expect(value.head).toEqual({ name: "change", commit: hash });
    expect(value.changes[0].what).toContain("10%");
    expect(value.verdict.directions).toEqual({ blind: 0, looser: 1, tighter: 0, neutral: 0 });
  });

  test("fails the check until everybody who is asked has approved; the author does not count", async () => {
    const folder = gitFolder();
    folder.commit(policy);
    folder.edit(looser);
    const code = async (approvedBy: readonly string[], author?: string) =>
      (await reviewed(folder, { check: true, approvedBy, authors: author === undefined ? [] : [author] })).code;
    expect(await code([])).toBe(1);
    expect(await code(["ada"])).toBe(1);
    expect(await code(["ada", "bob"])).toBe(0);
    expect(await code(["bob"])).toBe(0);
    expect(await code(["bob"], "bob")).toBe(1);
  });

  test("nothing changed is said so, in every format, and passes", async () => {
    const folder = gitFolder();
    folder.commit(policy);
    folder.edit({ file: "systems/shop.yaml", write: `# a comment\n${readFileSync(join(folder.catalog, "systems/shop.yaml"), "utf8")}` });
    for (const format of ["markdown", "terminal"] as const) {
      const { code, text } = await reviewed(folder, { format, check: true });
      expect(text).toContain("no notification changes in prod");
      expect(code).toBe(0);
    }
    expect(await jsonOf(folder)).toMatchObject({ version: 1, changes: [], findings: [], approvals: [] });
  });

  test("is compared with where it departed: what others merged since is not undone by it", async () => {
    const folder = gitFolder();
    folder.commit(policy);
    folder.git("switch", "--quiet", "--create", "change");
    folder.commit(looser);
    folder.git("switch", "--quiet", "main");
    folder.commit(shop("target: 95%", "target: 90%"));
    folder.git("switch", "--quiet", "change");
    const { changes, notes } = await jsonOf(folder);
    expect(changes.map(({ entry }: { entry: string }) => entry)).toEqual(["shop/api/errors"]);
    expect(notes[0]).toMatch(/^compared with [0-9a-f]{10}, where HEAD departed from main;/);
  });

  test("is the same twice: no clock, no path, no order of a folder is in it", async () => {
    const texts = await Promise.all(
      [1, 2].map(async () => {
        const folder = gitFolder();
        folder.commit(policy);
        folder.edit(looser);
        const { text } = await reviewed(folder, { format: "json" });
        return text.replaceAll(/[0-9a-f]{40}/g, "HASH").replaceAll(/[0-9a-f]{10}\b/g, "HASH");
      }),
    );
    expect(texts[0]).toBe(texts[1]);
  });
});

describe("who decides", () => {
  test("is in the newest policy of the base, not in that of an old commit from which somebody departs", async () => {
    const folder = gitFolder();
    folder.commit();
    folder.git("switch", "--quiet", "--create", "change");
    folder.commit(looser);
    folder.git("switch", "--quiet", "main");
    folder.commit(policy);
    folder.git("switch", "--quiet", "change");
    expect((await reviewed(folder, { check: true })).code).toBe(1);
    expect((await reviewed(folder)).text).toMatch(/approvals missing: owner \(Shop\), sre/);
  });

  test("is not in the change itself", async () => {
    const folder = gitFolder();
    folder.commit(policy);
    folder.edit(looser, organization("by: [owner, sre]", "by: [owner]"));
    expect((await reviewed(folder)).text).toMatch(/approvals missing: owner .*sre/);
  });
});

describe("another environment", () => {
  const second = organization("  staging:", "  live: { is: { prometheus: { env: live } }, page: always }\n  staging:");
  const there = shop("runbook: fix }\n      latency", "runbook: fix, environments: { live: { target: 99%, floor: 98% } } }\n      latency");
  const quiet = shop(
    "runbook: fix }\n      latency",
    "runbook: fix, environments: { staging: { target: 99%, floor: 98% } } }\n      latency",
  );

  test("that wakes people too is counted, and its approvals are asked for", async () => {
    const folder = gitFolder();
    folder.commit(policy, second);
    folder.edit(there);
    const { text, code } = await reviewed(folder, { check: true });
    expect(text).toMatch(/^## no notification changes in prod; approvals missing: owner \(Shop\), sre\n/);
    expect(text).toMatch(/^`live`: \d further changes? \(looser: \d\)$/m);
    expect(code).toBe(1);
  });

  test("that wakes nobody is counted, and asks for nothing", async () => {
    const folder = gitFolder();
    folder.commit(policy);
    folder.edit(quiet);
    const { text, code } = await reviewed(folder, { check: true });
    expect(text).toMatch(/^`staging`: \d further changes? \(looser: \d\)$/m);
    expect(code).toBe(0);
  });
});

describe("a failure that nobody is told of any more", () => {
  test("is an error, which fails the check whoever approves", async () => {
    const folder = gitFolder();
    folder.commit(policy, shop("      availability: { signal: success, target: 99.9%, floor: 99.5%, runbook: fix }\n", ""));
    folder.edit(blind);
    const { text, code } = await reviewed(folder, { check: true, approvedBy: ["ada", "bob"] });
    expect(code).toBe(1);
    expect(text).toMatch(/^## \*\*1 error\*\*; blind: 1\n/);
    expect(text).toMatch(/^\| \*\*error\*\* \| `shop\/api\/errors` \| /m);
    expect((await reviewed(folder)).code).toBe(0);
  });

  test("is no error where this very change says why", async () => {
    const folder = gitFolder();
    folder.commit(policy, shop("      availability: { signal: success, target: 99.9%, floor: 99.5%, runbook: fix }\n", ""));
    folder.edit(
      blind,
      shop("dashboards:\n", "retired:\n  - { name: shop--api--errors, why: the gateway counts them now }\n\ndashboards:\n"),
    );
    const { text, code } = await reviewed(folder, { check: true, approvedBy: ["bob"] });
    expect(text).toMatch(/^## blind: 1\n/);
    expect(text).toContain("**declared**: the gateway counts them now");
    expect(code).toBe(0);
  });
});

describe("a base without", () => {
  test("the catalog: everything is new, and no policy asks for anything", async () => {
    const folder = emptyGitFolder();
    writeFileSync(join(folder.root, "README.md"), "hello");
    folder.commit();
    const from = gitFolder();
    mkdirSync(folder.catalog);
    for (const name of ["catalog", "docs"]) cpSync(join(from.root, name), join(folder.root, name), { recursive: true });
    const { code, text } = await reviewed(folder, { check: true });
    expect(code).toBe(0);
    expect(text).toContain("there is no catalog at main: everything is new");
    expect(text).toMatch(/`shop`|`shop\/api/);
  });

  test("the environment: everything in it is new", async () => {
    const folder = gitFolder();
    folder.commit(policy);
    folder.edit(organization("  staging:", "  canary: { is: { prometheus: { env: canary } }, page: never, post: quiet }\n  staging:"));
    const { code, text } = await reviewed(folder, { environment: "canary" });
    expect(code).toBe(0);
    expect(text).toContain("there is no environment canary at main: everything in it is new");
  });
});

describe("bad input ends with 2 and a way out:", () => {
  const refused = async (folder: GitFolder, options: Partial<ReviewOptions> = {}) => {
    const { code, text, told } = await reviewed(folder, options);
    expect([code, text]).toEqual([2, ""]);
    return told;
  };

  test("no repository", async () => {
    const root = temporaryFolder();
    const told = await refused({ ...gitFolder(), root, catalog: root });
    expect(told).toMatch(/is in no git repository/);
  });

  test("a base that is not here", async () => {
    const folder = gitFolder();
    folder.commit();
    expect(await refused(folder, { base: "origin/main" })).toMatch(/there is no revision "origin\/main" \(--base\)/);
  });

  test("a head that is not here", async () => {
    const folder = gitFolder();
    folder.commit();
    expect(await refused(folder, { head: "chang" })).toMatch(/there is no revision "chang" \(--head\)/);
  });

  test("no catalog at head", async () => {
    const folder = gitFolder();
    folder.commit();
    rmSync(folder.catalog, { recursive: true });
    expect(await refused(folder)).toMatch(/there is no catalog in .* at working tree: --catalog names its folder; at main there is one/);
  });

  test("an environment that does not exist, with the nearest name", async () => {
    const folder = gitFolder();
    folder.commit();
    expect(await refused(folder, { environment: "stagng" })).toMatch(
      /no environment "stagng" at working tree: did you mean "staging"\? it has prod, staging/,
    );
  });

  test("an environment that is gone", async () => {
    const folder = gitFolder();
    folder.commit(organization("  staging:", "  canary: { is: { prometheus: { env: canary } }, page: never, post: quiet }\n  staging:"));
    folder.edit(organization("  canary: { is: { prometheus: { env: canary } }, page: never, post: quiet }\n", ""));
    expect(await refused(folder, { environment: "canary" })).toMatch(/main has it, and without it nothing of it is watched/);
  });

  test("options of a history without one", async () => {
    const folder = gitFolder();
    folder.commit();
    expect(await refused(folder, { incidents: "x.yaml", from: "2026-01-01T00:00:00Z" })).toMatch(/--incidents, --from: without --history/);
  });

  test("a folder for the files that holds others", async () => {
    const folder = gitFolder();
    folder.commit();
    const out = temporaryFolder();
    writeFileSync(join(out, "review.md"), "mine");
    expect(await refused(folder, { out })).toMatch(/review\.md exists and was not written by this command/);
    expect(readdirSync(out)).toEqual(["review.md"]);
  });
});

describe("a catalog that is faulty", () => {
  test("at head in one system: the others are compared, the error is told by its line, and the check fails", async () => {
    const folder = gitFolder();
    folder.commit(policy, second(secondSound));
    folder.edit(looser, second(secondSound.replace("above: 80", "above: lots")));
    const { text, code } = await reviewed(folder, { check: true, approvedBy: ["ada", "bob"] });
    expect(code).toBe(1);
    expect(text).toMatch(/`second\/api\/alerts\/hot.*` \| catalog\/systems\/second\.yaml:16:43 unit-mismatch: /);
    expect(text).toContain("`shop/api/errors`");
    expect(text).toContain("`second` was not compared: `catalog/systems/second.yaml` is faulty at working tree");
    expect(text).not.toMatch(/\*\*blind\*\*.*`second/);
  });

  test("at head as a whole: its errors are the review", async () => {
    const folder = gitFolder();
    folder.commit(policy);
    folder.edit(organization("channel: alerts", "channel: alarm"));
    const { text, code } = await reviewed(folder, { check: true });
    expect(code).toBe(1);
    expect(text).toMatch(
      /^\| \*\*error\*\* \| `organization\/teams\/shop\/channel` \| catalog\/organization\.yaml:\d+:\d+ unknown-channel/m,
    );
    expect((await reviewed(folder)).code).toBe(0);
  });

  test("at base as a whole: what head can do is shown, and that nobody can say what changed", async () => {
    const folder = gitFolder();
    folder.commit(organization("channel: alerts", "channel: alarm"));
    folder.edit(organization("channel: alarm", "channel: alerts"));
    const { text, code } = await reviewed(folder, { check: true });
    expect(code).toBe(1);
    expect(text).toContain("the catalog at main cannot be read by this version, so its changes could not be determined");
    expect(text).toContain("`catalog/organization.yaml:29:53` unknown-channel");
    expect(text).toContain("shop--api--errors");
  });

  test("at base in one system: its repair is asked for like something looser, and everything else is compared", async () => {
    const folder = gitFolder();
    folder.commit(policy, second(secondSound.replace("above: 80", "above: lots")));
    folder.edit(second(secondSound));
    const { text, code } = await reviewed(folder, { check: true });
    expect(code).toBe(1);
    expect(text).toMatch(/^## looser: 1; not all could be compared; approvals missing: owner \(Shop\), sre\n/);
    expect(text).toContain("`second` is not compared: its file is faulty at base");
    expect((await reviewed(folder, { check: true, approvedBy: ["bob"] })).code).toBe(0);
  });

  test("by a link in place of a file: it is not read, and that is said", async () => {
    const folder = gitFolder();
    folder.commit(policy);
    folder.git("switch", "--quiet", "--create", "change");
    const link = folder.git("hash-object", "-w", "--stdin");
    folder.git("update-index", "--add", "--cacheinfo", `120000,${link},catalog/systems/link.yaml`);
    folder.git("commit", "--quiet", "--message", "link");
    const { text } = await reviewed(folder, { head: "change" });
    expect(text).toContain("catalog/systems/link.yaml is a symbolic link at change and was not read");
  });
});

describe("--out", () => {
  test("writes the review in every format, and is written again", async () => {
    const folder = gitFolder();
    folder.commit(policy);
    folder.edit(looser);
    const out = join(temporaryFolder(), "review");
    const { text, told } = await reviewed(folder, { out });
    expect(readFileSync(join(out, "review.md"), "utf8")).toBe(text);
    expect(JSON.parse(readFileSync(join(out, "review.json"), "utf8"))).toEqual(await jsonOf(folder));
    expect(readFileSync(join(out, "review.html"), "utf8")).toContain("<!doctype html>");
    expect(told).toContain("review.md, review.json, review.html");
    folder.edit(shop("above: 10%", "above: 5%"));
    expect((await reviewed(folder, { out })).code).toBe(0);
    expect(existsSync(join(out, "review.html"))).toBe(true);
  });
});

describe("a plan", () => {
  test("that is none is told, and the review is made without it", async () => {
    const folder = gitFolder();
    folder.commit(policy);
    const plan = join(temporaryFolder(), "plan.json");
    expect((await reviewed(folder, { plan })).text).toMatch(/`--plan` \| .*it cannot be read \(ENOENT\)/);
    writeFileSync(plan, "nonsense");
    const { text, code } = await reviewed(folder, { plan, check: true });
    expect(code).toBe(1);
    expect(text).toMatch(/`--plan` /);
  });
});

describe("a history", () => {
  test("that cannot be read is told, and the review is made without it", async () => {
    const folder = gitFolder();
    folder.commit(policy);
    folder.edit(looser);
    const { text, code } = await reviewed(folder, { history: join(temporaryFolder(), "nothing.csv"), check: true });
    expect(code).toBe(1);
    expect(text).toMatch(/^\| \*\*error\*\* \| `--history` \| /m);
    expect(text).toContain("`shop/api/errors`");
  });
});
