import { expect, test } from "vitest";
import { settingsIn, stackFiles, stackOf } from "../../cli/stack-settings.ts";

const settings = (stack: string, project = "name: slostack\n") =>
  settingsIn(stackFiles((name) => (name === "Pulumi.yaml" ? project : name === "Pulumi.prod.yaml" ? stack : undefined), "prod"));

test.each([
  ["by their whole names", "config: { 'slostack:catalog': acme, 'slostack:protect': true }", { catalog: "acme", protect: true }],
  ["without their package, which is the project's", "config: { catalog: acme }", { catalog: "acme" }],
  [
    "as pulumi config set writes them",
    `config: { 'slostack:protect': "true", 'slostack:vendors': '["aws"]' }`,
    { protect: true, vendors: ["aws"] },
  ],
  [
    "that leave a vendor out",
    "config: { 'slostack:vendors': [aws], 'slostack:withoutVendors': [axiom] }",
    { vendors: ["aws"], without: ["axiom"] },
  ],
  ["none", "", {}],
])("settings are read %s", (_, stack, expected) => {
  expect(settings(stack)).toEqual(expected);
});

test("those of the project stand for a stack without its own", () => {
  const project =
    "name: slostack\nconfig:\n  catalog: { type: string, default: acme }\n  slostack:environment: live\n  vendors: { value: [aws] }\n";
  expect(settings("config: { 'slostack:environment': prod }", project)).toEqual({ catalog: "acme", environment: "prod", vendors: ["aws"] });
});

test("what is no map of settings is a fault", () => {
  expect(() => settings("- a list\n")).toThrow(/Pulumi\.prod\.yaml has no settings/);
  expect(() => settings("config: {a: 1")).toThrow();
});

test("a file names its stack", () => {
  expect(["Pulumi.prod.yaml", "Pulumi.a.b.yaml", "Pulumi.yaml", "Pulumi.prod.yml", "x.yaml"].map(stackOf)).toEqual([
    "prod",
    "a.b",
    undefined,
    undefined,
    undefined,
  ]);
});
