import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { runSettings } from "../../cli/run-settings.ts";
import { accountsBefore, sandboxVendors } from "../../cli/sandbox-accounts.ts";
import { accountBefore } from "../../components/pagerduty/fake/before.ts";
import { resolve } from "../../language.ts";
import { findProgram } from "../../programs/find.ts";
import { openSandbox, type Sandbox, type Seed } from "../../sandbox/engine.ts";
import { everyVendor } from "../components/every-vendor.ts";
import { catalogIn } from "../engine/small.ts";
import { nameOf, patience, resourcesOf, type StateResource, succeeded } from "../engine/stack.ts";
import { installSdk, type Python, pythonWithPulumi } from "../setup/python.ts";

/** Programs in other languages of Pulumi stand up a catalog with a little of every vendor, those behind the bridge too, through the plugin of the installed package. */
export function programsInOtherLanguages(project: string): void {
  /** The folder of a program as a user has it: the program, the catalog, and `node_modules`. */
  function folderOf(language: string): string {
    const folder = join(project, "programs", language);
    cpSync(join(import.meta.dirname, "programs", language), folder, { recursive: true });
    everyVendor(folder, ".");
    symlinkSync(join(project, "node_modules"), join(folder, "node_modules"));
    return folder;
  }

  /** Its stack over fake vendors. What the program does not say is a setting of the stack. @param there in accounts, in the place of what the catalog needs */
  async function open(folder: string, there: Seed = {}): Promise<Sandbox> {
    const host = await findProgram("pulumi-language-yaml", { report: console.error });
    const catalog = catalogIn(join(folder, "catalog"));
    const of = { root: folder, stack: "prod", catalogDir: join(folder, "catalog"), catalog, resolved: resolve(catalog, "prod") };
    const { config, secrets } = runSettings(of);
    const { catalog: _, environment: __, vendors, ...settings } = config;
    return openSandbox({
      dir: join(folder, "sandbox"),
      program: join(folder, "Pulumi.yaml"),
      project: "shop-monitoring",
      stack: "prod",
      vendors: sandboxVendors,
      seed: { ...accountsBefore(catalog), ...there },
      config: { ...settings, "slostack:vendors": vendors },
      secrets,
      env: { ...process.env, PATH: `${process.env.PATH}${delimiter}${dirname(host.path)}` },
    });
  }

  /** All but the plugin's own provider: whether a program names its version is up to the SDK of its language. */
  const kindsAndNames = (resources: readonly StateResource[]): string[] =>
    resources
      .filter(({ type }) => type !== "pulumi:providers:slostack")
      .map(({ type, urn }) => `${type} ${urn.split("::").at(-1)}`)
      .sort();
  let inYaml: readonly string[];

  describe("a program in YAML", () => {
    let folder: string;
    let stack: Sandbox;
    beforeAll(async () => {
      folder = folderOf("yaml");
      stack = await open(folder);
    });

    // A change of what the plugin serves changes this file, so that it is seen in review: CHANGELOG.md then says how to move.
    test("is served the schema of the components", async () => {
      const { stdout, stderr } = spawnSync(stack.engine.path, ["package", "get-schema", "./node_modules/slostack/plugin"], {
        cwd: folder,
        encoding: "utf8",
        env: await stack.environment(),
      });
      expect(stderr).not.toContain("error:");
      await expect(stdout).toMatchFileSnapshot("golden/plugin-schema.json");
    });

    test(
      "stands up its catalog with settings and secrets of the stack, and a second preview is empty",
      async () => {
        succeeded(await stack.up());
        const resources = resourcesOf(stack);
        const [component] = resources.filter(({ type }) => type === "slostack:index:Slostack");
        expect(component && nameOf(component)).toBe("monitoring");
        inYaml = kindsAndNames(resources);
        const vendors = new Set(resources.filter(({ custom }) => custom).map(({ type }) => type.split(":")[0]));
        expect([...vendors]).toEqual(expect.arrayContaining([...sandboxVendors]));
        const { environment, monitoring } = await stack.outputs();
        expect(environment).toBe("prod");
        expect(Object.keys(monitoring as object)).toEqual(expect.arrayContaining(["environment", "grafana", "pagerduty", "sentry"]));
        succeeded(await stack.preview({ expectNoChanges: true }));
      },
      patience,
    );

    test("is told every problem, and nothing is registered", async () => {
      const program = join(folder, "Pulumi.yaml");
      const text = readFileSync(program, "utf8");
      writeFileSync(program, text.replace("./catalog", "./elsewhere"));
      const { ok, output } = await stack.preview();
      writeFileSync(program, text);
      expect(ok).toBe(false);
      expect(output).toContain("slostack:index:Slostack resource 'monitoring' has a problem: ./elsewhere");
      expect(output).toContain("there is no such folder");
      expect(output).toContain("Nothing was registered.");
    });
  });

  test(
    "a program in YAML takes components without a catalog",
    async () => {
      const folder = folderOf("yaml-slo");
      const users = ["ada", "bob", "carol"].map((name) => ({ name, email: `${name}@example.com` }));
      const stack = await open(folder, { pagerduty: accountBefore({ users, teams: ["Payments"] }) });
      const { ok, output, steps } = await stack.up();
      expect(ok, output).toBe(true);
      const names = steps.map(({ type, name }) => `${type} ${name}`);
      expect(names).toEqual(
        expect.arrayContaining([
          "slostack:datadog:SloAlerts checkout",
          "datadog:index/monitor:Monitor checkout--page",
          "datadog:index/monitor:Monitor checkout--ticket",
          "slostack:pagerduty:OnCallService payments",
          "pagerduty:index/serviceIntegration:ServiceIntegration payments--datadog",
        ]),
      );
      const { datadog = [] } = stack.objects();
      expect(datadog.map(({ id }) => id)).toContain((await stack.outputs()).slo);
      expect((await stack.outputs()).key).toBe("[secret]");
      succeeded(await stack.preview({ expectNoChanges: true }));
    },
    patience,
  );

  describe("a program in Python", () => {
    let folder: string;
    let stack: Sandbox;
    let python: Python;
    beforeAll(async () => {
      folder = folderOf("python");
      stack = await open(folder);
      python = await pythonWithPulumi();
      const { path } = await findProgram("pulumi-sdk", { report: console.error });
      const generated = join(folder, "sdks/slostack");
      execFileSync(path, [generated], { input: readFileSync(join(import.meta.dirname, "golden/plugin-schema.json")) });
      installSdk(python, generated, join(folder, "site-packages"));
    });

    test(
      "stands up the same objects with the generated SDK, and a second preview is empty",
      async () => {
        const PYTHONPATH = [python.packages, join(folder, "site-packages")].join(delimiter);
        const env = { ...(await stack.environment()), PYTHONPATH, PYTHONDONTWRITEBYTECODE: "1" };
        const run = [join(import.meta.dirname, "automation.py"), folder, "prod"];
        const { status, stdout, stderr } = spawnSync(python.path, run, { encoding: "utf8", env, timeout: patience });
        expect(status, stdout + stderr).toBe(0);
        const { up, preview, outputs } = JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "");
        expect(Object.keys(up)).toEqual(["create"]);
        expect(Object.keys(preview)).toEqual(["same"]);
        expect(outputs.environment).toBe("prod");
        expect(outputs.monitoring).toMatchObject({ environment: "prod", grafana: {}, pagerduty: {}, sentry: {} });
        expect(kindsAndNames(resourcesOf(stack))).toEqual(inYaml);
      },
      patience,
    );
  });
}
