import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { registry } from "../components/registry.ts";
import { loadCatalog } from "../model/load.ts";
import { openSandbox, type Sandbox, type SandboxOptions } from "../sandbox/engine.ts";
import type { Outcome } from "../sandbox/run.ts";
import { duration, median, part, table } from "./figures.ts";
import type { Question } from "./question.ts";

const root = join(import.meta.dirname, "..");
const stack = "prod";
const shareLimit = 0.05;
const runs = { full: 9, quick: 3 };

/** What the catalog adds to a preview: the real program beside a bare one with the same resources in the same state. */
export const preview: Question = async ({ quick, report }) => {
  const folder = mkdtempSync(join(tmpdir(), "slostack-bench-"));
  try {
    const ours = await stand(join(folder, "ours"), { program: join(root, "index.ts"), report });
    const up = await ours.up();
    if (!up.ok) throw new Error(up.output);
    const resources = await declared(ours);
    const file = join(folder, "resources.json");
    writeFileSync(file, JSON.stringify(resources));
    // The same state, accounts and passphrase: the bare program finds all of its resources unchanged.
    cpSync(join(folder, "ours"), join(folder, "bare"), { recursive: true });
    const bare = await stand(join(folder, "bare"), {
      program: join(import.meta.dirname, "bare-program.ts"),
      settings: join(root, `Pulumi.${stack}.yaml`),
      config: { "bench:resources": file },
      report,
    });
    const pairs: { ours: number; bare: number }[] = [];
    for (let round = -1; round < (quick ? runs.quick : runs.full); round++) {
      const pair = { ours: secondsOf(await ours.preview(), resources.length), bare: secondsOf(await bare.preview(), resources.length) };
      if (round >= 0) pairs.push(pair);
    }
    report(`preview: ${pairs.length} runs of each`);
    return answer(pairs, resources.length);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

type Place = Pick<SandboxOptions, "program" | "settings" | "config" | "report">;

function stand(dir: string, { config = {}, ...place }: Place): Promise<Sandbox> {
  const { catalog } = loadCatalog(join(root, "catalog"));
  const uids = Object.values(catalog?.organization.sources ?? {}).map(({ datasource }) => datasource);
  return openSandbox({
    ...place,
    dir,
    stack,
    vendors: [...registry.pagers, ...registry.evaluators].map(({ name }) => name),
    config: { "grafana:url": "http://grafana.bench", ...config },
    secrets: Object.fromEntries(["grafana:auth", "pagerduty:token", "slostack:slackToken"].map((key) => [key, `bench-${key}`])),
    seed: { grafana: { dataSource: Object.fromEntries(uids.map((uid) => [uid, { uid, name: uid, type: "prometheus" }])) } },
  });
}

interface StateResource {
  readonly type: string;
}

/** Everything of the state but the stack itself, which every program has. */
async function declared(sandbox: Sandbox): Promise<StateResource[]> {
  const state = JSON.parse(await sandbox.export({ showSecrets: true })) as { deployment: { resources: StateResource[] } };
  return state.deployment.resources.filter(({ type }) => type !== "pulumi:pulumi:Stack");
}

/** @throws Error unless the preview found every resource of the state, and none of them changed */
function secondsOf({ ok, output, steps, changes, seconds }: Outcome, resources: number): number {
  if (!ok) throw new Error(output);
  if (steps.length > 0) throw new Error(`a resource is not the same: ${steps.map(({ op, urn }) => `${op} ${urn}`).join(", ")}`);
  if ((changes.same ?? 0) < resources / 2) throw new Error(`only ${changes.same} of ${resources} resources were previewed`);
  return seconds;
}

function answer(pairs: readonly { ours: number; bare: number }[], resources: number): Awaited<ReturnType<Question>> {
  const ours = median(pairs.map((pair) => pair.ours));
  const bare = median(pairs.map((pair) => pair.bare));
  const added = median(pairs.map((pair) => pair.ours - pair.bare));
  const share = added / ours;
  return {
    title: "Preview",
    text: [
      "`pulumi preview` of hasteCRM, stack prod, against stand-in vendors, beside a program that declares the same resources with",
      "the same inputs and has no catalog: both find everything unchanged. By turns; the difference is the median of the pairs.",
      "",
      table([
        ["resources", "this project", "bare program", "difference", "our share"],
        [String(resources), duration(ours), duration(bare), duration(added), part(share)],
      ]),
    ].join("\n"),
    demands: [{ what: `the catalog adds at most ${part(shareLimit)} to a preview`, seen: part(share), met: share <= shareLimit }],
  };
}
