import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { openSandbox, type Sandbox } from "../../sandbox/engine.ts";
import type { Outcome } from "../../sandbox/run.ts";
import { read, root } from "../docs/markdown.ts";
import { openSmall, writeSmallCatalog } from "./small.ts";
import { patience, succeeded, temporary } from "./stack.ts";

const { dir, remove } = temporary();
afterAll(remove);

/** The files of the pack that the documentation shows. */
const [yaml = "", program = "", json = ""] = ["yaml", "js", "json"].map(
  (language) => new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(read("docs/policies.md"))?.[1] ?? "",
);

/** That pack in a folder of its own. @param config a third argument of the pack */
function packIn(folder: string, config: object = {}): string {
  const path = join(dir, folder);
  mkdirSync(path, { recursive: true });
  symlinkSync(join(root, "node_modules"), join(path, "node_modules"));
  writeFileSync(join(path, "PulumiPolicy.yaml"), yaml);
  writeFileSync(join(path, "package.json"), json);
  const own = program.replace('"slostack/policy"', JSON.stringify(join(root, "components/policies.ts")));
  writeFileSync(join(path, "index.mjs"), own.replace(" });", ` }, ${JSON.stringify(config)});`));
  return path;
}

/** What the engine's log has of violations, as `<policy> <resource>`. */
const violations = ({ events }: Outcome): string[] =>
  events
    .flatMap((event) => {
      const { policyEvent } = event as { policyEvent?: { policyName: string; resourceUrn?: string; enforcementLevel: string } };
      return policyEvent ? [`${policyEvent.policyName} ${policyEvent.resourceUrn?.split("::").at(-1)}`] : [];
    })
    .sort();

describe("a stack that was declared by hand", () => {
  const open = (): Promise<Sandbox> =>
    openSandbox({
      keepProgram: true,
      dir: join(dir, "by-hand"),
      program: join(root, "test/engine/fixtures/by-hand/index.ts"),
      stack: "prod",
      vendors: ["datadog", "grafana", "aws"],
      config: { "grafana:url": "https://grafana.sandbox", "aws:region": "eu-central-1" },
      secrets: { "grafana:auth": "token-of-grafana", "datadog:apiKey": "key", "datadog:appKey": "key" },
      seed: { grafana: { dataSource: { main: { uid: "main", name: "main", type: "prometheus" } } } },
    });
  const found = [
    "alert-can-fire rules",
    "alert-can-fire silent",
    "alert-has-owner bare",
    "alert-has-runbook bare",
    "alert-reaches-someone silent",
    "critical-alert-pages chatty",
    "critical-alert-pages rules",
  ];

  test(
    "is refused by the pack, with a reason and a remedy each, before anything is made",
    async () => {
      const stack = await open();
      const outcome = await stack.preview({ args: ["--policy-pack", packIn("strict")] });
      expect(violations(outcome), outcome.output).toEqual(found);
      expect(outcome.ok).toBe(false);
      expect(outcome.output).toContain(
        'rule "No instance is up": its condition A never holds, because count(up{job="checkout"}) of no series',
      );
      const advised = await stack.up({ args: ["--policy-pack", packIn("advice", { all: "advisory" })] });
      succeeded(advised);
      expect(violations(advised)).toEqual(found);
    },
    patience,
  );

  test(
    "keeps what its owner configures",
    async () => {
      const stack = await open();
      const config = { "alert-has-owner": { keys: ["squad"] }, "critical-alert-pages": "disabled" };
      const outcome = await stack.preview({ args: ["--policy-pack", packIn("configured", config)] });
      const own = violations(outcome);
      expect(own).toContain("alert-has-owner sound");
      expect(own.filter((one) => one.startsWith("critical"))).toEqual([]);
    },
    patience,
  );
});

test(
  "what slostack declares passes, at the first preview and as it stands",
  async () => {
    const catalog = join(dir, "small");
    writeSmallCatalog(catalog);
    const stack = await openSmall(catalog, join(dir, "generated"));
    const args = ["--policy-pack", packIn("own")];
    const preview = await stack.preview({ args });
    succeeded(preview);
    expect(violations(preview), preview.output).toEqual([]);
    const up = await stack.up({ args });
    succeeded(up);
    expect(violations(up)).toEqual([]);
  },
  patience,
);
