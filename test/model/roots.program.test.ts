import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { check } from "../../cli/check.ts";
import { ledger } from "../../cli/ledger.ts";
import { migrate } from "../../cli/migrate.ts";
import { review } from "../../cli/review.ts";
import { runbooks } from "../../cli/runbooks.ts";
import { loadCatalog } from "../../language.ts";
import { joinedRoots, rootsIn, rootsSetting } from "../../model/roots.ts";
import { slostackIn } from "../cli/command.ts";
import { gitFolder, temporaryFolder } from "../cli/review/git-folder.ts";

const now = Date.parse("2026-11-30T12:00:00Z");

const profile = `profile: answers
metrics:
  requests: { counter: pay_requests_total, labels: [status] }
  up: { gauge: up, range: [0, 1] }
signals:
  success: { events: { of: requests, bad: { status: "500" } }, minimum-traffic: 90/h }
  alive: { value: { of: up, aggregation: min } }
slos:
  availability: { signal: success, target: 99.9%, runbook: pay-down }
alerts:
  down: { signal: alive, when: { below: 1 }, for: 1m, missing: fire, severity: critical, runbook: pay-down }
`;
const pay = (use = "answers") => `system: pay
name: Pay
owner: pay
on-call: shop
source: prom
policy: standard
services:
  card: { name: Card, where: { service: card }, use: [${use}] }
`;

/** The platform's repository, and one of a team with two versions of its systems. */
function repositories() {
  const platform = gitFolder();
  platform.commit({
    file: "organization.yaml",
    replace: "schedules:\n",
    with: "  pay: { name: Pay, members: [bob], channel: alerts }\n\nroots: { pay-slos: { owners: [pay] } }\n\nreview: { approvals: [{ change: [looser, tighter], by: [owner] }] }\n\nschedules:\n",
  });
  const team = join(temporaryFolder(), "pay-slos");
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(team, path)), { recursive: true });
    writeFileSync(join(team, path), text);
  };
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=T", "-c", "user.email=t@example.com", ...args], { cwd: team, encoding: "utf8" });
  put("systems/pay.yaml", pay());
  put("profiles/answers.yaml", profile);
  put("docs/runbooks/pay-down.md", "# Pay is down\n");
  git("init", "--quiet", "--initial-branch=main");
  git("add", "--all");
  git("commit", "--quiet", "--message", "first");
  git("tag", "v1");
  put("profiles/answers.yaml", profile.replace("99.9%", "99.5%"));
  return { platform: platform.catalog, team, put, git };
}

const targetOf = (loaded: ReturnType<typeof loadCatalog>) =>
  loaded.catalog?.systems.find(({ system }) => system === "pay")?.services.card?.slos.availability?.target;

test("a catalog is read from several folders, one of them at a revision", () => {
  const { platform, team } = repositories();
  const here = loadCatalog([platform, team], undefined, now);
  expect(here.problems).toEqual([]);
  expect(here.catalog?.systems.map(({ system }) => system)).toEqual(["pay", "shop"]);
  expect(targetOf(here)).toBe("99.5%");
  // Whatever lies in the work tree, in any order.
  const tagged = loadCatalog([`${team}@v1`, platform], undefined, now);
  expect(tagged.problems).toEqual([]);
  expect(targetOf(tagged)).toBe("99.9%");
  expect(tagged.locate("pay/card/availability")?.place).toMatchObject({
    file: `${team}@v1/profiles/answers.yaml`,
    line: 9,
    related: [{ as: "used by", file: `${team}@v1/systems/pay.yaml`, line: 8 }],
  });
});

test("a revision that is not there is a problem of the folder", () => {
  const { platform, team } = repositories();
  const { problems } = loadCatalog([platform, `${team}@v9`], undefined, now);
  expect(problems.map(({ code, at, place }) => [code, at, place.file])).toEqual([["unreadable-file", "roots/pay-slos", `${team}@v9`]]);
  expect(problems[0]?.what).toBe("git has no revision v9 here");
});

test("ids of folders do not collide: the second names the file of the first", () => {
  const { platform, team, put } = repositories();
  put("systems/shop.yaml", pay().replace("system: pay", "system: shop"));
  const { problems } = loadCatalog([platform, team], undefined, now);
  const [second, first] = [join(team, "systems/shop.yaml"), join(platform, "systems/shop.yaml")];
  expect(problems.map(({ code, place, what }) => [code, place.file, what])).toEqual([
    ["duplicate-system", second, `the system "shop" is already defined in ${first}`],
  ]);
});

test("a profile of a team is for its own services", () => {
  const { platform, team } = repositories();
  const file = join(platform, "systems/lent.yaml");
  writeFileSync(file, pay().replace("system: pay", "system: lent").replace("name: Pay", "name: Lent").replace("owner: pay", "owner: shop"));
  const { problems } = loadCatalog([platform, team], undefined, now);
  expect(problems.map(({ code, place }) => [code, place.file])).toEqual([["unknown-profile", file]]);
});

test("a review of a team's folder knows the organization, which stays as it is", async () => {
  const { platform, team } = repositories();
  let text = "";
  const asked = { base: "HEAD", environment: "prod", format: "json", check: true, approvedBy: [] } as const;
  const code = await review({
    ...asked,
    catalogDir: joinedRoots([team, platform]),
    write: (more) => (text += more),
    log: (more) => (text += more),
  });
  const { changes, verdict, notCompared } = JSON.parse(text);
  expect(changes.map(({ entry, direction }: { entry: string; direction: string }) => [entry, direction])).toEqual([
    ["pay/card/availability", "looser"],
  ]);
  expect(notCompared).toEqual([]);
  expect(verdict.missing).toEqual(["owner (Pay)"]);
  expect(code).toBe(1);
});

/** What a verb answers, and prints. */
function answer(verb: (write: (text: string) => void) => number) {
  let text = "";
  const code = verb((more) => {
    text += more;
  });
  return { code, text };
}

test("a folder that is not there, and systems without their organization, say what to do", () => {
  const { platform, team } = repositories();
  const nowhere = loadCatalog([platform, `${team}-x@v1`], undefined, now);
  expect(nowhere.problems.map(({ at, way }) => [at, way])).toEqual([
    ["roots/pay-slos-x", "check out its repository there, or correct --catalog or slostack:catalog"],
  ]);
  const alone = loadCatalog(team, undefined, now);
  expect(alone.problems.map(({ at, what, way }) => [at, what, way])).toEqual([
    [
      "organization",
      "there is no such file",
      "create it; if these systems belong to an organization in another folder, name that one too: --catalog . --catalog ../platform/catalog",
    ],
  ]);
});

test("runbooks are written in every folder that is not read at a revision", () => {
  const { platform, team } = repositories();
  const file = join(team, "docs/runbooks/pay-down.md");
  writeFileSync(file, "# Pay is down\n\n<!-- alerts -->\n<!-- /alerts -->\n");
  const pinned = answer((write) => runbooks({ catalogDir: joinedRoots([platform, `${team}@v1`]), check: true, write }));
  expect(pinned.text).not.toContain("pay-down.md");
  const both = answer((write) => runbooks({ catalogDir: joinedRoots([platform, team]), check: true, write }));
  expect(both.text).toContain(`${file} is not current`);
});

test("names that former versions had are replaced where they can be written", () => {
  const { platform, team, put } = repositories();
  put("profiles/answers.yaml", profile.replace("aggregation:", "across:"));
  const { code, text } = answer((write) => migrate({ catalogDir: joinedRoots([platform, team]), write }));
  expect([code, text.split("\n").at(-2)]).toEqual([0, "1 key renamed"]);
  expect(readFileSync(join(team, "profiles/answers.yaml"), "utf8")).toBe(profile);
});

test("the ledger is left to the repository of the organization where that is read at a revision", () => {
  const { platform, team, put } = repositories();
  expect(answer((write) => ledger({ catalogDir: joinedRoots([platform, team]), write })).code).toBe(0);
  put("profiles/answers.yaml", profile.slice(0, profile.indexOf("alerts:")));
  const lost = answer((write) => check({ catalogDir: joinedRoots([platform, team]), now, write }));
  expect(lost.text).toContain(`slostack ledger --catalog ${platform} --catalog ${team} --gone pay--card--down`);
  const there = joinedRoots([team, `${platform}@main`]);
  expect(answer((write) => check({ catalogDir: there, now, write })).text).not.toContain("lost-name");
  const { code, text } = answer((write) => ledger({ catalogDir: there, write }));
  expect([code, text]).toEqual([
    1,
    `the ledger lies with the organization, which is read at a revision (${platform}@main): write it there\n`,
  ]);
});

test("a command in the folder of a project reads what its stack names", async () => {
  const { platform, team } = repositories();
  const project = join(platform, "..");
  writeFileSync(join(project, "Pulumi.yaml"), "name: monitoring\nruntime: nodejs\n");
  writeFileSync(join(project, "Pulumi.prod.yaml"), `config:\n  slostack:catalog: [catalog, "${team}@v1"]\n`);
  const asked = async (...words: string[]) => (await slostackIn(project, ...words)).output;
  expect(await asked("show", "pay/card")).toContain("pay/card  Card availability: 99.9% over 30d");
  expect(await asked("show", "pay/card", "--catalog", "catalog")).not.toContain("pay/card  ");
  expect(await asked("show", "pay/card", "--catalog", "catalog", "--catalog", team)).toContain("99.5% over 30d");
});

test("a plan compares the folders that the stack names at each revision", async () => {
  const { platform, team, git } = repositories();
  git("commit", "--quiet", "--all", "--message", "second");
  git("tag", "v2");
  const project = join(platform, "..");
  const settle = (tag: string) => {
    writeFileSync(join(project, "Pulumi.prod.yaml"), `config:\n  slostack:catalog: [catalog, "${team}@${tag}"]\n`);
    for (const args of [
      ["add", "--all"],
      ["commit", "--quiet", "--message", tag],
    ])
      execFileSync("git", ["-c", "user.name=T", "-c", "user.email=t@example.com", ...args], { cwd: project });
  };
  writeFileSync(join(project, "Pulumi.yaml"), "name: monitoring\nruntime: nodejs\n");
  settle("v1");
  settle("v2");
  const { stdout } = await slostackIn(project, "plan", "--diff", "HEAD~1", "--format", "json");
  const changed: readonly { readonly name: string }[] = JSON.parse(stdout);
  expect(changed.map(({ name }) => name)).toContain("pay--card--alerts");
  expect(changed.every(({ name }) => name.startsWith("pay--"))).toBe(true);
});

test("folders are a text, a list or JSON, and a folder is called by its name", () => {
  expect(rootsSetting("catalog")).toBe("catalog");
  expect(rootsSetting(["catalog", "../shop@v1"])).toBe(joinedRoots(["catalog", "../shop@v1"]));
  expect(rootsSetting('["catalog", "../shop@v1"]')).toBe(joinedRoots(["catalog", "../shop@v1"]));
  const found = rootsIn(joinedRoots(["/a/platform/catalog", "/a/b@c/shop-slos@feature/x"]));
  expect(found.map(({ name, folder, revision }) => [name, folder, revision])).toEqual([
    ["platform", "/a/platform/catalog", undefined],
    ["shop-slos", "/a/b@c/shop-slos", "feature/x"],
  ]);
});
