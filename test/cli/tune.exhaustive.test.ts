import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dump, load } from "js-yaml";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { objectivesIn } from "../../analysis/tune/tune.ts";
import { type Eventful, eventful } from "../../bench/eventful.ts";
import { writeMadeCatalog } from "../../bench/made-catalog.ts";
import { policyLines } from "../../cli/tune/found.ts";
import { tune } from "../../cli/tune.ts";
import { loadCatalog, resolve } from "../../language.ts";

const parent = mkdtempSync(join(tmpdir(), "tune-"));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

const begin = Date.parse("2026-06-01T00:00:00Z") / 1000;
const catalogDir = join(parent, "catalog");
const history = join(parent, "history.csv");
const weeks = 4;

function table({ minutes }: Eventful): string {
  const column = (status: string) => `"requests_0_0_total{env=""prod"",service=""service-0"",status=""${status}""}"`;
  let [good, bad] = [0, 0];
  const rows = minutes.flatMap((minute, index) =>
    [15, 45].map((second) => {
      good += (minute.total - minute.bad) / 2;
      bad += minute.bad / 2;
      return `${begin + index * 60 + second},${good},${bad}\n`;
    }),
  );
  return `time,${column("200")},${column("500")}\n${rows.join("")}`;
}

function incidentsText({ incidents }: Eventful): string {
  const time = (seconds: number) => new Date((begin + seconds) * 1000).toISOString().replace(".000Z", "Z");
  return `incidents:\n${incidents
    .map(
      ({ id, title, from, to }) =>
        `  ${id}: { title: ${title}, from: "${time(from)}", to: "${time(to)}", services: [system-0/service-0] }\n`,
    )
    .join("")}`;
}

beforeAll(() => {
  writeMadeCatalog(parent, 1);
  const made = eventful(3, weeks);
  writeFileSync(history, table(made));
  writeFileSync(join(catalogDir, "incidents.yaml"), incidentsText(made));
});

async function run(asked: Partial<Parameters<typeof tune>[0]> = {}): Promise<{ code: number; output: string }> {
  let output = "";
  const write = (text: string) => {
    output += text;
  };
  const code = await tune({
    catalogDir,
    environment: "prod",
    history,
    from: "2026-06-01T00:05:00Z",
    format: "terminal",
    write,
    log: () => undefined,
    ...asked,
  });
  return { code, output };
}

describe("a proposed policy", () => {
  const { catalog } = loadCatalog(join(import.meta.dirname, "..", "catalog"));
  if (!catalog) throw new Error("the test catalog has problems");
  const slos = new Map(objectivesIn(resolve(catalog, "prod")).map(({ slo }) => [slo.policy.id, slo]));

  test.each([...slos])("has all that its entry has: %s", (id, slo) => {
    const [[name, entry] = []] = Object.entries(load(policyLines(slo, { watching: slo.policy }).join("\n")) as Record<string, object>);
    expect(name).toBe(`${id}-${slo.id}`);
    expect(entry).toEqual({ absence: "10m", ...catalog.organization.policies[id] });
  });
});

describe("slostack tune", () => {
  test("prints what the present policy did, what another would have done, and the curve; and changes nothing", async () => {
    const { code, output } = await run();
    expect(code).toBe(0);
    expect(output).toContain("system-0/service-0/slo-0: service-0 slo 0, 99.9%");
    expect(output).toMatch(/present, first half +\d+ of \d+ /);
    expect(output).toMatch(/best, second half +\d+ of \d+ /);
    expect(output).toMatch(/(not )?confirmed by the second half \(/);
    expect(output).toMatch(/prod: 1 objective tried, [01] with something better; nothing was changed\n$/);
  });

  test("as JSON has the figures of both halves", async () => {
    const { output } = await run({ format: "json", pagesAWeek: 1 });
    const { objectives, notTuned } = JSON.parse(output);
    expect(notTuned).toEqual([]);
    const [{ slo, present, best, curve, fewerPages }] = objectives;
    expect(slo).toBe("system-0/service-0/slo-0");
    expect(present.page).toEqual([
      { share: "2%", in: 3600 },
      { share: "5%", in: 21_600 },
    ]);
    expect(best.firstHalf.outside).toBeLessThan(present.firstHalf.outside);
    expect(present.firstHalf.pages + present.secondHalf.pages).toBe(present.whole.pages);
    expect(curve.length).toBeGreaterThan(1);
    expect(fewerPages === null || fewerPages.firstHalf.pages <= 2).toBe(true);
  });

  test("tunes the pending period of an alert that pages as well, and writes JSON, a page and a picture of each curve", async () => {
    const folder = mkdtempSync(join(parent, "alerts-"));
    const { catalog } = writeMadeCatalog(folder, 1);
    const file = join(catalog, "systems", "system-0.yaml");
    const system = load(readFileSync(file, "utf8")) as { services: Record<string, object> };
    Object.assign(system.services["service-0"] ?? {}, {
      alerts: {
        failing: {
          signal: "slo-0",
          when: { "bad-share": { above: "1%", over: "10m", least: 5 } },
          for: "2m",
          missing: "absence",
          severity: "critical",
          runbook: "any",
        },
      },
    });
    writeFileSync(file, dump(system));
    const out = join(folder, "out");
    const asked = { catalogDir: catalog, incidents: join(catalogDir, "incidents.yaml"), what: "system-0/service-0/failing", out };
    const { code, output } = await run(asked);
    expect(code).toBe(0);
    expect(output).toContain("system-0/service-0/failing: system-0 service-0: ");
    expect(output).toMatch(/what \d+ pending periods could do/);
    expect(output).toMatch(/prod: 0 objectives and 1 alert tried, [01] with something better; nothing was changed\n$/);
    expect(readdirSync(out).sort()).toEqual([".slostack.json", "system-0--service-0--failing.svg", "tune.html", "tune.json"]);
    const { objectives, alerts } = JSON.parse(readFileSync(join(out, "tune.json"), "utf8"));
    expect(objectives).toEqual([]);
    expect(alerts).toMatchObject([{ alert: "system-0/service-0/failing", present: { for: 120 } }]);
    const page = readFileSync(join(out, "tune.html"), "utf8");
    expect(page).toContain("<h2>system-0/service-0/failing: system-0 service-0: ");
    expect(page).toMatch(
      /<img alt="How soon pages of system-0\/service-0\/failing come against how many there are: present [\d.]+ a week after \d+ min/,
    );
    expect(readFileSync(join(out, "system-0--service-0--failing.svg"), "utf8")).toContain("pages a week");

    rmSync(join(out, ".slostack.json"));
    expect(await run({ ...asked, later: "1m" })).toEqual({ code: 2, output: expect.stringContaining("was not written by this command") });
  });

  test.each<[string, Partial<Parameters<typeof tune>[0]>, RegExp]>([
    [
      "an objective that does not exist",
      { what: "system-0/service-0/slo-1" },
      /no objective called .*did you mean system-0\/service-0\/slo-0/,
    ],
    ["an environment that does not exist", { environment: "prid" }, /did you mean "?prod/],
    ["a length of time that is none", { later: "soon" }, /^--later: /],
    ["a history that does not exist", { history: join(parent, "none.csv") }, /none\.csv/],
    ["incidents that do not exist", { incidents: join(parent, "none.yaml") }, /none\.yaml/],
  ])("could not tell: %s", async (_, asked, says) => {
    const { code, output } = await run(asked);
    expect([code, output]).toEqual([2, expect.stringMatching(says)]);
  });

  test("could not tell without incidents", async () => {
    const bare = join(parent, "bare");
    const { catalog } = writeMadeCatalog(bare, 1);
    expect(await run({ catalogDir: catalog })).toEqual({ code: 2, output: expect.stringContaining("no incidents to tell by") });
  });
});
