import * as pulumi from "@pulumi/pulumi";
import { describe, expect, test } from "vitest";
import { components } from "../../plugin/components.ts";
import { Plugin } from "../../plugin/provider.ts";
import { packageSchema } from "../../plugin/schema.ts";
import { fences, read, tableRows } from "../docs/markdown.ts";

interface Schema {
  readonly resources: Readonly<Record<string, { readonly inputProperties: Readonly<Record<string, { readonly description: string }>> }>>;
}
const { resources } = packageSchema(components) as Schema;

/** Names and comments of the members of an interface, as TypeScript users see them. */
function commentsOf(file: string, name: string): Record<string, string> {
  const [, body = ""] = new RegExp(`^export interface ${name} \\{\\n([\\s\\S]*?)^\\}`, "m").exec(read(file)) ?? [];
  const members = body.matchAll(/\/\*\*([^/]+?)\*\/\s+readonly (\w+)\??:/g);
  return Object.fromEntries([...members].map(([, comment = "", member]) => [member, comment.replaceAll(/\s+(\* )?/g, " ").trim()]));
}

const descriptionsOf = (token: string) =>
  Object.fromEntries(Object.entries(resources[token]?.inputProperties ?? {}).map(([name, { description }]) => [name, description]));

describe("the arguments of Slostack", () => {
  const described = descriptionsOf("slostack:index:Slostack");

  test("are described as those of the class", () => {
    expect(described).toEqual(commentsOf("slostack.ts", "SlostackArgs"));
    expect(Object.keys(described).length).toBeGreaterThan(4);
  });

  test("are those of docs/other-languages.md", () => {
    const rows = tableRows(read("docs/other-languages.md")).map(([name = "", what, otherwise]) => [
      name.replaceAll("`", ""),
      `${what}; default: ${otherwise}`,
    ]);
    expect(Object.fromEntries(rows)).toEqual(described);
  });
});

describe("a component that is asked for", () => {
  const construct = (type: string, inputs: object) => new Plugin().construct("monitoring", type, inputs, {});

  test("has arguments of their types, and no others: every fault is named", async () => {
    const faulty = construct("slostack:index:Slostack", { vendors: "grafana", protect: "yes", catalogue: "./catalog" });
    await expect(faulty).rejects.toMatchObject({
      message: "slostack:index:Slostack monitoring has arguments that it cannot take",
      errors: [
        { propertyPath: "vendors", reason: expect.stringContaining("expected array") },
        { propertyPath: "protect", reason: expect.stringContaining("expected boolean") },
        { propertyPath: "", reason: expect.stringContaining('"catalogue"') },
      ],
    });
  });

  test("has plain arguments, at every depth", async () => {
    const faulty = construct("slostack:index:Slostack", { catalog: { organization: { name: pulumi.output("acme") } } });
    const reason = "is a secret or an output of a resource; this has to be a plain value";
    await expect(faulty).rejects.toMatchObject({ errors: [{ propertyPath: "catalog.organization.name", reason }] });
  });

  test("is one of the package", async () => {
    await expect(construct("slostack:index:Nothing", {})).rejects.toThrow(/^slostack [\d.]+ has no component slostack:index:Nothing$/);
  });
});

test("docs/other-languages.md quotes the programs that are tested", () => {
  const quoted = fences(read("docs/other-languages.md")).map(({ text }) => text.trim());
  for (const program of ["yaml/Pulumi.yaml", "python/__main__.py"])
    expect(quoted).toContain(read(`test/package/programs/${program}`).trim());
});
