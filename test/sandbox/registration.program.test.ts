import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { NotRegistered, registrationsOf } from "../../sandbox/registration/registration.ts";

// Below the project, so that the program finds the SDK.
const folder = mkdtempSync(join(import.meta.dirname, "registration-"));
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const program = (text: string) => {
  write("index.ts", text);
  return join(folder, "index.ts");
};

beforeAll(() => write("package.json", '{ "type": "module" }'));
afterAll(() => rmSync(folder, { recursive: true }));

const nested = `
import * as pulumi from "@pulumi/pulumi";
const config = new pulumi.Config("slostack");
class Group extends pulumi.ComponentResource {
  constructor(name: string) {
    super("test:Group", name);
    const first = new pulumi.CustomResource("vendor:index/thing:Thing", "first", { of: config.require("of"), key: config.requireSecret("key") }, { parent: this });
    first.id.apply((id) => new pulumi.CustomResource("vendor:index/thing:Thing", "second", { after: id }, { parent: this }));
  }
}
new Group("group");
`;

test("everything that a program registers is told, with its parent, also what waits for another", async () => {
  const found = await registrationsOf({ program: program(nested), stack: "prod", config: { of: "this" }, secrets: { key: "x" } });
  const urn = found.find(({ name }) => name === "group")?.urn;
  expect(found.map(({ type, name, parent }) => [type, name, parent])).toEqual([
    ["test:Group", "group", ""],
    ["vendor:index/thing:Thing", "first", urn],
    ["vendor:index/thing:Thing", "second", urn],
  ]);
  expect(found[2]?.inputs).toEqual({ after: expect.stringMatching(/^\d+$/) });
});

test("the settings of the stack beside the program count, lists among them; what is given stands above them", async () => {
  write("Pulumi.staging.yaml", 'config:\n  slostack:of: the file\n  slostack:list: [a, b]\n  slostack:key: { secure: "v1:xyz" }\n');
  const text = `
import * as pulumi from "@pulumi/pulumi";
const config = new pulumi.Config("slostack");
const secrets: string[] = JSON.parse(process.env.PULUMI_CONFIG_SECRET_KEYS ?? "[]");
new pulumi.CustomResource("vendor:index/thing:Thing", config.require("of"), { list: config.requireObject<string[]>("list"), key: config.get("key"), secrets });
`;
  const [of] = await registrationsOf({ program: program(text), stack: "staging" });
  expect(of).toMatchObject({ name: "the file", inputs: { list: ["a", "b"], secrets: [] } });
  expect(of?.inputs).not.toHaveProperty("key");
  const [above] = await registrationsOf({ program: program(text), stack: "staging", config: { of: "given" }, secrets: { key: "x" } });
  expect(above).toMatchObject({ name: "given", inputs: { key: "x", secrets: ["slostack:key"] } });
});

test("a program that stops is told in its own words", async () => {
  const stopped = registrationsOf({ program: program('throw new Error("no vendor is switched on");'), stack: "prod" });
  await expect(stopped).rejects.toThrow(/^index\.ts registers nothing for prod:\n[\s\S]*no vendor is switched on/);
});

test("of one that stops on purpose, its words and no more", async () => {
  const text = 'import * as pulumi from "@pulumi/pulumi";\nthrow new pulumi.RunError("grafana:url is not set");';
  const stopped = registrationsOf({ program: program(text), stack: "prod" });
  await expect(stopped).rejects.toThrow(new NotRegistered("index.ts", "prod", "grafana:url is not set"));
});
