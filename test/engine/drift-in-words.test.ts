import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { drift } from "../../cli/drift.ts";
import { Account } from "../../sandbox/account.ts";
import type { Sandbox } from "../../sandbox/engine.ts";
import { editText, openSmall, writeSmallCatalog } from "./small.ts";
import { type Entry, patience, succeeded, temporary } from "./stack.ts";

/** What somebody does by hand at the vendors, and what `slostack drift` says of it. */
const { dir, remove } = temporary();
const catalogDir = join(dir, "acme");
const folder = join(dir, "sandbox");
let prod: Sandbox;

beforeAll(async () => {
  writeSmallCatalog(catalogDir);
  prod = await openSmall(catalogDir, folder);
  succeeded(await prod.up());
  // Another stack on the same accounts: what it owns is nobody's own making.
  succeeded(await (await openSmall(catalogDir, folder, "staging")).up());
}, patience);
afterAll(remove);

type Drifted = { fate: string; name: string; noun: string; pages: boolean; alerts: { name: string }[]; fields: Entry[] };
interface Said {
  readonly exitCode: number;
  readonly drifted: readonly Drifted[];
  readonly unmanaged: readonly { readonly noun: string; readonly name: string }[];
  readonly pending: readonly { readonly name: string; readonly fate: string }[];
  readonly following: number;
  readonly doubts: readonly { readonly what: string }[];
  readonly text: string;
}

async function asked(options: { unmanaged?: "fail" | "list" | "skip" } = {}): Promise<Said> {
  const answer = await inFormat("json", options);
  const { drift: said, doubts } = JSON.parse(answer.text) as { drift: Omit<Said, "doubts" | "text">; doubts: Said["doubts"] };
  return { ...said, doubts, ...answer };
}

async function inFormat(format: "json" | "markdown" | "terminal", { unmanaged = "fail" as const, ...more }: Entry = {}) {
  const written: string[] = [];
  const told: string[] = [];
  const exitCode = await drift({
    ...{ stack: "prod", catalogDir, format, unmanaged, sandbox: folder, keepProgram: true, ...more },
    write: (text) => written.push(text),
    log: (text) => told.push(text),
  });
  return { exitCode, text: written.join(""), told: told.join("") };
}

const account = (vendor: string) => new Account(join(prod.accounts, vendor));
const words = ({ drifted }: Said) =>
  drifted.map(({ fate, noun, name, alerts, fields }) => {
    const changed = fields.map(({ path, before, after }) => `${path}: ${before} -> ${after}`);
    return `${fate} ${noun} ${name} [${alerts.map(({ name }) => name).join(", ")}] ${changed.join("; ")}`.trim();
  });

type Such = (object: { readonly id: string; readonly fields: Entry }) => boolean;
const isOf =
  (id: RegExp): Such =>
  (object) =>
    id.test(object.id);
const isStuck =
  (environment: string): Such =>
  ({ fields }) =>
    fields.tags.includes("alert:mail--worker--stuck") && fields.tags.includes(`environment:${environment}`);

function found(kindAt: string, such: Such) {
  const [vendor = "", kind = ""] = kindAt.split(" ");
  const object = account(vendor).all(kind).find(such);
  if (!object) throw new Error(`there is no such ${kindAt}`);
  return { vendor, ...object };
}

function edit(kindAt: string, such: Such, change: (fields: Entry) => unknown): void {
  const { vendor, kind, id, fields } = found(kindAt, such);
  const changed: Entry = structuredClone(fields);
  change(changed);
  account(vendor).put(kind, id, changed);
}

const byGrafana = "shop--web--availability--page, shop--web--down, source--prometheus";
const anyPage = "mail--worker--stuck, shop--web--availability--page, shop--web--down, source--app-dd, source--prometheus";
const query = (above: string) => `min(last_5m):max:mail.queue.size{env:prod AND service:worker} > ${above}`;

describe("what is changed by hand", () => {
  let said: Said;
  const before: Record<string, string> = {};

  beforeAll(async () => {
    edit("grafana ruleGroup", isOf(/prod.*web--alerts/), ({ rules }) => {
      const at = (alert: string) => rules.findIndex(({ labels }: Entry) => labels.alert === alert);
      rules[at("shop--web--down")].for = "5h0m0s";
      rules.splice(at("shop--web--requests--absent"), 1);
      rules.unshift({ ...rules[0], uid: "mine", name: "Mine", labels: { team: "me" } });
    });
    edit("grafana contactPoint", isOf(/page--/), ({ slacks, pagerduties }) => {
      slacks[0].recipient = "#elsewhere";
      pagerduties[0].integrationKey = "sha256:somebody-elses";
    });
    edit("datadog monitor", isStuck("prod"), (monitor) => {
      monitor.query = monitor.query.replace("> 1000", "> 100000");
    });
    edit("pagerduty escalationPolicy", isOf(/./), ({ rules }) => {
      rules[0].escalationDelayInMinutes = 600;
    });
    edit("pagerduty schedule", isOf(/./), ({ layers }) => layers[0].users.reverse());
    // Datadog gives tags back as it likes: another order is none.
    edit(
      "datadog monitor",
      ({ fields }) => fields.name.includes("no data") || fields.tags.includes("alert:source--app-dd"),
      ({ tags }) => tags.reverse(),
    );
    account("grafana").put("folder", "1:mine", { title: "Mine", uid: "mine" });
    account("datadog").put("monitor", "4711", {
      name: "CPU by hand",
      type: "metric alert",
      query: "avg(last_5m):avg:a{*} > 1",
      message: "",
    });
    account("pagerduty").put("service", "PBYHAND", { name: "By hand", escalationPolicy: "PNONE" });
    for (const vendor of ["grafana", "datadog", "pagerduty"])
      before[vendor] = JSON.stringify(
        account(vendor)
          .kinds()
          .map((kind) => account(vendor).all(kind)),
      );
    said = await asked();
  }, patience);

  test("is told by alert and by field, what pages first", () => {
    expect(said.exitCode).toBe(1);
    expect(words(said)).toEqual([
      `changed monitor mail--worker--stuck [mail--worker--stuck] query: ${query("1000")} -> ${query("100000")}`,
      `changed contact point page--shop--alerts [${byGrafana}] slacks[0].recipient: #alerts -> #elsewhere`,
      "changed group of rules shop--web--alerts [shop--web--down] rules[3].for: 2m0s -> 5h0m0s",
      `changed escalation engineers [${anyPage}] rules[0].escalationDelayInMinutes: 15 -> 600`,
      expect.stringMatching(/^changed schedule (primary|secondary) \[mail--.*\] layers\[0\]\.users: (\w+), (\w+) -> \3, \2$/),
      'gone group of rules shop--web--alerts [shop--web--requests--absent] rules[3]: "Shop Web: no data from http_requests_total" -> (none)',
      'changed group of rules shop--web--alerts [] rules[0]: (none) -> "Mine"',
    ]);
    expect(said.drifted.map(({ pages }) => pages)).toEqual([true, true, true, true, true, false, false]);
  });

  test("only vendors' own spelling and order are no drift", () => {
    expect(said.text).not.toContain("tags");
  });

  test("unmanaged objects are listed beside it", () => {
    expect(said.unmanaged.map(({ noun, name }) => `${noun} ${name}`)).toEqual([
      "monitor CPU by hand",
      "folder Mine",
      "on-call service By hand",
    ]);
  });

  test("people read whom it concerns, and the line of the catalog", async () => {
    const { text, exitCode } = await inFormat("terminal");
    expect(exitCode).toBe(1);
    expect(text).toContain("Of 31 objects at the vendors: 5 changed by hand, 1 removed by hand, 3 unmanaged.");
    expect(text).toMatch(/"Mail Worker: Stuck" \(mail--worker--stuck, \S+mail\.yaml:\d+\): pages Shop, #alerts/);
    expect(text).toContain('"CPU by hand" (4711)');
  });

  test("no secret, and nothing of one, is in any format", () => {
    expect(said.text).not.toMatch(/sha256|sandbox-(grafana|pagerduty|slostack)|somebody-elses/);
  });

  test("nothing at the vendors was touched by asking", () => {
    for (const [vendor, objects] of Object.entries(before)) {
      expect(
        JSON.stringify(
          account(vendor)
            .kinds()
            .map((kind) => account(vendor).all(kind)),
        ),
      ).toBe(objects);
    }
  });

  test("nothing differs after the next update, but for what neither it nor another stack owns; that can be told without counting", {
    timeout: patience,
  }, async () => {
    succeeded(await prod.up({ refresh: true }));
    const healed = await asked();
    expect([words(healed), healed.pending, healed.doubts, healed.unmanaged.length, healed.exitCode]).toEqual([[], [], [], 3, 1]);
    expect(await asked({ unmanaged: "list" })).toMatchObject({ exitCode: 0, unmanaged: { length: 3 } });
    account("grafana").remove("folder", "1:mine");
    account("datadog").remove("monitor", "4711");
    account("pagerduty").remove("service", "PBYHAND");
  });
});

test("what is removed by hand is told apart from what refers to it, at each vendor", { timeout: patience }, async () => {
  const removed = [
    found("grafana dashboard", isOf(/shop--web--overview--prod/)),
    found("datadog monitor", isStuck("prod")),
    found("pagerduty service", isOf(/./)),
  ];
  for (const { vendor, kind, id } of removed) account(vendor).remove(kind, id);
  const said = await asked();
  expect(said.exitCode).toBe(1);
  expect(words(said)).toEqual([
    "gone monitor mail--worker--stuck [mail--worker--stuck]",
    `gone on-call service shop [${anyPage}]`,
    "gone dashboard shop--web--overview []",
  ]);
  expect(said.pending).toEqual([]);
  expect(said.following).toBeGreaterThan(0);
  expect((await inFormat("markdown")).text).toContain("### Removed by hand");
  for (const { vendor, kind, id, fields } of removed) account(vendor).put(kind, id, fields);
});

test("a vendor that does not answer is no drift and no peace: nobody can tell", { timeout: patience }, async () => {
  const fault = [{ match: { method: "read", type: "ruleGroup" }, fail: "500", times: 99 }];
  const file = join(prod.accounts, "faults.json");
  writeFileSync(file, JSON.stringify(fault));
  const said = await asked();
  rmSync(file);
  expect(said.exitCode).toBe(2);
  expect(said.doubts.map(({ what }) => what).join()).toContain("500 Internal Server Error");
});

test("what the catalog says and nobody deployed is told as that, and is no change by hand", { timeout: patience }, async () => {
  const file = join(catalogDir, "systems/shop.yaml");
  editText(file, (text) => text.replace("for: 2m", "for: 7m"));
  const said = await asked();
  expect(words(said)).toEqual([]);
  expect(said.pending.map(({ fate, name }) => `${fate} ${name}`)).toContain("updated shop--web--alerts");
  expect((await inFormat("terminal")).text).toContain("rules[2].for: 2m0s -> 7m0s");
  editText(file, (text) => text.replace("for: 7m", "for: 2m"));
});

test.each([
  ["a stack that was never made", { stack: "staging", sandbox: "empty" }, /there is no stack staging in .*npm start makes it/],
  ["an environment that the catalog does not have", { stack: "production" }, /the catalog's environments are prod, staging/],
  ["a catalog that is not there", { catalogDir: "nowhere" }, /fix it first/],
])("%s cannot be asked, in one sentence", async (_, options, sentence) => {
  const sandbox = "sandbox" in options ? join(dir, "empty") : folder;
  const { exitCode, text, told } = await inFormat("terminal", { ...options, sandbox });
  expect([exitCode, text]).toEqual([2, ""]);
  expect(told).toMatch(sentence);
});
