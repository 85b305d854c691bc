import { describe, expect, test } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { programs } from "../../programs/table.ts";
import { read, section, tableRows } from "./markdown.ts";

const page = read("docs/dependencies.md");
const rows = (title: string) => tableRows(section(page, title));
const versions = (title: string) => Object.fromEntries(rows(title).map(([name = "", version]) => [name.replaceAll("`", ""), version]));

describe("docs/dependencies.md", () => {
  test("lists the run-time packages of package.json at their versions", () => {
    expect(versions("At run time")).toEqual(packageJson.dependencies);
  });

  test("lists the development packages of package.json at their versions", () => {
    expect({ ...versions("For development"), ...versions("Optional") }).toEqual(packageJson.devDependencies);
  });

  test("lists the optional packages, of which the package takes that version or a compatible one", () => {
    const ranges = Object.entries(versions("Optional")).map(([name, version]) => [name, `^${version}`]);
    expect(Object.fromEntries(ranges)).toEqual(packageJson.peerDependencies);
    expect(packageJson.peerDependenciesMeta).toEqual(Object.fromEntries(ranges.map(([name]) => [name, { optional: true }])));
  });

  test("lists the outside programs at the versions that are built", () => {
    expect(versions("Programs from outside")).toEqual(
      Object.fromEntries(Object.values(programs).map(({ name, version }) => [name, version])),
    );
  });

  test("lists the Python packages of a test, which pins what they need in turn", () => {
    const pinned = read("test/setup/python-requirements.txt").split("\n").slice(1, -1);
    for (const line of pinned) expect(line).toMatch(/^[\w-]+==\d[\w.]*$/);
    const listed = versions("Python packages");
    expect(pinned).toEqual(expect.arrayContaining(Object.entries(listed).map(([name, version]) => `${name}==${version}`)));
    expect(listed).toHaveProperty("pulumi");
  });

  test.each(["At run time", "Optional", "For development", "Programs from outside", "Python packages"])(
    "says why and what else there was, for each: %s",
    (title) => {
      for (const [name, , why = "", instead = ""] of rows(title)) {
        expect(why.length, `${name}: why`).toBeGreaterThan(10);
        expect(instead.length, `${name}: instead`).toBeGreaterThan(5);
      }
    },
  );

  test("every version in package.json is exact", () => {
    for (const [name, version] of Object.entries({ ...packageJson.dependencies, ...packageJson.devDependencies }))
      expect(version, name).toMatch(/^(npm:[a-z]+@)?\d+\.\d+\.\d+$/);
  });
});
