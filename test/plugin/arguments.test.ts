import * as pulumi from "@pulumi/pulumi";
import { describe, expect, test } from "vitest";
import { components } from "../../plugin/components.ts";
import { Plugin } from "../../plugin/provider.ts";
import { packageSchema } from "../../plugin/schema.ts";
import { fences, read, tableRows } from "../docs/markdown.ts";

interface Described {
  readonly description: string;
}
interface Schema {
  readonly resources: Readonly<Record<string, Record<"inputProperties" | "properties", Readonly<Record<string, Described>>>>>;
  readonly types: Readonly<Record<string, { readonly properties: Readonly<Record<string, Described>> }>>;
}
const { resources, types } = packageSchema(components) as Schema;

/** Names and comments of the members of an interface or class, as TypeScript users see them. */
function commentsOf(file: string, name: string): Record<string, string> {
  const declared = new RegExp(`^export (?:interface|class) ${name}\\b[^{]*\\{\\n([\\s\\S]*?)^\\}`, "m").exec(read(file));
  const members = (declared?.[1] ?? "").matchAll(/\/\*\*((?:(?!\*\/)[\s\S])+?)\*\/\s+readonly (\w+)\??:/g);
  return Object.fromEntries([...members].map(([, comment = "", member]) => [member, comment.replaceAll(/\s+(\* )?/g, " ").trim()]));
}

const descriptionsIn = (properties: Readonly<Record<string, Described>> = {}) =>
  Object.fromEntries(Object.entries(properties).map(([name, { description }]) => [name, description]));

const descriptionsOf = (token: string) => descriptionsIn(resources[token]?.inputProperties);

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

describe("the arguments of components without a catalog", () => {
  const slo = "by-itself/arguments.ts";
  const datadog = "components/datadog/by-itself/slo-alerts.ts";

  test("are described as those of the class, as are its outputs", () => {
    const component = resources["slostack:datadog:SloAlerts"];
    expect(descriptionsIn(component?.inputProperties)).toEqual({ ...commentsOf(slo, "SloArgs"), ...commentsOf(datadog, "SloAlertsArgs") });
    expect(descriptionsIn(component?.properties)).toEqual(commentsOf(datadog, "SloAlerts"));
  });

  test.each([
    ["slostack:grafana:SloAlerts", "components/grafana/by-itself/slo-alerts.ts", { ...commentsOf(slo, "SloArgs") }],
    [
      "slostack:pagerduty:OnCallService",
      "components/pagerduty/by-itself/on-call-service.ts",
      commentsOf("by-itself/on-call-arguments.ts", "OnCallServiceArgs"),
    ],
  ])("%s is described as its class, as are its outputs", (token, file, shared) => {
    expect(descriptionsOf(token)).toEqual({ ...shared, ...commentsOf(file, "SloAlertsArgs") });
    expect(descriptionsIn(resources[token]?.properties)).toEqual(commentsOf(file, token.split(":")[2] ?? ""));
    expect(Object.keys(descriptionsOf(token)).length).toBeGreaterThan(8);
  });

  test.each([
    ["Sli", ["SliBase", "BadSli", "GoodSli", "LatencySli"]],
    ["HistogramSli", ["SliBase", "BadSli", "GoodSli", "LatencySli", "HistogramSli"]],
    ["Policy", ["Policy"]],
  ])("the parts of %s are described as in its type", (name, interfaces) => {
    const described = Object.assign({}, ...interfaces.map((one) => commentsOf(slo, one)));
    expect(descriptionsIn(types[`slostack:index:${name}`]?.properties)).toEqual(described);
    expect(Object.keys(described).length).toBeGreaterThan(3);
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

  test("takes an output only where another resource may give it", async () => {
    const faulty = construct("slostack:datadog:SloAlerts", { page: pulumi.output("@pagerduty-shop"), runbook: pulumi.output("https://…") });
    const { errors } = await faulty.then(
      () => ({ errors: [] }),
      (error: { errors: { propertyPath: string; reason: string }[] }) => error,
    );
    expect(errors.map(({ propertyPath }) => propertyPath)).not.toContain("page");
    expect(errors).toContainEqual({
      propertyPath: "runbook",
      reason: "is a secret or an output of a resource; this has to be a plain value",
    });
  });

  test.each([
    [{ total: "checkout.requests" }],
    [{ total: "checkout.requests", bad: "checkout.errors", metric: "checkout.duration" }],
    [{ below: "300ms", metric: "checkout.duration" }],
  ])("measures bad events or slow ones: %j is refused", async (sli) => {
    const faulty = construct("slostack:datadog:SloAlerts", { sli: { ...sli, minimumTraffic: "40/h" } });
    const reason = "is either { total, bad }, { total, good } or { metric, below, unit }";
    await expect(faulty).rejects.toMatchObject({ errors: expect.arrayContaining([{ propertyPath: "sli", reason }]) });
  });

  test("is one of the package", async () => {
    await expect(construct("slostack:index:Nothing", {})).rejects.toThrow(/^slostack [\d.]+ has no component slostack:index:Nothing$/);
  });
});

test("docs/other-languages.md quotes the programs that are tested", () => {
  const quoted = fences(read("docs/other-languages.md")).map(({ text }) => text.trim());
  for (const program of ["yaml/Pulumi.yaml", "yaml-slo/Pulumi.yaml", "python/__main__.py"])
    expect(quoted).toContain(read(`test/package/programs/${program}`).trim());
});
