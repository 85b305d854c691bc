import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { engineEnvironment, scrub } from "../../sandbox/environment.ts";
import { encryptedSecrets, passphrase, writeProject, writeSettings } from "../../sandbox/project.ts";

function inFolder(work: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "slostack-project-"));
  try {
    work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("the environment of the engine", () => {
  test.each([
    "GRAFANA_AUTH",
    "PAGERDUTY_TOKEN",
    "DATADOG_API_KEY",
    "DD_APP_KEY",
    "AWS_SECRET_ACCESS_KEY",
    "SENTRY_AUTH_TOKEN",
    "NEW_RELIC_API_KEY",
    "CHECKLY_API_KEY",
    "BETTERUPTIME_API_TOKEN",
    "PULUMI_ACCESS_TOKEN",
    "PULUMI_BACKEND_URL",
    "PULUMI_CONFIG_PASSPHRASE_FILE",
  ])("does not hold %s of the caller", (name) => {
    expect(scrub({ [name]: "x", HOME: "/home/ada" })).toEqual({ HOME: "/home/ada" });
  });

  test("has its own state, home and passphrase, and the fake providers in the place of plugins", () => {
    const places = {
      cli: "/cache/pulumi",
      languageHost: undefined,
      folder: "/sandbox",
      passphrase: "own",
      ports: { grafana: 1, pagerduty: 2 },
    };
    expect(engineEnvironment({ PATH: "/usr/bin", PULUMI_HOME: "/home/ada/.pulumi" }, places)).toMatchObject({
      PULUMI_HOME: "/sandbox/home",
      PULUMI_BACKEND_URL: "file:///sandbox/state",
      PULUMI_CONFIG_PASSPHRASE: "own",
      PULUMI_DEBUG_PROVIDERS: "grafana:1,pagerduty:2",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    });
  });

  test("keeps the language host of an outer command, which put the CLI on PATH beside it", () => {
    const places = { cli: "/cache/pulumi", languageHost: undefined, folder: "/sandbox", passphrase: "own", ports: {} };
    const host = { SLOSTACK_LANGUAGE_HOST: "/outer/main.ts" };
    expect(engineEnvironment(host, places)).toMatchObject(host);
    expect(engineEnvironment(host, { ...places, languageHost: "/own/main.ts" })).toMatchObject({ SLOSTACK_LANGUAGE_HOST: "/own/main.ts" });
  });

  test("writes the state at the end of an update alone, unless the state is to outlive a kill", () => {
    const places = { cli: "/cache/pulumi", languageHost: undefined, folder: "/sandbox", passphrase: "own", ports: {} };
    expect(engineEnvironment({}, places)).toMatchObject({ PULUMI_SKIP_CHECKPOINTS: "true" });
    expect(engineEnvironment({}, { ...places, durable: true })).not.toHaveProperty("PULUMI_SKIP_CHECKPOINTS");
  });

  test("keeps the options that the caller gives to Node", () => {
    const places = { cli: "/cache/pulumi", languageHost: undefined, folder: "/sandbox", passphrase: "own", ports: {} };
    expect(engineEnvironment({ NODE_OPTIONS: "--max-old-space-size=512" }, places).NODE_OPTIONS).toMatch(
      /^--max-old-space-size=512 .*--import=/,
    );
  });

  test("does not see a real plugin that lies on PATH", () => {
    inFolder((folder) => {
      writeFileSync(join(folder, "pulumi-resource-grafana"), "");
      const places = { cli: "/cache/pulumi", languageHost: undefined, folder: "/sandbox", passphrase: "own", ports: {} };
      const path = engineEnvironment({ PATH: `${folder}:/usr/bin` }, places).PATH ?? "";
      expect(path.split(":")).not.toContain(folder);
      expect(path.split(":")).toContain("/usr/bin");
    });
  });
});

describe("the sandbox's own project", () => {
  test("points at the program and compiles nothing", () => {
    inFolder((folder) => {
      writeProject(folder, "slostack", "/home/ada/index.ts");
      expect(load(readFileSync(join(folder, "Pulumi.yaml"), "utf8"))).toEqual({
        name: "slostack",
        main: "/home/ada/index.ts",
        runtime: { name: "nodejs", options: { typescript: false } },
      });
    });
  });

  test("copies a real stack's settings without its secrets and leaves them untouched", () => {
    inFolder((folder) => {
      const real = join(folder, "real.yaml");
      const text = [
        "encryptionsalt: v1:real",
        "config:",
        "  grafana:url: https://grafana.example.com",
        "  grafana:auth: { secure: v1:abc }",
        "  slostack:pager: { token: { secure: v1:def }, region: eu }",
        "  slostack:vendors: [grafana]",
        "",
      ].join("\n");
      writeFileSync(real, text);
      const own = join(folder, "Pulumi.prod.yaml");
      writeFileSync(own, "encryptionsalt: v1:own\nconfig:\n  slostack:old: gone\n  slostack:token: { secure: v1:mine }\n");
      writeSettings(own, "slostack", real, { "grafana:url": "http://127.0.0.1", threshold: 0.1 });
      expect(load(readFileSync(own, "utf8"))).toEqual({
        encryptionsalt: "v1:own",
        config: {
          "slostack:token": { secure: "v1:mine" },
          "slostack:vendors": ["grafana"],
          "grafana:url": "http://127.0.0.1",
          "slostack:threshold": 0.1,
        },
      });
      expect(readFileSync(real, "utf8")).toBe(text);
    });
  });

  test.each<[string, { secrets?: string[]; settings?: [from: string, to: string]; key?: string }]>([
    ["another secret", { secrets: ["slostack:token=other"] }],
    ["a secret more", { secrets: ["slostack:token=x", "grafana:auth=y"] }],
    ["another text in the settings", { settings: ["v1:mine", "v1:another"] }],
    ["a secret that was removed from the settings", { settings: ["  slostack:token: { secure: v1:mine }\n", ""] }],
    ["another salt", { settings: ["v1:own", "v1:another"] }],
    ["another passphrase", { key: "another" }],
  ])("has secrets encrypted again for %s, and for nothing else", (_, { secrets = ["slostack:token=x"], settings, key = "own" }) => {
    inFolder((folder) => {
      const file = join(folder, "Pulumi.prod.yaml");
      const text = "encryptionsalt: v1:own\nconfig:\n  slostack:token: { secure: v1:mine }\n  slostack:plain: 1\n";
      writeFileSync(file, text);
      expect(encryptedSecrets(file, ["slostack:token=x"], "own").stand()).toBe(false);
      encryptedSecrets(file, ["slostack:token=x"], "own").note();
      writeFileSync(file, text.replace("plain: 1", "plain: 2"));
      expect(encryptedSecrets(file, ["slostack:token=x"], "own").stand()).toBe(true);
      if (settings) writeFileSync(file, text.replace(...settings));
      expect(encryptedSecrets(file, secrets, key).stand()).toBe(false);
      for (const name of readdirSync(folder)) expect(readFileSync(join(folder, name), "utf8")).not.toMatch(/token=|other$/);
    });
  });

  test("keeps one passphrase, which is no other sandbox's", () => {
    inFolder((one) =>
      inFolder((two) => {
        expect(passphrase(one)).toBe(passphrase(one));
        expect(passphrase(one)).not.toBe(passphrase(two));
      }),
    );
  });
});
