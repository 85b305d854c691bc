import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { vendors } from "../../cli/runbooks/vendors.ts";
import { registry } from "../../components/registry.ts";
import { vocabulary } from "../../language.ts";
import description from "../../package.json" with { type: "json" };
import { fakes } from "../../sandbox/fakes.ts";

const folder = join(import.meta.dirname, "../../components");
const folders = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
const names = registry.map(({ name }) => name).sort();

test("each folder is a vendor of the registry under its name, and has a fake", () => {
  expect(folders.sort()).toEqual(names);
  expect([...fakes.keys()]).toEqual(names);
});

test.each(folders)("the folder of %s has the files that every vendor has", (vendor) => {
  const files = [
    "README.md",
    "index.ts",
    "kinds.ts",
    "plan.ts",
    "resources.ts",
    "select.ts",
    "refusals.ts",
    "report.ts",
    "runbook.ts",
    "sandbox.ts",
  ];
  const optional = vendor === "pagerduty" || vendor === "opsgenie" ? ["runbook.ts"] : [];
  expect(files.filter((file) => !optional.includes(file) && !existsSync(join(folder, vendor, file)))).toEqual([]);
});

test.each(registry)("$name names the package that its resources load, which is an optional one", ({ name, sdk }) => {
  const text = readdirSync(join(folder, name))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(join(folder, name, file), "utf8"))
    .join("\n");
  const loaded = [...text.matchAll(/^import (?!type ).* from "(@[\w-]+\/[\w-]+)/gm)].map(([, from = ""]) => from);
  const optional = loaded.filter((from) => Object.hasOwn(description.peerDependencies, from) && from !== "@pulumi/pulumi");
  expect([...new Set(optional)]).toEqual(sdk === undefined ? [] : [sdk]);
});

test("for each kind of source, one vendor says how it asks", () => {
  const kinds = vocabulary.sources.map(({ kind }) => [kind, vendors.filter(({ queries }) => queries?.[kind] !== undefined).length]);
  expect(kinds).toEqual(kinds.map(([kind]) => [kind, 1]));
});

test("neither what is found in a folder nor a plan loads an SDK", () => {
  const program = `
    import { Module } from "node:module";
    import { fromFolders } from ${JSON.stringify(join(folder, "../sandbox/vendor-folders.ts"))};
    import ${JSON.stringify(join(folder, "registry.ts"))};
    for (const name of ["report", "runbook", "sandbox", "backstage", "fake/index"]) await fromFolders(name);
    console.log(Object.keys(Module._cache).filter((file) => /@pulumi|@grafana/.test(file)).length);`;
  expect(execFileSync(process.execPath, ["--input-type=module", "-e", program], { encoding: "utf8" }).trim()).toBe("0");
});
