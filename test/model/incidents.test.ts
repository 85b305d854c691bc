import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { loadIncidents } from "../../model/incidents.ts";

const folder = mkdtempSync(join(tmpdir(), "incidents-"));
afterAll(() => rmSync(folder, { recursive: true }));

const services = ["shop/api", "shop/web"];
function read(text: string) {
  const file = join(folder, "incidents.yaml");
  writeFileSync(file, text);
  const { incidents, problems } = loadIncidents(file, services);
  return { incidents, problems: problems.map(({ place, code, what, nearest }) => [`${place.line}:${place.column}`, code, what, nearest]) };
}

describe("a file of incidents", () => {
  test("is read in the order of their beginnings, whatever zone each is written in", () => {
    const { incidents, problems } = read(`incidents:
  later: { title: Later, from: 2026-10-21T02:10:00+02:00, to: 2026-10-21T02:30:00+02:00, services: [shop/api, shop/web] }
  earlier: { title: Earlier, from: 2026-10-21T00:09:00Z, to: "2026-10-21T00:40:30.5Z", services: [shop/web] }
`);
    expect(problems).toEqual([]);
    const at = (text: string) => Date.parse(text) / 1000;
    expect(incidents).toEqual([
      { id: "earlier", title: "Earlier", from: at("2026-10-21T00:09Z"), to: at("2026-10-21T00:40:30Z") + 0.5, services: ["shop/web"] },
      { id: "later", title: "Later", from: at("2026-10-21T00:10Z"), to: at("2026-10-21T00:30Z"), services: ["shop/api", "shop/web"] },
    ]);
  });

  test("may hold none", () => {
    expect(read("incidents: {}\n")).toEqual({ incidents: [], problems: [] });
  });

  test("has every fault told at its place, with what is nearest, and then nothing is taken from it", () => {
    const { incidents, problems } = read(`incidents:
  no-zone: { title: A, from: 2026-10-21T02:10:00, to: 2026-10-21T02:30:00Z, services: [shop/api] }
  no-day: { title: A, from: 2026-02-30T02:10:00Z, to: 2026-10-21T02:30:00Z, services: [shop/api] }
  inverted: { title: A, from: 2026-10-21T02:10:00Z, to: 2026-10-21T02:30:00+01:00, services: [shop/api] }
  unknown: { title: A, from: 2026-10-21T02:10:00Z, to: 2026-10-21T02:30:00Z, services: [shop/api, shop/wed] }
  nobody: { titel: A, from: 2026-10-21T02:10:00Z, to: 2026-10-21T02:30:00Z, services: [shop/api] }
`);
    expect(incidents).toBeUndefined();
    expect(problems).toEqual([
      ["2:30", "invalid-form", '"from" has an invalid format', undefined],
      ["3:29", "invalid-form", '"2026-02-30T02:10:00Z": there is no such day or time', undefined],
      ["4:57", "out-of-range", '"to" (2026-10-21T02:30:00+01:00) is not after "from" (2026-10-21T02:10:00Z)', undefined],
      ["5:99", "unknown-service", 'there is no service "shop/wed"', "shop/web"],
      ["6:13", "unknown-key", 'unknown key "titel"', "title"],
    ]);
  });

  test("that is not there, or no YAML, is a problem and no exception", () => {
    expect(loadIncidents(join(folder, "none.yaml"), services).problems.map(({ code }) => code)).toEqual(["unreadable-file"]);
    expect(read("incidents: [").problems.map(([, code]) => code)).toEqual(["yaml-syntax"]);
    expect(read("incidents:\n  - title: A\n").problems.map(([, code]) => code)).toEqual(["list-for-map"]);
  });
});
