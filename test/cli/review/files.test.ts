import { expect, test } from "vitest";
import { fileChanges, filesSection } from "../../../cli/review/files.ts";
import { resolvedCatalog } from "../../prometheus/catalog.ts";

/* What Prometheus evaluates by itself is in no preview of a vendor: a review shows it by the files. */

const catalog = "test/products/catalog";
const base = resolvedCatalog(catalog);

type Catalog = Parameters<NonNullable<Parameters<typeof resolvedCatalog>[1]>>[0];
const changes = (edit: (catalog: Catalog) => void) => {
  const found = fileChanges({ base, head: resolvedCatalog(catalog, edit) });
  if ("why" in found) throw new Error(found.why);
  return found.files;
};
const alertsOf = (copy: Catalog) => copy.systems.find(({ system }) => system === "resonant")?.services.backend?.alerts ?? {};

test("without a change nothing differs", () => {
  expect(changes(() => {})).toEqual([]);
});

test("an alert that Prometheus evaluates is told with the field that differs, and its file is not", () => {
  const files = changes((copy) => Object.assign(alertsOf(copy)["slow-queries"] ?? {}, { for: "10m" }));
  expect(files).toEqual([
    {
      vendor: "prometheus",
      noun: "alert",
      name: "resonant--backend--slow-queries",
      from: ["resonant/backend/alerts/slow-queries"],
      fate: "changed",
      fields: [
        { path: "for", before: "5m", after: "10m" },
        { path: "annotations.summary", before: "…0 failures, for 5m.", after: "…0 failures, for 10m." },
      ],
    },
  ]);
  const text = JSON.stringify(filesSection(files));
  expect(text).toContain("changed: prometheus alert ");
  expect(text).toContain("for: 5m -> 10m");
});

test("an alert that is renamed is one alert, and one that is removed is gone", () => {
  const renamed = changes((copy) => {
    const alerts = alertsOf(copy);
    const { "slow-queries": slow, ...rest } = alerts;
    const system = copy.systems.find(({ system }) => system === "resonant");
    if (slow && system?.services.backend) system.services.backend.alerts = { ...rest, "slow-sql": { ...slow, formerly: ["slow-queries"] } };
  });
  expect(renamed.find(({ noun }) => noun === "alert")).toMatchObject({
    fate: "renamed",
    name: "resonant--backend--slow-sql",
    formerly: "resonant--backend--slow-queries",
  });
  const removed = changes((copy) => delete alertsOf(copy)["slow-queries"]);
  expect(
    removed
      .filter(({ noun }) => noun === "alert")
      .map(({ fate, name }) => `${fate} ${name}`)
      .sort(),
  ).toEqual(["removed resonant--backend--queries--absent", "removed resonant--backend--slow-queries"]);
});

test("files of other programs are told as well", () => {
  const files = changes((copy) => Object.assign(copy.organization.alertmanager ?? {}, { secrets: "/run/keys" }));
  expect(files.map(({ vendor, noun, fate }) => `${fate} ${vendor} ${noun}`)).toEqual(["changed alertmanager file"]);
});
